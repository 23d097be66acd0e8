"""Pages: choose, load, compute, show."""
