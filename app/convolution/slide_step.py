"""Slide and step: both networks over the same words, and one number of each taken apart."""

from __future__ import annotations

import streamlit as st

from app.controls import choose, code_box, put
from app.convolution import code, sums
from app.convolution.compared import FILTERED, Compared
from app.prose import english_convolution as prose
from app.sheet import show
from app.state import ConvolutionView
from app.state.encode import CODES
from rnnviz.drawings.arrangement import sentence
from rnnviz.drawings.convolution_slide import Side, Track, slide
from rnnviz.drawings.convolution_symbols import lead, symbols
from rnnviz.drawings.markup import Drawing, tag
from rnnviz.errors import RnnvizError
from rnnviz.terms import TERMS
from rnnviz.text.snippets import snippet

DEFAULT = ConvolutionView()


def show_part(compared: Compared) -> None:
    """The whole part."""
    view = compared.view
    show(lead(symbols(prose.SLIDE)), "slide-lead")
    before, k = compared.n_before, compared.kernels.spec.kernel_size
    drawn = slide(
        compared.tokens,
        kernels(compared),
        cells(compared),
        cursor=compared.cursor,
        level=view.layer,
        offsets=range(-before, k - before),
    )
    show(drawn, "slide", lambda picked: put(cursor=int(picked.rpartition("-")[2])))
    _sums(compared)
    choose(prose.CODE, "code", CODES, DEFAULT.code)
    framework = ConvolutionView.read(st.session_state).code
    code_box(snippet(framework, "convolution", *code.words(compared)), "convolution")


def kernels(compared: Compared) -> Side:
    """The convolutions' rows."""
    note = prose.FILTER_NOTE.format(j=compared.view.filter_no)
    j = compared.view.filter_no - 1
    layers = tuple(
        Track(
            prose.KERNEL_ROW.format(layer=i + 1),
            note,
            compared.by_column(layer.output[:, j].tolist(), layer.first_column),
            FILTERED,
        )
        for i, layer in enumerate(compared.kernels.layers)
    )
    p = compared.kernels.probabilities
    first = compared.kernels.layers[-1].first_column
    answers = compared.by_column([] if p is None else p[:, 0].tolist(), first)
    answer = Track(prose.ANSWER["kernels"], prose.ANSWER_NOTE, answers, TERMS["probabilities"])
    return Side(layers, answer)


def cells(compared: Compared) -> Side:
    """The recurrent network's rows."""
    cell, note = compared.view.reader, prose.UNIT_NOTE.format(j=compared.view.unit_no)
    layers = tuple(
        Track(
            prose.CELL_ROW.format(cell=cell, layer=i + 1),
            note,
            tuple(layer.hidden[:, compared.view.unit_no - 1].tolist()),
            TERMS["hidden"],
            is_signed=True,
        )
        for i, layer in enumerate(compared.cells.layers)
    )
    p = compared.cells.probabilities
    answers = () if p is None else tuple(p[:, 0].tolist())
    name = prose.ANSWER["cells"].format(cell=cell)
    return Side(layers, Track(name, prose.ANSWER_NOTE, answers, TERMS["probabilities"]))


def _sums(compared: Compared) -> None:
    """Both numbers taken apart, side by side."""
    try:
        left = sums.of_filter(compared)
    except RnnvizError:
        first = compared.first_column + 1
        left = sentence(prose.NO_OUTPUT.format(word=compared.word, first=first))
    drawn = tag("div", left.html, sums.of_unit(compared).html, class_="rv-conv-two")
    show(Drawing(drawn), "sums")
