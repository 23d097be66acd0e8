"""Lines of text read one by one: slow, exact about the first fault, and for the rare words.

A word may hold spaces, as some of GloVe's 840B do: the numbers are then the last ones.
"""

import numpy as np

from rnnviz.embeddings.blocks import Block
from rnnviz.embeddings.text_layout import Layout
from rnnviz.errors import VectorsError, shortened

_LARGEST = float(np.finfo(np.float32).max)


def careful_block(content: bytes, layout: Layout, first: int) -> Block:
    """Read lines one by one.

    Args:
        content: Whole lines.
        layout: Of the file.
        first: Number of the first line.

    Raises:
        VectorsError: With the first faulty line.
    """
    lines = content.removesuffix(b"\n").split(b"\n")
    pairs = [_pair(line, layout, number) for number, line in enumerate(lines, start=first)]
    rows = np.array([numbers for _, numbers in pairs], dtype=np.float64).astype(np.float32)
    return Block([word for word, _ in pairs], rows)


def _pair(line: bytes, layout: Layout, number: int) -> tuple[str, list[float]]:
    try:
        text = line.removesuffix(b"\r" if layout.is_windows else b"").decode()
    except UnicodeDecodeError:
        raise _fault(layout, number, "is not UTF-8 text: convert the file to UTF-8") from None
    if "\0" in text:
        raise VectorsError(f"Expected text in {layout.name}, got binary data (line {number:,}).")
    word, fields = _parts(text, layout)
    if layout.has_words and not fields:
        fault = f"has no numbers after “{_short(word)}”: expected a word and its vector"
        raise _fault(layout, number, fault)
    if len(fields) != layout.size:
        after, whose = (" after its word", "") if layout.has_words else ("", "")
        fault = f"has {len(fields):,} numbers{after}{whose}, but {_model(layout)} {layout.size:,}"
        raise _fault(layout, number, fault)
    if layout.has_words and not word:
        raise _fault(layout, number, "has no word before its numbers")
    return word, [_value(field, layout, number) for field in fields]


def _model(layout: Layout) -> str:
    return "line 1 has" if layout.n_promised is None else "the header says"


def _parts(text: str, layout: Layout) -> tuple[str, list[str]]:
    fields = text.removesuffix(layout.delimiter if layout.ends_blank else "").split(
        layout.delimiter
    )
    if not layout.has_words:
        return "", fields
    n_more = len(fields) - 1 - layout.size
    if n_more > 0 and not all(_is_number(field) for field in fields[1 : 1 + n_more]):
        return layout.delimiter.join(fields[: 1 + n_more]), fields[1 + n_more :]
    return fields[0], fields[1:]


def _value(text: str, layout: Layout, number: int) -> float:
    if not _is_number(text):
        raise _fault(layout, number, f"has “{_short(text)}” where a number was expected")
    value = float(text)
    with np.errstate(over="ignore"):
        is_finite = bool(np.isfinite(np.float32(value)))
    if not is_finite:
        raise _fault(layout, number, f"has “{_short(text)}”, which is not a finite number")
    return value


def _is_number(text: str) -> bool:
    try:
        float(text.replace("_", "?"))  # Python takes 1_000
    except ValueError:
        return False
    return True


def _fault(layout: Layout, number: int, fault: str) -> VectorsError:
    return VectorsError(f"Line {number:,} of {layout.name} {fault}.")


def _short(text: str) -> str:
    return shortened(text, 30)
