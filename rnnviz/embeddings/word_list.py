"""Lists of words that stand beside a matrix: one word a line, or the Projector's metadata."""

import json
from collections.abc import Sequence
from pathlib import Path

from rnnviz.embeddings.blocks import check_count
from rnnviz.errors import VectorsError, shortened

MAX_LIST = 1 << 28
"""Bytes of the longest list that is read."""

WORD_COLUMNS = ("word", "words", "token", "label", "name")
"""Headings under which metadata of several columns has its words; else it is the first."""


def beside(path: Path) -> Path:
    """The list that belongs to a matrix, by its name.

    Of `vectors.npy` and `vectors.safetensors`: `vectors.txt`, else `words.txt` in the same
    folder. Of `my_vectors.tsv` or `my_tensor.tsv`: `my_metadata.tsv`, else `metadata.tsv`.

    Raises:
        VectorsError: If there is none.
    """
    names = [f"{path.stem}.txt", "words.txt"]
    if path.suffix.lower() == ".tsv":
        swapped = path.name.replace("vectors", "metadata").replace("tensor", "metadata")
        names = list(dict.fromkeys((swapped, "metadata.tsv")))
    for name in names:
        found = path.with_name(name)
        if found != path and found.is_file():
            return found
    raise VectorsError(
        f"Expected the words of {path.name} beside it, one a line, in {' or '.join(names)}: "
        "put such a file there, or give both files."
    )


def read_words(path: Path, *, is_metadata: bool) -> list[str]:
    """Read a list of words.

    Args:
        path: UTF-8 text.
        is_metadata: Whether tabs part columns, the first line then naming them, as in the
            Embedding Projector; without a tab on the first line there is no heading.

    Raises:
        VectorsError: If it is not such a list.
        OSError: If it cannot be read.
    """
    if path.stat().st_size > MAX_LIST:
        raise VectorsError(f"{path.name} is larger than {MAX_LIST:,} bytes: expected a word list.")
    content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    if b"\0" in content:
        raise VectorsError(f"Expected one word a line in {path.name}, got binary data.")
    check_count(content.count(b"\n"), path.name)
    lines = _lines(content, path.name)
    return _column(lines, path.name) if is_metadata and "\t" in lines[0] else lines


def words_from_json(text: str, name: str) -> list[str]:
    """Words from a JSON list of strings.

    Args:
        text: The JSON.
        name: Of the file that it stands in.

    Raises:
        VectorsError: If it is anything else.
    """
    check_count(text.count('"') // 2, name)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise VectorsError(f"Expected a JSON list of words in the metadata of {name}.")
    return found


def check_words(words: Sequence[str], name: str, unit: str, first: int) -> None:
    """Refuse words that are empty, hold a line's end, or stand twice.

    Args:
        words: All words of a file.
        name: Of the file.
        unit: What one of them stands on: "Line", "Word".
        first: The number of the first one.

    Raises:
        VectorsError: With the first faulty one.
    """
    if len(set(words)) == len(words) and not any("\n" in word or not word for word in words):
        return
    seen: dict[str, int] = {}
    for number, word in enumerate(words, start=first):
        fault = ""
        if not word:
            fault = "is empty where a word was expected"
        elif "\n" in word:
            shown = shortened(word.replace("\n", "⏎"), 30)
            fault = f"holds a line’s end within the word “{shown}”"
        elif seen.setdefault(word, number) != number:
            earlier = f"on {unit.lower()} {seen[word]:,}"
            fault = f"repeats the word “{shortened(word, 30)}”, which has a vector {earlier}"
        if fault:
            raise VectorsError(f"{unit} {number:,} of {name} {fault}.")


def _lines(content: bytes, name: str) -> list[str]:
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        raise VectorsError(
            f"Line {number:,} of {name} is not UTF-8 text: convert the file to UTF-8."
        ) from None
    lines = text.removesuffix("\n").split("\n")
    is_windows = lines[0].endswith("\r")
    return [line.removesuffix("\r") for line in lines] if is_windows else lines


def _column(lines: list[str], name: str) -> list[str]:
    headings = [heading.strip().lower() for heading in lines[0].split("\t")]
    column = next((headings.index(word) for word in WORD_COLUMNS if word in headings), 0)
    words = []
    for number, line in enumerate(lines[1:], start=2):
        fields = line.split("\t")
        if len(fields) != len(headings):
            raise VectorsError(
                f"Line {number:,} of {name} has {len(fields):,} columns, but line 1 names "
                f"{len(headings):,}."
            )
        words.append(fields[column])
    return words
