"""The colours of every screen, once. Plain data: no plotly, no streamlit.

Blue is negative, orange is positive, the page's own ground is zero: a diverging pair that
stays apart under the common colour-vision deficiencies (blue against orange; Okabe and Ito
2008). Gates run from the ground to teal. Violet means "here, selected" and nothing else.
"""

from dataclasses import dataclass

from rnnviz.terms import Scale


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

PALETTES: dict[str, Palette] = {"light": LIGHT, "dark": DARK}
