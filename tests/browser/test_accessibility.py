"""axe-core finds nothing serious: in the exported file at every zoom, and on the app's pages."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import rnnviz
from tests.browser.axe import severe
from tests.browser.serving import settled
from tests.browser.static_page import random_trace

PLACES = (
    "",
    "folded=yes",
    "big=yes",
    "pane=path",
    "pane=code",
    "pane=whatif",
    "pane=whatif&edits=forget_gate%3A2%3A3%3A4-4%3A0",
    "zoom=cell",
    "zoom=cell&drawing=diagram",
    "zoom=number&opened=input_contribution.forget_gate",
    "zoom=number&opened=hidden&drawing=diagram",
)


def opened(page: Page, folder: Path, place: str, theme: str) -> Page:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    labels = rnnviz.Labels(
        title="A lesson",
        notes="Look.",
        link="https://example.org/",
        is_random=True,
        is_unknown=(True, *[False] * 9),
        class_names=("positive",),
    )
    rnnviz.export_html(random_trace(), folder / "lesson.html", labels)
    page.goto(f"{(folder / 'lesson.html').as_uri()}#t=4&unit=3&{place}")
    expect(page.locator(".rnnviz-player")).to_have_attribute("data-t", "4")
    expect(page.locator(".rv-badge")).to_contain_text(re.compile("✓ all|✗"))
    return page


@pytest.mark.parametrize(
    ("theme", "place"),
    [("light", place) for place in PLACES] + [("dark", place) for place in PLACES[::2]],
)
def test_the_file_keeps_nobody_out_at_any_zoom(page, tmp_path, theme, place):
    opened(page, tmp_path, place, theme)

    assert severe(page) == []


@pytest.mark.parametrize("place", PLACES[::3])
def test_the_file_keeps_nobody_out_on_a_phone(page, tmp_path, place):
    page.set_viewport_size({"width": 360, "height": 640})

    opened(page, tmp_path, place, "light")

    assert severe(page) == []


def test_the_sheet_of_keys_keeps_nobody_out(page, tmp_path):
    opened(page, tmp_path, "", "dark")

    page.keyboard.press("?")

    expect(page.get_by_role("dialog")).to_be_visible()
    assert severe(page) == []


def test_an_unlabelled_button_would_be_severe(page, tmp_path):
    opened(page, tmp_path, "", "light")

    page.evaluate("document.querySelector('.rv-middle').append(document.createElement('button'))")

    assert [line.split(":")[0] for line in severe(page)] == ["button-name"]


PAGES = {
    "?zoom=cell&pane=whatif": ".stPlotlyChart",
    "words": ".rv-matrix",
    "words?panel=Analogy": "svg",
    "words?panel=In+the+network": ".rv-matrix",
    "encode": ".rv-strip",
    "encode?part=One-hot&vocabulary=10,000+words": "table",
    "encode?part=Embedding+layer&rows_from=every+word": ".rv-rows-name",
    "encode?part=Trainable+or+frozen": ".rv-strip",
    "layers": ".rv-layers",
    "train?task=brackets": ".rv-start",
    "memory": ".rv-mem-tracks",
    "memory?memory_picture=Spectral+radius": ".rv-mem-clip",
    "rnn-vs-cnn": ".rv-conv-slide",
    "rnn-vs-cnn?question=What+depends+on+what": ".rv-conv-depend",
}
"""Each page, and what shows that it is drawn."""


@pytest.mark.xdist_group("pages")
@pytest.mark.parametrize("path", PAGES)
def test_the_apps_pages_keep_nobody_out_in_either_theme(page, server, path):
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(f"{server}/{path}")
    expect(page.locator(PAGES[path]).first).to_be_visible(timeout=30_000)
    in_light = severe(settled(page))

    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    page.wait_for_timeout(500)  # what Streamlit fades
    in_dark = severe(settled(page), "color-contrast")  # nothing else has changed

    assert (in_light, in_dark) == ([], [])


@pytest.mark.xdist_group("pages")
def test_the_stage_inside_its_component_is_looked_at_too(page, server):
    page.goto(f"{server}/")
    expect(page.locator(".rnnviz-player")).to_have_attribute("data-t", "1", timeout=60_000)
    settled(page)

    page.locator(".rv-middle").evaluate("at => at.append(document.createElement('button'))")

    assert any(line.startswith("button-name") for line in severe(page))
