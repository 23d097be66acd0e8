"""Sentences become tokens; tokens, lines and series become tensors."""
