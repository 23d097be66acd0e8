"""Sentences become tokens."""
