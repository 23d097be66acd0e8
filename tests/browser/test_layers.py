"""The Layers page in a browser: switches change the drawing, and every part can be read."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from app.prose import english_layers as prose
from app.state import LayersView
from app.state.layers import STUDIES
from tests.browser.axe import severe
from tests.browser.serving import settled

pytestmark = pytest.mark.xdist_group("pages")


def opened(page: Page, server: str, view: LayersView) -> Page:
    page.goto(f"{server}/layers?{urlencode(view.to_query())}")
    expect(page.locator(".rv-headline")).to_be_visible(timeout=60_000)
    return settled(page)


def test_a_lower_layer_that_returns_its_last_state_breaks_the_drawing_and_is_a_link(page, server):
    opened(page, server, LayersView())
    expect(page.get_by_text("✓ the same numbers")).to_be_visible(timeout=60_000)
    expect(page.locator(".rv-layers-last")).to_have_count(0)

    switches = page.locator(".st-key-returns_1")
    switches.get_by_text("last h_t").click()

    expect(page.locator(".rv-layers-last")).to_have_count(1)
    expect(page.locator("g.rv-layers-broken")).to_have_count(3)
    expect(page.get_by_text("expected ndim=3, found ndim=2")).to_be_visible()
    page.wait_for_function("location.search.includes('returns_1=last')")


def test_every_part_can_be_read_on_a_phone_and_by_a_screen_reader(page, server):
    opened(page, server, LayersView(kind="LSTM"))
    page.set_viewport_size({"width": 390, "height": 844})

    for study in STUDIES:
        page.locator(".st-key-study").get_by_text(study, exact=True).click()
        page.mouse.move(0, 0)  # what is pointed at is another colour
        expect(page.get_by_text(prose.WHAT[study])).to_be_visible(timeout=60_000)
        expect(settled(page).locator(".stCode")).to_be_visible()
        expect(page.locator("[data-stale=true]")).to_have_count(0)
        stage = page.get_by_test_id("stMain")
        assert stage.evaluate("e => e.scrollWidth - e.clientWidth") <= 0, study
        assert severe(page) == [], study
