"""Panels of the page."""
