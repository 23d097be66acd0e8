"""How text becomes tensors, and cells become layers, in a few lines of PyTorch and Keras.

The texts lie in templates/, named {framework}_{topic}. `string.Template` fills them in; a line
that ends in "#? word" is kept only where that word is among the flags.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Template
from typing import Literal, get_args

Framework = Literal["PyTorch", "Keras"]
Topic = Literal[
    "padding",
    "onehot",
    "dealt",
    "pretrained",
    "step",
    "convolution",
    "layers_stack",
    "layers_broken",
    "layers_output",
    "layers_weights",
    "layers_cell",
    "gradients",
    "clipping",
]
FRAMEWORKS: tuple[Framework, ...] = get_args(Framework)
_TEMPLATES = Path(__file__).parent / "templates"


def snippet(
    framework: Framework,
    topic: Topic,
    words: Mapping[str, str],
    flags: frozenset[str] = frozenset(),
) -> str:
    """One text of code.

    Args:
        framework: What it is written in.
        topic: What it does.
        words: What fills its $names.
        flags: What is true, in the words that lines ask for.

    Raises:
        KeyError: If a name is left without its words.
    """
    kept = []
    for line in _read(f"{framework.lower()}_{topic}").splitlines():
        code, _, needed = line.partition("#?")
        if flags.issuperset(needed.split()):
            kept.append(code.rstrip())
    return Template("\n".join(kept)).substitute(words)


@cache
def _read(name: str) -> str:
    return (_TEMPLATES / f"{name}.txt").read_text("utf-8")
