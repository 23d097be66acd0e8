"""What the Convolution page says, in English; {…} is filled in by the page."""
