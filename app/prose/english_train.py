"""What the Train page says, in English; {…} is filled in by the page."""
