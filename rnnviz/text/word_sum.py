"""Sums of words as people write them: "king - man + woman", "man : king :: woman".

A sum is words with + or − before them, and where wanted a factor: "king - 0.5*man". In an
analogy, a : b :: c asks for what is to c as b is to a, which is b − a + c.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rnnviz.errors import TextError, shortened

MAX_WORDS = 10
MAX_LETTERS = 200
MAX_FACTOR = 100.0
_ANALOGY = re.compile(r"^(\S+)\s*:\s*(\S+)\s*::\s*(\S+?)\s*(?::\s*\??)?$")
_FACTOR = re.compile(r"^(\d{1,4}(?:\.\d{0,4})?|\.\d{1,4})[*×·](.+)$")
_SIGNS = {"+": 1.0, "-": -1.0}
_EXAMPLE = "Write a sum such as king - man + woman, or an analogy such as man : king :: woman."


@dataclass(frozen=True, slots=True)
class WordSum:
    """Words and their factors.

    Attributes:
        words: n words, in the order written; an analogy's as b, a, c.
        weights: n factors, none of them 0.
    """

    words: tuple[str, ...]
    weights: tuple[float, ...]

    @property
    def expression(self) -> str:
        """The sum as every screen writes it: "king − man + woman"."""
        text = ""
        for word, weight in zip(self.words, self.weights, strict=True):
            sign = ("− " if weight < 0 else "+ ") if text else ("−" if weight < 0 else "")
            factor = "" if abs(weight) == 1 else f"{abs(weight):g}·"
            text += f" {sign}{factor}{word}" if text else f"{sign}{factor}{word}"
        return text

    @property
    def corners(self) -> tuple[str, str, str] | None:
        """a, b and c, if it is b − a + c of three different words; else None."""
        if sorted(self.weights) != [-1.0, 1.0, 1.0] or len(set(self.words)) < 3:
            return None
        b, c = (w for w, weight in zip(self.words, self.weights, strict=True) if weight > 0)
        return self.words[self.weights.index(-1.0)], b, c


def read_sum(text: str, is_word: Callable[[str], bool]) -> WordSum:
    """Read a sum or an analogy, in lower case.

    Args:
        text: As typed. A hyphen within a word belongs to it, unless only its parts are words.
        is_word: Tells words.

    Raises:
        TextError: If it is empty, too long, or not such an expression. Unknown words are let
            through.
    """
    line = " ".join(text.lower().replace("−", "-").replace("–", "-").split())
    if not line or len(line) > MAX_LETTERS:
        raise TextError(f"Expected an expression of 1 to {MAX_LETTERS} letters. {_EXAMPLE}")
    if found := _ANALOGY.match(line):
        a, b, c = found.groups()
        return WordSum((b, a, c), (1.0, -1.0, 1.0))
    if ":" in line.split() or "::" in line:
        raise TextError(f"“{shortened(line, 40)}” is not an analogy of three words. {_EXAMPLE}")
    terms = _terms(_pieces(line, is_word), line)
    if len(terms) > MAX_WORDS:
        raise TextError(f"Expected at most {MAX_WORDS} words in a sum, got {len(terms)}.")
    return WordSum(tuple(word for word, _ in terms), tuple(weight for _, weight in terms))


def _pieces(line: str, is_word: Callable[[str], bool]) -> list[str]:
    """Words and signs, in order."""
    pieces: list[str] = []
    for token in re.sub(r"\s*([*×·])\s*", r"\1", line).split():
        if token in _SIGNS or is_word(token):
            pieces.append(token)
            continue
        for part in filter(None, re.split(r"(\+|^-)", token)):
            is_whole = part in _SIGNS or is_word(part) or not _all_words(part, is_word)
            pieces += [part] if is_whole else filter(None, re.split(r"(-)", part))
    return pieces


def _all_words(part: str, is_word: Callable[[str], bool]) -> bool:
    inside = [_FACTOR.sub(r"\2", piece) for piece in part.split("-")]
    return len(inside) > 1 and all(is_word(piece) for piece in inside)


def _terms(pieces: list[str], line: str) -> list[tuple[str, float]]:
    terms: list[tuple[str, float]] = []
    sign: float | None = 1.0
    for place, piece in enumerate(pieces):
        if piece in _SIGNS:
            if sign is not None and place > 0:
                raise TextError(
                    f"Two signs follow each other in “{shortened(line, 40)}”. {_EXAMPLE}"
                )
            sign = _SIGNS[piece]
            continue
        if sign is None:
            before = terms[-1][0]
            raise TextError(
                f"Expected + or − between “{shortened(before, 20)}” and "
                f"“{shortened(piece, 20)}”. {_EXAMPLE}"
            )
        terms.append(_with_factor(piece, sign))
        sign = None
    if sign is not None or not terms:
        raise TextError(f"“{shortened(line, 40)}” ends with a sign. {_EXAMPLE}")
    return terms


def _with_factor(piece: str, sign: float) -> tuple[str, float]:
    found = _FACTOR.match(piece)
    if not found:
        return piece, sign
    factor = float(found.group(1))
    if not 0 < factor <= MAX_FACTOR:
        raise TextError(f"Expected a factor above 0 and up to {MAX_FACTOR:g}, got {factor:g}.")
    return found.group(2), sign * factor
