"""The Encode page: which part of the way from text to tensors, and its choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from app.state.step import StepView
from app.state.view import View

Part = Literal["Sequences", "One-hot", "Embedding layer", "Trainable or frozen"]
Source = Literal["one series", "several", "with features", "text"]
Side = Literal["after", "before"]
Vocabulary = Literal["the sentence", "10,000 words", "5,000 characters", "own text"]
Outside = Literal["zeros", "<unk>"]
Rows = Literal["random, 10 × 4", "ten words", "every word"]
Answer = Literal["positive", "negative"]
Table = Literal["trainable", "frozen"]
Code = Literal["PyTorch", "Keras"]
PARTS, SOURCES, SIDES = get_args(Part), get_args(Source), get_args(Side)
VOCABULARIES, OUTSIDES, ROWS = get_args(Vocabulary), get_args(Outside), get_args(Rows)
ANSWERS, TABLES, CODES = get_args(Answer), get_args(Table), get_args(Code)
LINES = "the movie was not good\nnot bad at all\nwonderful"
OWN_TEXT = "the movie was good . the story was not . we loved the music"


@dataclass(frozen=True, slots=True)
class EncodeView(View):
    """The Encode page.

    Attributes:
        part: Which of the four.
        sentence: As typed; shared with the Step page.
        code: The framework whose code is shown.
        source: Sequences: what becomes a tensor.
        axis_b: Sequences: what is cut out of the axis of series, as NumPy writes it.
        axis_s: Likewise, of the axis of timesteps.
        axis_n: Likewise, of the axis of features.
        lines: Sequences: texts of different lengths, one a line.
        pad_side: Sequences: where padding goes.
        pad_length: Sequences: timesteps; 0 for the longest line's.
        vocabulary: One-hot: which.
        own_text: One-hot: the user's text that gives a vocabulary.
        outside: One-hot: what a word outside the vocabulary becomes.
        row: One-hot: the token looked at closely, from 1.
        rows_from: Embedding layer: what fills the table.
        token_id: Embedding layer: the id that picks a row.
        deal: Embedding layer: seed of the random table.
        target: Trainable or frozen: the answer that the sentence should get.
        rate: Trainable or frozen: learning rate.
        table: Trainable or frozen: whether the table moves.
        vectors: The key of the visitor's own vectors; "" for the server's.
    """

    part: Part = "Sequences"
    sentence: str = StepView().sentence
    code: Code = "PyTorch"
    source: Source = "with features"
    axis_b: str = "2"
    axis_s: str = "all"
    axis_n: str = "0"
    lines: str = LINES
    pad_side: Side = "after"
    pad_length: int = 0
    vocabulary: Vocabulary = "10,000 words"
    own_text: str = OWN_TEXT
    outside: Outside = "zeros"
    row: int = 1
    rows_from: Rows = "random, 10 × 4"
    token_id: int = 3
    deal: int = 0
    target: Answer = "positive"
    rate: float = 0.1
    table: Table = "trainable"
    vectors: str = ""

    @property
    def next_part(self) -> Part | None:
        """The part after this one; None after the last."""
        later = PARTS[PARTS.index(self.part) + 1 :]
        return later[0] if later else None
