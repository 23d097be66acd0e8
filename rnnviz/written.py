"""Numbers and words as every screen writes them."""

from __future__ import annotations

_MINUS = "\N{MINUS SIGN}"
_STEPS = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"))


def plain(value: float, digits: int = 3) -> str:
    """A number as every screen writes it, with a true minus."""
    return f"{value:.{digits}f}".replace("-", _MINUS)


def signed(value: float, digits: int = 3) -> str:
    """A number with its sign, plus or true minus."""
    return f"{value:+.{digits}f}".replace("-", _MINUS)


def short(word: str, longest: int = 12) -> str:
    """A word that fits beside a drawing; hovering gives it whole."""
    return word if len(word) <= longest else f"{word[: longest - 1]}…"


def n_bytes(count: float) -> str:
    """A number of bytes in the largest unit of a thousand that fits, such as "80.0 MB"."""
    for unit, name in _STEPS:
        if count >= unit:
            return f"{count / unit:.1f} {name}"
    return f"{count:.0f} bytes"


def shape(*sizes: int) -> str:
    """A shape as the course writes it: [4, 80, 100]."""
    return f"[{', '.join(str(size) for size in sizes)}]"
