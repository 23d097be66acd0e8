"""What the Memory page says, in English; {…} is filled in by the page."""
