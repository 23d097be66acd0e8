"""Word vectors: a vocabulary and its matrix."""
