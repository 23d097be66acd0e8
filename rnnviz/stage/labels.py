"""`Labels`: what is known about a trace beyond its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rnnviz.tracing.record import Array
from rnnviz.tracing.state_space import StateSpace


@dataclass(frozen=True, slots=True)
class Labels:
    """What is known about a trace beyond its numbers.

    Attributes:
        title: The network in a few words; by default its card's title.
        notes: A sentence or more of the teacher's, shown as text.
        link: Where the live stage is; "" for none.
        is_random: Whether the weights were never trained; the stage then says so.
        class_names: What each output stands for, (C,); numbered if left empty.
        is_unknown: Which tokens have no vector of their own, (T,); none if left empty.
        token_ids: Each token's row of the embedding table, from 0, (T,); unsaid if left empty.
        vocab_size: V, rows of that table; 0 if unsaid.
        words: Vectors of other words, (I,) each, which a what-if can put into the sentence.
        spaces: Planes for the paths, the words' first and then one a layer; none if empty.
    """

    title: str = ""
    notes: str = ""
    link: str = ""
    is_random: bool = False
    class_names: Sequence[str] = ()
    is_unknown: Sequence[bool] = ()
    token_ids: Sequence[int] = ()
    vocab_size: int = 0
    words: Mapping[str, Array] = field(default_factory=dict)
    spaces: Sequence[StateSpace] = ()
