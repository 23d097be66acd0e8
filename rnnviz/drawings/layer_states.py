"""States as strips with their first numbers, and an output as a sum of products."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.colours import strip
from rnnviz.drawings.markup import Drawing, Markup, joined, tag
from rnnviz.terms import Term
from rnnviz.written import signed

N_NUMBERS = 4


@dataclass(frozen=True, slots=True)
class State:
    """One state of one layer, of several series.

    Attributes:
        name: Such as "layer 1 · h₈₀".
        shape: As written, of the whole state.
        rows: Its numbers, series by series; some of them.
        term: Their colour range.
    """

    name: str
    shape: str
    rows: tuple[tuple[float, ...], ...]
    term: Term


def last_states(states: Sequence[State], more: str = "") -> Drawing:
    """Every state as a strip per series, with its first numbers.

    Args:
        states: From the lowest layer up.
        more: What is left out, in words.
    """
    lines = [line for state in states for line in _rows(state)]
    table = tag("table", *lines, class_="rv-table rv-last")
    note = tag("p", more, class_="rv-quiet") if more else Markup("")
    return Drawing(joined([tag("div", table, class_="rv-scroll", tabindex="0"), note]))


def _rows(state: State) -> list[Markup]:
    head = tag(
        "tr",
        tag("th", state.name, scope="col", colspan=2),
        tag("th", state.shape, scope="col", class_="rv-number rv-shape"),
        class_="rv-last-head",
    )
    return [head, *(_row(row, i, state) for i, row in enumerate(state.rows, 1))]


def _row(row: Sequence[float], series: int, state: State) -> Markup:
    return tag(
        "tr",
        tag("th", str(series), scope="row"),
        tag(
            "td", strip(row, state.term, f"{state.name}, series {series}"), class_="rv-small-strip"
        ),
        tag("td", _numbers(row), class_="rv-number"),
    )


def same_object(h_t: Sequence[float], name: str, is_same: bool, term: Term) -> Drawing:
    """The output and the state of a cell: two names of one object.

    Args:
        h_t: Of one series.
        name: Of the state, such as "h₈₀".
        is_same: What `output is state` gave at every step.
        term: Colour range of states.
    """
    output = name.replace("h", "o")
    verdict = f"output is states[0]  →  {is_same}"
    rows = [
        tag(
            "tr",
            tag("th", label, scope="row"),
            tag("td", strip(h_t, term, f"{label}, {_numbers(h_t)}"), class_="rv-small-strip"),
            tag("td", _numbers(h_t), class_="rv-number"),
        )
        for label in (output, name)
    ]
    proof = tag("p", f"{'✓' if is_same else '✗'} {verdict}", class_=_proof(is_same))
    table = tag("table", *rows, class_="rv-table rv-last")
    return Drawing(joined([tag("div", table, class_="rv-scroll", tabindex="0"), proof]))


@dataclass(frozen=True, slots=True)
class Product:
    """One term of the sum: a weight times a state."""

    unit: int
    weight: float
    state: float
    product: float


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of products, unit by unit.

    Attributes:
        names: Of the output and of the state, such as "o₁" and "h₈₀".
        strips: All weights, all states and all products, as name, numbers and colour range.
        products: The largest terms, by size.
        rest: How many terms are left out, and their sum.
        bias: b_o.
        total: The sum of all.
        difference: Between it and torch's number.
    """

    names: tuple[str, str]
    strips: tuple[tuple[str, tuple[float, ...], Term], ...]
    products: tuple[Product, ...]
    rest: tuple[int, float]
    bias: float
    total: float
    difference: float


def output_sum(added: Sum) -> Drawing:
    """One output unit: W_ho times h_t, as strips aligned by unit, and term by term.

    Args:
        added: The sum.
    """
    ledger = [
        tag("tr", tag("th", name, scope="row"), tag("td", strip(values, term, name)))
        for name, values, term in added.strips
    ]
    heads = ("unit", "W_ho", "×", added.names[1], "=", "product")
    first = tag("tr", *(tag("th", head, scope="col") for head in heads))
    lines = [_product(p) for p in added.products]
    n_more, rest = added.rest
    feet = [
        *([_foot(f"{n_more} more units", rest)] if n_more else []),
        _foot("b_o", added.bias),
        _foot(f"{added.names[0]} =", added.total, "rv-here"),
    ]
    is_close = added.difference < 1e-5
    mark = "✓" if is_close else "✗"
    said = f"{mark} torch.nn.Linear gives the same: difference {written(added.difference)}"
    strips = tag("table", *ledger, class_="rv-table rv-ledger")
    table = tag("table", first, *lines, *feet, class_="rv-table rv-products")
    scrolled = tag("div", table, class_="rv-scroll", tabindex="0")
    return Drawing(joined([strips, scrolled, tag("p", said, class_=_proof(is_close))]))


def _product(p: Product) -> Markup:
    return tag(
        "tr",
        tag("th", str(p.unit), scope="row"),
        _number(p.weight),
        tag("td", "×"),
        _number(p.state),
        tag("td", "="),
        _number(p.product),
    )


def written(difference: float) -> str:
    """A difference as a power of ten, and none as 0."""
    return f"{difference:.1e}" if difference else "0"


def _foot(name: str, value: float, class_: str | None = None) -> Markup:
    return tag("tr", tag("th", name, scope="row", colspan=5), _number(value), class_=class_)


def _number(value: float) -> Markup:
    return tag("td", signed(value), class_="rv-number")


def _proof(holds: bool) -> str:
    return "rv-proof" if holds else "rv-proof rv-bad"


def _numbers(row: Sequence[float]) -> str:
    some = " ".join(signed(value) for value in row[:N_NUMBERS])
    return some if len(row) <= N_NUMBERS else f"{some} …"


def proof(is_equal: bool, difference: float, difference_64: float, n: int) -> Drawing:
    """The verdict on two ways of computing the same.

    Args:
        is_equal: Whether rounding explains all differences.
        difference: The largest, in float32.
        difference_64: The largest, in float64.
        n: How many numbers were compared.
    """
    figures = (
        tag("span", "largest difference"),
        tag("span", f"{written(difference)} in float32", class_="rv-number"),
        tag("span", f"{written(difference_64)} in float64", class_="rv-number"),
        tag("span", f"of {n:,} numbers", class_="rv-quiet"),
    )
    verdict = "✓ the same numbers" if is_equal else "✗ different numbers"
    return Drawing(tag("p", tag("b", verdict), *figures, class_=f"rv-parity {_proof(is_equal)}"))
