"""The Memory page in a browser: sliders answer, and every picture fits a phone."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from app.prose import english_memory as prose
from app.state import MemoryView
from app.state.memory import LONG, PICTURES
from tests.browser.axe import severe
from tests.browser.serving import settled

pytestmark = pytest.mark.xdist_group("pages")
ROOM = PICTURES[-1]


def opened(page: Page, server: str, view: MemoryView) -> Page:
    page.goto(f"{server}/memory?{urlencode(view.to_query())}")
    expect(page.locator(".rv-mem-tracks-said").first).to_be_visible(timeout=60_000)
    return settled(page)


def test_the_radius_is_moved_by_key_until_the_gradient_explodes_and_the_view_is_a_link(
    page, server
):
    view = MemoryView(memory_picture=ROOM, memory_cells="RNN", radius=0.95, squash="linear")
    opened(page, server, view)
    said = page.locator(".rv-mem-tracks-said")
    expect(said).to_contain_text("ρ²⁹ = 0.23: it stays in range")

    slider = page.get_by_role("slider", name="Spectral radius ρ")
    for _ in range(8):
        slider.press("ArrowRight")

    expect(said).to_contain_text(f"ρ²⁹ = {1.35**29:.0f}: it explodes")
    page.wait_for_function("location.search.includes('radius=1.35')")
    expect(page.locator(".rv-mem-clip-row").last).to_contain_text("→ 1.0")


def test_every_picture_of_a_long_sentence_fits_a_phone_and_keeps_nobody_out(page, server):
    page.set_viewport_size({"width": 390, "height": 844})

    opened(page, server, MemoryView(sentence=f"{LONG} {LONG}"))

    for picture in PICTURES:
        page.locator(".st-key-memory_picture").get_by_text(picture, exact=True).click()
        page.mouse.move(0, 0)  # what is pointed at is another colour
        expect(page.get_by_text(prose.HOW[picture])).to_be_visible(timeout=60_000)
        expect(settled(page).locator("[data-stale=true]")).to_have_count(0)

        assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
        assert severe(page) == [], picture
