"""Cost: parameters, multiply-adds and steps, in symbols, in numbers and over the length."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from app import cache
from app.convolution.compared import Compared
from app.prose import english_convolution as prose
from app.sheet import show
from app.state.step import CELLS
from rnnviz.convolution.costs import Cost, convolution_cost, recurrent_cost
from rnnviz.convolution.spec import ConvolutionSpec
from rnnviz.drawings.arrangement import sentence
from rnnviz.drawings.convolution_lines import CostRow, cost_lines, cost_rows
from rnnviz.drawings.convolution_symbols import lead
from rnnviz.drawings.markup import Drawing, Markup, joined, tag
from rnnviz.network.spec import NetworkSpec
from rnnviz.text.tokens import MAX_TOKENS


def show_part(compared: Compared) -> None:
    """The table, two pictures, and what they mean for this sentence."""
    t, spec = len(compared.tokens), compared.kernels.spec
    cells = {name: _cell_spec(compared, name) for name in CELLS}
    heads = [head.format(t=t) for head in prose.COST_HEADS]
    rows = [
        CostRow(prose.COST_KERNEL, prose.COST_KERNELS),
        _kernel_row(spec, t),
        CostRow(prose.COST_CELL, prose.COST_CELLS),
        *(_cell_row(name, cells[name], t) for name in CELLS),
    ]
    show(lead(prose.COST), "cost-lead")
    parts = (cost_rows(heads, rows).html, sentence(_note(spec, t)).html)
    verdict = sentence(_needed(spec, t), is_strong=True).html
    pictures = tag("div", *_pictures(spec, cells, t), class_="rv-conv-two")
    show(Drawing(joined([*parts, verdict, pictures])), "cost")


def _cell_spec(compared: Compared, name: str) -> NetworkSpec:
    """Of the chosen cell as it is, of another one in the same sizes."""
    spec = compared.cells.spec
    return NetworkSpec(cache.CELL[name], spec.input_size, spec.hidden_sizes)


def _kernel_row(spec: ConvolutionSpec, t: int) -> CostRow:
    cost, k = convolution_cost(spec, t), spec.kernel_size
    widths = [(f, spec.layer_input_size(i)) for i, f in enumerate(spec.filters)]
    parameters = _sum(f"{f}·({k}·{w} + 1)" for f, w in widths)
    positions = [max(0, t - spec.first_column(i)) for i in range(spec.n_layers)]
    operations = _sum(f"{s}·{f}·{k}·{w}" for s, (f, w) in zip(positions, widths, strict=True))
    return CostRow(prose.TRAINED_CNN, (parameters, operations, ""), _totals(cost))


def _cell_row(name: str, spec: NetworkSpec, t: int) -> CostRow:
    cost, g = recurrent_cost(spec, t), spec.n_blocks
    widths = [(h, spec.layer_input_size(i)) for i, h in enumerate(spec.hidden_sizes)]
    parameters = _sum(f"{g}·{h}·({w} + {h} + 2)" for h, w in widths)
    operations = _sum(f"{t}·{g}·{h}·({w} + {h})" for h, w in widths)
    sums = (parameters, operations, f"{t} + {spec.n_layers} − 1")
    return CostRow(name, sums, _totals(cost))


def _totals(cost: Cost) -> tuple[str, ...]:
    return tuple(f"{n:,}" for n in (cost.n_parameters, cost.n_operations, cost.n_steps))


def _sum(terms: Iterable[str]) -> str:
    """Equal layers above the lowest are written once, with how many there are."""
    first, *rest = terms
    if len(rest) > 1 and len(set(rest)) == 1:
        return f"{first} + {len(rest)} × {rest[0]}"
    return " + ".join((first, *rest))


def _needed(spec: ConvolutionSpec, t: int) -> str:
    """How deep the convolutions must be for one output to see the whole sentence."""
    if spec.kernel_size == 1:
        return prose.COST_FIELD_ONE
    needed = max(1, math.ceil((t - 1) / (spec.kernel_size - 1)))
    return prose.COST_FIELD.format(t=t, k=spec.kernel_size, needed=needed)


def _note(spec: ConvolutionSpec, t: int) -> str:
    s = max(0, t - spec.first_column(0))
    return prose.COST_NOTE.format(
        n_layers=spec.n_layers, i=spec.input_size, k=spec.kernel_size, s=s
    )


def _pictures(spec: ConvolutionSpec, cells: Mapping[str, NetworkSpec], t: int) -> list[Markup]:
    """Work and waiting of sentences of 1 to 60 words."""
    lengths = range(1, MAX_TOKENS + 1)
    costs = {prose.TRAINED_CNN: [convolution_cost(spec, n) for n in lengths]}
    costs |= {name: [recurrent_cost(cell, n) for n in lengths] for name, cell in cells.items()}
    axis = prose.AXIS.format(n=MAX_TOKENS, t=t)
    work = [[float(cost.n_operations) for cost in of_one] for of_one in costs.values()]
    waits = {
        prose.TRAINED_CNN: costs[prose.TRAINED_CNN],
        prose.CELLS_NAME: costs[CELLS[0]],
    }
    steps = [[float(cost.n_steps) for cost in of_one] for of_one in waits.values()]
    drawn = (
        (prose.OPERATIONS, work, list(costs)),
        (prose.STEPS, steps, list(waits)),
    )
    return [
        cost_lines(
            title, lines, names, t, (prose.UP_TO.format(n=f"{max(map(max, lines)):,.0f}"), axis)
        ).html
        for title, lines, names in drawn
    ]
