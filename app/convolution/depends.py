"""What depends on what: three tables of slopes, one row lit in all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from app import cache_convolution
from app.controls import put
from app.convolution.choices import N_DRAWN
from app.convolution.compared import Compared
from app.prose import english_convolution as prose
from app.sheet import show
from rnnviz.drawings.convolution_dependence import dependence, dependence_legend
from rnnviz.drawings.convolution_symbols import lead
from rnnviz.drawings.markup import Drawing, joined, tag
from rnnviz.tracing.record import Array


def show_part(compared: Compared) -> None:
    """The whole part; long sentences are cut, since a table of 60 words is no picture."""
    view, tokens = compared.view, compared.tokens[:N_DRAWN]
    show(lead(prose.DEPENDS), "depends-lead")
    found = cache_convolution.dependencies(compared.pair, tokens, view.layer + 1)
    lit = min(compared.cursor, len(tokens) - 1)
    tables = [
        dependence(title, aside, tokens, rows, lit).html
        for title, aside, rows in _tables(compared, found)
    ]
    legend = dependence_legend(prose.DEPENDS_LOW, prose.DEPENDS_HIGH, prose.DEPENDS_ZERO)
    drawn = joined([tag("div", *tables, class_="rv-conv-three"), legend.html])
    show(Drawing(drawn), "depends", lambda picked: put(cursor=int(picked)))
    show(lead(_said(compared, found, tokens, lit)), "depends-verdict")
    if len(tokens) < len(compared.tokens):
        n = len(compared.tokens)
        st.caption(prose.DEPENDS_SHORTENED.format(limit=N_DRAWN, n=n))


def _tables(
    compared: Compared, found: cache_convolution.Dependencies
) -> list[tuple[str, str, list[list[float] | None]]]:
    """Title, aside and rows of each table."""
    view = compared.view
    first = found.cells.shape[0] - len(found.kernels)
    kernels: list[list[float] | None] = [*[None] * first, *found.kernels.tolist()]
    titles = (prose.DEPENDS_KERNELS, prose.DEPENDS_CELLS, prose.DEPENDS_BOTH)
    asides = (prose.DEPENDS_ASIDE, prose.DEPENDS_ASIDE, prose.DEPENDS_BOTH_ASIDE)
    rows = (kernels, [*found.cells.tolist()], [*found.both_ways.tolist()])
    return [
        (
            title.format(cell=view.reader, layer=view.layer + 1),
            aside.format(n=_n_linked(slopes), total=found.cells.size),
            table,
        )
        for title, aside, slopes, table in zip(titles, asides, found, rows, strict=True)
    ]


def _said(
    compared: Compared,
    found: cache_convolution.Dependencies,
    tokens: Sequence[str],
    lit: int,
) -> str:
    """The lit row in numbers, and why."""
    view = compared.view
    s = lit - (len(tokens) - len(found.kernels))
    said = (prose.DEPENDS_SAID if s >= 0 else prose.DEPENDS_NONE).format(
        word=tokens[lit],
        cell=view.reader,
        total=len(tokens),
        n_kernel=_n_linked(found.kernels[max(s, 0)]),
        n_cell=_n_linked(found.cells[lit]),
        n_both=_n_linked(found.both_ways[lit]),
    )
    k, n_layers = compared.kernels.spec.kernel_size, view.layer + 1
    field = prose.DEPENDS_FIELD.format(
        k=k,
        n_layers=n_layers,
        field=1 + n_layers * (k - 1),
        more=k - 1,
        faint=_faint(found.cells[lit], tokens, lit),
    )
    return f"{said} {field}"


def _faint(row: Array, tokens: Sequence[str], lit: int) -> str:
    """How much less the first word counts than the one just read."""
    if not lit or not row[lit]:
        return prose.DEPENDS_ALONE
    share = f"{100 * row[0] / row[lit]:.3g} %"
    return prose.DEPENDS_FAINT.format(first=tokens[0], last=tokens[lit], share=share)


def _n_linked(slopes: Array) -> int:
    return int(np.count_nonzero(slopes))
