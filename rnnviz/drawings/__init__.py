"""Drawings as HTML and SVG: data in, text out, nothing computed and no script in it."""
