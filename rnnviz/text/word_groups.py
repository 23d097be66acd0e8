"""Groups of words as people write them: an axis "he, him > she, her", and named groups.

Words are in lower case, separated by commas or spaces.
"""

from collections.abc import Callable

from rnnviz.errors import TextError, shortened

MAX_LETTERS = 400
MAX_GROUPS = 5

Words = tuple[str, ...]


def read_axis(text: str, is_word: Callable[[str], bool], name: str) -> tuple[Words, Words]:
    """The words at an axis's low and high end.

    Args:
        text: As typed, with one ">" in it.
        is_word: Tells words that have vectors.
        name: Where the words come from, for the message.

    Raises:
        TextError: If an end is empty, the ">" is missing or doubled, or a word is unknown.
    """
    ends = [_words(end) for end in text.split(">")]
    if len(ends) != 2 or not all(ends) or len(text) > MAX_LETTERS:
        raise TextError(
            "An axis needs words on both sides of one “>”, such as bad, worse > good, better; "
            f"“{shortened(text.strip(), 40)}” has not."
        )
    for word in (*ends[0], *ends[1]):
        if not is_word(word):
            raise TextError(
                f"“{shortened(word, 30)}” is not in {name}: take another word for this axis."
            )
    return ends[0], ends[1]


def read_groups(text: str) -> tuple[tuple[str, Words], ...]:
    """Groups with their names; a group without one is named by its first word.

    Args:
        text: As "countries: france, italy; animals: lizard". Groups without words are left out.

    Raises:
        TextError: If there is no group, or more than MAX_GROUPS.
    """
    groups = []
    for part in text[:MAX_LETTERS].split(";"):
        name, colon, listed = part.partition(":")
        words = _words(listed if colon else part)
        if words:
            groups.append((name.strip() if colon and name.strip() else words[0], words))
    if not 1 <= len(groups) <= MAX_GROUPS:
        raise TextError(
            f"Expected 1 to {MAX_GROUPS} groups such as countries: france, italy; animals: "
            f"lizard, got {len(groups)}."
        )
    return tuple(groups)


def _words(text: str) -> Words:
    return tuple(dict.fromkeys(text.lower().replace(",", " ").split()))
