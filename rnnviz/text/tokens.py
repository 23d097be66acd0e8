"""A sentence becomes tokens, written the way GloVe 6B's training text was."""

import re
import unicodedata

from rnnviz.errors import TextError

MAX_CHARACTERS = 10_000
MAX_TOKENS = 60

_CLITIC = r"(?:n't|'s|'re|'ve|'ll|'d|'m)(?!\w)"
_TOKEN = re.compile(rf"{_CLITIC}|\.\.\.|--|\w+?(?={_CLITIC})|\w+(?:[-.'&/,:]\w+)*|[^\w\s]")


def tokenize(sentence: str, *, max_tokens: int = MAX_TOKENS) -> tuple[str, ...]:
    """Split a sentence into tokens."""
    text = unicodedata.normalize("NFC", sentence).lower().replace("’", "'")
    tokens = tuple(_TOKEN.findall(text))
    if not tokens:
        raise TextError("Expected a sentence with at least one word, got an empty one.")
    if len(tokens) > max_tokens:
        raise TextError(f"Expected at most {max_tokens} tokens, got {len(tokens)}.")
    return tokens
