"""What the Layers page says, in English; {…} is filled in by the page."""
