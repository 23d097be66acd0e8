"""A stack of recurrent layers unrolled over time, every arrow with its shape.

Time to the right, layers upward. Drawn are the first two timesteps and the last. A layer that
returns only its last state has an arrow upward at the last timestep alone; a layer that then
finds no sequence, and all above it, are drawn dashed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.written import shape

LEFT, PITCH, ROW, BOX_WIDTH, BOX_HEIGHT = 300, 220, 106, 100, 44
TOP, BOTTOM, WIDTH = 6, 96, 1232
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, slots=True)
class Level:
    """One layer of the stack.

    Attributes:
        name: Such as "RNN layer 1".
        units: H.
        state: Shape of its state, [b, H].
        output: Shape of what it returns.
        is_sequence: Whether it returns its sequence.
        is_broken: Whether it finds no sequence to read, or stands above one that does not.
    """

    name: str
    units: int
    state: tuple[int, ...]
    output: tuple[int, ...]
    is_sequence: bool
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class _Column:
    """A timestep that is drawn: from 1, and the middle of its boxes."""

    t: int
    x: int


def layer_stack(
    levels: Sequence[Level], x_shape: tuple[int, int, int], state_names: Sequence[str]
) -> Drawing:
    """Draw the stack.

    Args:
        levels: From the lowest up.
        x_shape: [b, s, n].
        state_names: What a cell carries on: ("h",) or ("h", "c").
    """
    height = TOP + BOTTOM + ROW * len(levels)
    columns = _columns(x_shape[1])
    parts = [*_bottom(columns, x_shape, height)]
    for k, level in enumerate(levels):
        parts += _level(level, k, columns, height, state_names)
    picture = tag(
        "svg",
        *parts,
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
        role="img",
        aria_label=_said(levels, x_shape),
        class_="rv-layers",
    )
    return Drawing(tag("div", picture, class_="rv-scroll", tabindex="0"))


def _columns(n_timesteps: int) -> list[_Column]:
    """The first two timesteps and the last, with room for "…" where some are left out."""
    drawn = [1, 2, n_timesteps] if n_timesteps > 3 else list(range(1, n_timesteps + 1))
    return [
        _Column(t, LEFT + PITCH * i + (120 if i == 2 and n_timesteps > 3 else 0))
        for i, t in enumerate(drawn)
    ]


def _bottom(columns: Sequence[_Column], x_shape: tuple[int, int, int], height: int) -> list[Markup]:
    b, _, n = x_shape
    y, top = height - 18, height - BOTTOM + 8
    parts = [_text(0, y, "x", "rv-layers-name"), _text(WIDTH, y, shape(*x_shape), "rv-layers-all")]
    for column in columns:
        parts += [
            _text(column.x, y, f"x{_below(column.t)}", "rv-layers-middle"),
            _arrow(column.x, y - 18, column.x, top),
            _text(column.x + 10, (y - 18 + top) / 2 + 5, shape(b, n), "rv-layers-shape"),
        ]
    return parts


def _level(
    level: Level, k: int, columns: Sequence[_Column], height: int, state_names: Sequence[str]
) -> list[Markup]:
    middle = height - BOTTOM - BOX_HEIGHT / 2 - ROW * k + 8
    broken = " rv-layers-broken" if level.is_broken else ""
    parts = [
        _text(0, middle - 4, level.name, f"rv-layers-name{broken}"),
        _text(0, middle + 16, f"{level.units} units", "rv-layers-quiet"),
    ]
    if level.is_broken:
        parts.append(_text(WIDTH, middle + 6, "needs [b, s, n]", f"rv-layers-all{broken}"))
    else:
        parts += _memory(level, columns, middle, state_names)
        parts += _upward(level, columns, middle)
    parts += [
        tag(
            "g",
            tag(
                "rect",
                x=column.x - BOX_WIDTH / 2,
                y=middle - BOX_HEIGHT / 2,
                width=BOX_WIDTH,
                height=BOX_HEIGHT,
                rx=8,
            ),
            _text(column.x, middle + 6, f"cell {k + 1}", "rv-layers-middle"),
            class_=f"rv-layers-box{broken}",
        )
        for column in columns
    ]
    return parts


def _memory(
    level: Level, columns: Sequence[_Column], middle: float, state_names: Sequence[str]
) -> list[Markup]:
    """Arrows to the right: the states, from zeros to the last ones."""
    half = BOX_WIDTH / 2
    starts = [columns[0].x - half - 120, *(column.x + half for column in columns)]
    ends = [*(column.x - half for column in columns), columns[-1].x + half + 120]
    times = [0, *(column.t for column in columns)]
    parts: list[Markup] = []
    for i, name in enumerate(state_names):
        y = middle + (0 if len(state_names) == 1 else 9 * (2 * i - 1))
        label_y = y - 7 if i == 0 else y + 18
        for start, end, t in zip(starts, ends, times, strict=True):
            label = f"{name}{_below(t)} {shape(*level.state)}"
            is_long = end - start > PITCH
            parts.append(_arrow(start, y, end, y, "rv-layers-gap" if is_long else ""))
            if is_long and i == 0:
                parts.append(_text((start + end) / 2 + 50, y - 7, "…", "rv-layers-middle"))
            parts.append(_text(start + 4, label_y, label, "rv-layers-shape"))
    return parts


def _upward(level: Level, columns: Sequence[_Column], middle: float) -> list[Markup]:
    """What the layer hands up, and the shape of all of it."""
    start, end = middle - BOX_HEIGHT / 2, middle - ROW + BOX_HEIGHT / 2
    handing = columns if level.is_sequence else columns[-1:]
    y = (start + end) / 2 + 5
    parts = [
        _arrow(column.x, start, column.x, end, "" if level.is_sequence else "rv-layers-last")
        for column in handing
    ]
    parts += [_text(c.x + 10, y, shape(*level.state), "rv-layers-shape") for c in handing]
    return [*parts, _text(WIDTH, y, shape(*level.output), "rv-layers-all")]


def _arrow(x1: float, y1: float, x2: float, y2: float, class_: str = "") -> Markup:
    """A line with its head, upward or to the right."""
    if x1 == x2:
        head = f"M{x2 - 5} {y2 + 8}L{x2} {y2}L{x2 + 5} {y2 + 8}"
    else:
        head = f"M{x2 - 8} {y2 - 5}L{x2} {y2}L{x2 - 8} {y2 + 5}"
    path = f"M{x1} {y1}L{x2} {y2}{head}"
    return tag("path", d=path, class_=f"rv-layers-arrow {class_}".strip())


def _text(x: float, y: float, text: str, class_: str) -> Markup:
    return tag("text", text, x=x, y=y, class_=class_)


def _below(t: int) -> str:
    return str(t).translate(_SUBSCRIPT)


def _said(levels: Sequence[Level], x_shape: tuple[int, int, int]) -> str:
    """The drawing in words."""
    said = [f"x {shape(*x_shape)}"]
    for level in levels:
        if level.is_broken:
            said.append(f"{level.name} finds no sequence to read")
            break
        what = "its whole sequence" if level.is_sequence else "only its last state"
        said.append(
            f"{level.name}, {level.units} units, carries {shape(*level.state)} from timestep to "
            f"timestep and returns {what} {shape(*level.output)}"
        )
    return "; ".join(said)
