"""Both themes can be read, and their scales say what the glossary says."""

from dataclasses import asdict
from itertools import combinations

import pytest

from rnnviz.palette import DARK, LIGHT, PALETTES, Palette, ink
from rnnviz.terms import TERMS

THEMES = pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)


def channels(colour: str) -> list[float]:
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@THEMES
@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("text", "ground"),
        ("text", "panel"),
        ("muted", "ground"),
        ("muted", "panel"),
        ("accent", "ground"),
        ("on_accent", "accent"),
        ("text", "accent_soft"),
        ("good", "ground"),
        ("bad", "ground"),
    ],
)
def test_ink_keeps_wcag_contrast_on_its_paper(palette: Palette, ink: str, paper: str) -> None:
    colours = asdict(palette)

    assert contrast(colours[ink], colours[paper]) >= 4.5


@THEMES
def test_both_ends_of_the_signed_scale_stand_out_from_zero(palette: Palette) -> None:
    low, zero, high = palette.stops("signed")

    assert zero in (palette.zero, palette.ground)
    assert min(contrast(low, zero), contrast(high, zero)) >= 2.5


@THEMES
def test_negative_is_blue_positive_is_orange_and_an_open_gate_is_neither(palette: Palette) -> None:
    (nr, _, nb), (pr, _, pb), (gr, gg, _) = map(
        channels, (palette.negative, palette.positive, palette.gate_open)
    )

    assert nb > nr
    assert pr > pb
    assert gg > gr


@THEMES
def test_meanings_do_not_share_a_colour(palette: Palette) -> None:
    meanings = (
        palette.accent,
        palette.negative,
        palette.positive,
        palette.gate_open,
        palette.bad,
    )

    for one, other in combinations(meanings, 2):
        assert one != other


@THEMES
def test_gates_have_two_stops_and_signed_quantities_three(palette: Palette) -> None:
    assert palette.stops("gate") == (palette.gate_shut, palette.gate_open)
    assert len(palette.stops("signed")) == 3


@pytest.mark.parametrize(
    ("value", "theme", "expected"),
    [
        (0.0, "light", LIGHT.text),
        (1.0, "light", LIGHT.text),
        (-1.0, "light", LIGHT.ground),
        (0.0, "dark", DARK.text),
        (1.0, "dark", DARK.ground),
        (7.0, "dark", DARK.ground),
    ],
)
def test_numbers_on_colours_take_the_ink_that_contrasts_more(value, theme, expected):
    assert ink(value, TERMS["similarity"], theme) == expected


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("key", ["similarity", "forget_gate"])
def test_numbers_can_be_read_on_every_colour_of_a_scale(theme, key):
    term = TERMS[key]
    stops = [channels(stop) for stop in PALETTES[theme].stops(term.scale)]
    for step in range(101):
        at = step / 100 * (len(stops) - 1)
        low = min(int(at), len(stops) - 2)
        mixed = [a + (at - low) * (b - a) for a, b in zip(stops[low], stops[low + 1], strict=True)]
        colour = "#" + "".join(f"{round(255 * channel):02x}" for channel in mixed)
        value = term.low + step / 100 * (term.high - term.low)

        assert contrast(colour, ink(value, term, theme)) >= 4.48
