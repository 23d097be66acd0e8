"""What the pill in the top bar, and what opens from it, say about word vectors."""

PILL = "{name} · {n:,} words × {width}"
GONE = "The vectors with the key “{key}” are not on this server any more: {name} stand in for them."
