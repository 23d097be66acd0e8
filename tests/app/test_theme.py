"""Streamlit's theme, our style sheet and the palette are the same colours."""

import re
import tomllib
from pathlib import Path

import pytest

from app import looks
from rnnviz.palette import PALETTES

CONFIG = tomllib.loads(Path(".streamlit/config.toml").read_text("utf-8"))
SAME = {
    "primaryColor": "accent",
    "backgroundColor": "ground",
    "secondaryBackgroundColor": "panel",
    "textColor": "text",
    "borderColor": "line",
    "linkColor": "accent",
    "redColor": "bad",
    "greenColor": "good",
    "orangeColor": "positive",
    "blueColor": "negative",
    "violetColor": "accent",
    "grayColor": "muted",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_of_the_theme_is_the_palettes(theme):
    expected = {option: getattr(PALETTES[theme], name) for option, name in SAME.items()}

    assert CONFIG["theme"][theme] == expected


@pytest.mark.parametrize("route", looks.routes(("", "words")), ids=lambda route: route.path)
def test_a_pages_document_carries_the_style_sheet_before_anything_is_painted(route):
    page = route.endpoint(None).body.decode()
    head = page[: page.index("</head>")]

    assert looks.style_sheet() in head
    assert "light-dark(#6a4bd8, #a48bff)" in head


def test_the_style_sheet_names_only_colours_of_the_palette():
    own = {"edge", "bar", "said", "stage-height"}
    sheet = Path(looks.__file__).with_name("looks.css").read_text("utf-8")
    names = {name.replace("-", "_") for name in re.findall(r"var\(--([a-z-]+)\)", sheet)} - own

    assert {name for name in names if not hasattr(PALETTES["light"], name)} == {"stage_height"}
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet) == []


def test_streamlits_own_chrome_telemetry_and_watcher_are_off():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["toolbarMode"] == "minimal"
    assert CONFIG["server"]["fileWatcherType"] == "none"
    assert CONFIG["server"]["enableAgentApi"] is False
