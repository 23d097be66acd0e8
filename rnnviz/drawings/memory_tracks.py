"""What happens along a sentence, one track below the other on a single time axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.colours import ink_on
from rnnviz.drawings.markup import Drawing, Markup, joined, tag
from rnnviz.drawings.memory_bars import norm_bars
from rnnviz.drawings.memory_raster import raster
from rnnviz.drawings.memory_scale import NORMS, SHARE, LogScale, size, subscripted
from rnnviz.terms import TERMS
from rnnviz.written import short

LEVEL, NAMED = 8, 34
"""Timesteps up to which words stand level, and up to which a matrix names its rows."""
_LONGEST = 11


@dataclass(frozen=True, slots=True)
class Track:
    """One track.

    Attributes:
        name: What it shows, such as "‖∂h_T/∂h_t‖".
        aside: At its right, such as its first and last number.
        picture: As wide as the sentence.
        kind: A class that gives it another look or height.
        is_counted: Whether the aside is numbers to be read from afar.
    """

    name: str
    aside: str
    picture: Markup
    kind: str = ""
    is_counted: bool = True


def tracks(
    title: str, aside: str, words: Sequence[str], shown: Sequence[Track], said: str
) -> Drawing:
    """A panel: what it says, then words, then the tracks on their time axis.

    Args:
        title: Above it.
        aside: At the title's right.
        words: T words.
        shown: Tracks of T timesteps.
        said: The panel's numbers in a sentence.
    """
    head = tag(
        "h3", title, tag("span", subscripted(aside), class_="rv-quiet"), class_="rv-title rv-apart"
    )
    inside = tag("div", _axis(words), *map(_track, shown), class_="rv-mem-tracks-time")
    box = tag("div", inside, class_="rv-scroll", tabindex="0", role="group", aria_label=title)
    verdict = tag("p", said, class_="rv-mem-tracks-said")
    style = f"--n: {len(words)}; --least: {4 if _are_counted(words) else 15}px"
    return Drawing(tag("section", head, verdict, box, class_="rv-mem-tracks", style=style))


def columns(panels: Sequence[Drawing], n_timesteps: int, least: int = 16) -> Drawing:
    """Panels side by side, as many as have room for the sentence.

    Args:
        panels: At least one.
        n_timesteps: T.
        least: Room of a timestep, in pixels: numbers need less of it than words.
    """
    inside = joined(panel.html for panel in panels)
    style = f"--each: {least}px; --n: {n_timesteps}"
    return Drawing(tag("div", inside, class_="rv-mem-tracks-columns", style=style))


def states(hidden: Sequence[Sequence[float]], label: str) -> Markup:
    """Hidden states as they come: one column per timestep, one row per unit.

    Args:
        hidden: T states of H numbers.
        label: For those who do not see it.
    """
    return raster(list(zip(*hidden, strict=True)), TERMS["hidden"], label, "rv-mem-raster-states")


def owed_matrix(
    norms: Sequence[Sequence[float]], words: Sequence[str], scale: LogScale, label: str
) -> Markup:
    """What each state owes to each word: a row per word, which begins when it is read.

    Args:
        norms: Row t, column k as the library has them, T × T; drawn with t to the right.
        words: T words.
        scale: Of the colours.
        label: For those who do not see it.
    """
    n = len(words)
    rows: list[list[float | None]] = [
        [scale.share(norms[t][k]) if t >= k else None for t in range(n)] for k in range(n)
    ]
    drawn = raster(rows, SHARE, label, "rv-mem-raster-square")
    names = [_row_name(word, k, n) for k, word in enumerate(words) if k > 0 and n <= NAMED]
    numbers = [
        _cell_number(norms[t][k], scale, t, k, n)
        for t in range(n)
        for k in range(t + 1)
        if n <= LEVEL
    ]
    return tag("div", drawn, *names, *numbers, class_="rv-mem-owed")


def norm_track(
    name: str,
    values: Sequence[float],
    words: Sequence[str],
    *,
    marks: Sequence[float] = (),
    scale: LogScale = NORMS,
    kind: str = "",
) -> Track:
    """Norms along a sentence as a track of bars, with the first and the last in numbers.

    Args:
        name: What they are.
        values: T norms.
        words: T names.
        marks: T more norms, each a line across its bar.
        scale: Of the heights.
        kind: A class that gives the track another look.
    """
    return Track(name, from_to(values), norm_bars(values, words, scale, name, marks), kind)


def from_to(values: Sequence[float]) -> str:
    """The first and the last of some norms, as a track's aside."""
    return f"{size(values[0])} → {size(values[-1])}" if len(values) > 1 else size(values[0])


def _row_name(word: str, k: int, n: int) -> Markup:
    """In the empty triangle, right before the row begins."""
    longest = min(_LONGEST, round(k * 45 / n))
    if longest < min(len(word), 4):
        return Markup("")
    style = f"right: {100 * (1 - k / n):.4g}%; top: {100 * (k + 0.5) / n:.4g}%"
    return tag(
        "span", short(word, longest), class_="rv-mem-owed-word", style=style, aria_hidden="true"
    )


def _cell_number(norm: float, scale: LogScale, t: int, k: int, n: int) -> Markup:
    ink = ink_on(scale.share(norm), SHARE)
    place = f"left: {100 * (t + 0.5) / n:.4g}%; top: {100 * (k + 0.5) / n:.4g}%; color: {ink}"
    return tag("span", size(norm), class_="rv-mem-owed-number rv-number", style=place)


def _track(track: Track) -> Markup:
    head = tag(
        "p",
        tag("b", subscripted(track.name)),
        tag("span", subscripted(track.aside), class_="rv-number" if track.is_counted else None),
        class_="rv-mem-track-name",
    )
    return tag("div", head, track.picture, class_=f"rv-mem-track-row {track.kind}".strip())


def _axis(words: Sequence[str]) -> Markup:
    n = len(words)
    if _are_counted(words):
        return _counted(words)
    is_level = n <= LEVEL or max(map(len, words)) == 1
    kind = "rv-mem-words" if is_level else "rv-mem-words rv-mem-words-upright"
    shown = [tag("span", word if is_level else short(word, _LONGEST), title=word) for word in words]
    return tag("div", *shown, class_=kind)


def _are_counted(words: Sequence[str]) -> bool:
    """Whether timesteps have numbers for names, and many of them."""
    return len(words) > LEVEL and all(word.isdecimal() for word in words)


def _counted(numbers: Sequence[str]) -> Markup:
    """Of numbered timesteps some numbers are enough."""
    every = 5 if len(numbers) <= 50 else 10
    shown = [
        tag("span", number if t == 0 or (t + 1) % every == 0 else "")
        for t, number in enumerate(numbers)
    ]
    return tag("div", *shown, class_="rv-mem-words rv-mem-words-counted")
