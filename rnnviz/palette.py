"""The colours of every screen, once. Plain data: no plotly, no streamlit.

Blue is negative, orange is positive, the page's own ground is zero: a diverging pair that
stays apart under the common colour-vision deficiencies (blue against orange; Okabe and Ito
2008). Gates run from the ground to teal. Violet means "here, selected" and nothing else.
"""

from dataclasses import asdict, dataclass

from rnnviz.terms import Scale, Term


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one theme, as #rrggbb.

    Attributes:
        ground: The page.
        panel: Raised surfaces: chips, buttons, the transport.
        line: Hairlines and outlines.
        text: Ink.
        muted: Second-rank ink; at least 4.5 : 1 on the ground.
        accent: "Here, selected".
        on_accent: Ink on the accent.
        accent_soft: The lit column's ground.
        negative: The signed scale's lower end.
        zero: Its middle.
        positive: Its upper end.
        gate_shut: A gate at 0.
        gate_open: A gate at 1.
        good: A check that holds.
        bad: A check that fails.
        cloud: Points that are only background.
    """

    ground: str
    panel: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    negative: str
    zero: str
    positive: str
    gate_shut: str
    gate_open: str
    good: str
    bad: str
    cloud: str

    def stops(self, scale: Scale) -> tuple[str, ...]:
        """Colours of a scale from its low to its high end, evenly spaced."""
        if scale == "gate":
            return (self.gate_shut, self.gate_open)
        return (self.negative, self.zero, self.positive)


LIGHT = Palette(
    ground="#fbfaf8",
    panel="#ffffff",
    line="#e4e1db",
    text="#1d2129",
    muted="#646a75",
    accent="#6a4bd8",
    on_accent="#ffffff",
    accent_soft="#ece8f4",
    negative="#1f63a8",
    zero="#fbfaf8",
    positive="#d97814",
    gate_shut="#eef4f1",
    gate_open="#0b8270",
    good="#0f7a60",
    bad="#c2334d",
    cloud="#b3b5bc",
)

DARK = Palette(
    ground="#121418",
    panel="#1a1d23",
    line="#2b2f38",
    text="#e9ebef",
    muted="#9aa1ad",
    accent="#a48bff",
    on_accent="#15131f",
    accent_soft="#211f2f",
    negative="#2f7fd0",
    zero="#22252d",
    positive="#dd8423",
    gate_shut="#1e2827",
    gate_open="#1fb79a",
    good="#3ecf9f",
    bad="#ff7088",
    cloud="#4a4f5a",
)

_READABLE = 4.5

PALETTES: dict[str, Palette] = {"light": LIGHT, "dark": DARK}


def palette(theme: str) -> Palette:
    """Colours of "dark", or of "light" for anything else."""
    return PALETTES.get(theme, LIGHT)


def css_variables(light: Palette, dark: Palette) -> str:
    """All colours as CSS variables that follow the theme: --ground: light-dark(…, …); and so on."""
    pairs = zip(asdict(light).items(), asdict(dark).values(), strict=True)
    return " ".join(
        f"--{name.replace('_', '-')}: light-dark({day}, {night});" for (name, day), night in pairs
    )


def ink(value: float, term: Term, theme: str) -> str:
    """What is read on a value's colour: the theme's text or its ground, else black or white.

    By the contrast ratio of WCAG 2.1, (L1 + 0.05) / (L2 + 0.05), L the relative luminance,
    which has to be 4.5 at least; on any colour black or white reaches it.
    """
    colours = palette(theme)
    share = min(max((value - term.low) / (term.high - term.low), 0.0), 1.0)
    stops = [_channels(stop) for stop in colours.stops(term.scale)]
    at = share * (len(stops) - 1)
    lower = min(int(at), len(stops) - 2)
    mixed = tuple(
        a + (at - lower) * (b - a) for a, b in zip(stops[lower], stops[lower + 1], strict=True)
    )
    here = _luminance(mixed)

    def contrast(colour: str) -> float:
        """Of a colour against the mixed one."""
        dark, bright = sorted((here, _luminance(_channels(colour))))
        return (bright + 0.05) / (dark + 0.05)

    best = max((colours.text, colours.ground), key=contrast)
    return best if contrast(best) >= _READABLE else max(("#000000", "#ffffff"), key=contrast)


def _channels(colour: str) -> tuple[float, ...]:
    """Red, green and blue of #rrggbb in [0, 1]."""
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _luminance(channels: tuple[float, ...]) -> float:
    """Relative luminance of an sRGB colour."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
