"""Ledgers of the library as lines that a drawing can write."""

from __future__ import annotations

from collections.abc import Iterable

from app.convolution.compared import Compared
from app.prose import english_convolution as prose
from rnnviz.convolution.sums import Ledger, Line, filter_ledger, unit_ledger
from rnnviz.drawings.convolution_ledger import Entry, Proof, ledger
from rnnviz.drawings.convolution_symbols import lowered
from rnnviz.drawings.markup import Drawing
from rnnviz.written import plain

RIGHT = 1e-5
"""Largest difference that float32 explains."""
RESULTS = ("pre_activation", "relu", "tanh", "cell", "lstm_hidden", "gru_hidden")


def of_filter(compared: Compared) -> Drawing:
    """The chosen filter at the cursor.

    Raises:
        ShapeError: If it has no output there.
    """
    view, spec = compared.view, compared.kernels.spec
    layer = compared.kernels.layers[view.layer]
    found = filter_ledger(layer, spec.added[0], compared.cursor, view.filter_no - 1)
    equation = prose.KERNEL_EQUATION.format(k=spec.kernel_size, m=compared.n_before + 1)
    title = prose.KERNEL_TITLE.format(j=view.filter_no, word=compared.word, t=compared.cursor + 1)
    proof = _proof(found, prose.PARITY.format(parity=_tiny(compared.kernels.parity)))
    return ledger(
        title, equation + _reads(view.layer), list(_filter_entries(compared, found)), proof
    )


def of_unit(compared: Compared) -> Drawing:
    """The chosen hidden unit at the cursor."""
    view = compared.view
    found = unit_ledger(compared.cells, view.layer, compared.cursor, view.unit_no - 1)
    equation = prose.CELL_EQUATIONS[view.reader]
    title = prose.CELL_TITLE.format(j=view.unit_no, word=compared.word, t=compared.cursor + 1)
    entries = [entry for line in found.lines for entry in _unit_entries(line, compared.word)]
    return ledger(title, equation + _reads(view.layer), entries, _proof(found))


def _reads(layer: int) -> str:
    """What x stands for above the lowest layer."""
    return prose.READS.format(layer=layer) if layer else ""


def _filter_entries(compared: Compared, found: Ledger) -> Iterable[Entry]:
    for place, line in enumerate(found.lines):
        sign = "+" if place else ""
        if line.kind == "window":
            name = prose.WINDOW.format(j=lowered(place + 1), t=lowered(line.column + 1))
            word = compared.tokens[line.column]
            yield Entry(sign, name, f"“{word}”", line.products, line.value)
        elif line.kind == "zeros":
            yield Entry(sign, prose.ZEROS.format(j=lowered(place + 1)), prose.BEYOND, (), 0.0)
        else:
            yield _named(line)


def _unit_entries(line: Line, word: str) -> Iterable[Entry]:
    """A half of a plain cell is two lines, its products and its bias; all else is one."""
    if line.kind not in prose.HALVES:
        yield _named(line)
        return
    (name, note), bias = prose.HALVES[line.kind]
    said, sign = note.format(word=word), "" if line.kind == "input" else "+"
    yield Entry(sign, name, said, line.products, line.operands[0])
    yield Entry("+", bias, "", (), line.operands[1])


def _named(line: Line) -> Entry:
    sign, name, note = prose.NAMES[line.kind]
    said = note.format(*_operands(line)) if note else ""
    return Entry(sign, name, said, line.products, line.value, line.kind in RESULTS)


def _operands(line: Line) -> list[str]:
    """Numbers as an equation writes them: what begins has no plus, what is added has a sign."""
    if line.kind.endswith("gate") or line.kind == "candidate":
        first, second = line.operands
        joint = "− " if second < 0 else "+ "
        return [plain(first), f"{joint}{plain(abs(second))}"]
    return [plain(value) for value in line.operands]


def _proof(found: Ledger, more: str = "") -> Proof:
    is_right = found.error <= RIGHT
    said = (prose.ADDS_UP if is_right else prose.ADDS_NOT).format(error=_tiny(found.error))
    return Proof(is_right, said + more)


def _tiny(value: float) -> str:
    return f"{value:.0e}" if value else "0"
