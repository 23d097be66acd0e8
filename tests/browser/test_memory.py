"""The Memory page in a browser: sliders answer, and every picture fits a phone."""

from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from app.state import MemoryView
from app.state.memory import LONG, PICTURES
from tests.browser.serving import settled

pytestmark = pytest.mark.xdist_group("server")
ROOM = PICTURES[-1]


def opened(page: Page, server: str, view: MemoryView) -> Page:
    page.goto(f"{server}/memory?{urlencode(view.to_query())}")
    expect(page.locator(".rv-mem-tracks-said").first).to_be_visible(timeout=60_000)
    return settled(page)


def test_the_radius_is_moved_by_key_until_the_gradient_explodes_and_the_view_is_a_link(
    page, server
):
    opened(page, server, MemoryView(memory_picture=ROOM, radius=0.95, squash="linear"))
    said = page.locator(".rv-mem-tracks-said")
    expect(said).to_contain_text("0.95²⁹ = 0.23: it stays in range")

    slider = page.get_by_role("slider", name="Spectral radius ρ")
    for _ in range(8):
        slider.press("ArrowRight")

    expect(said).to_contain_text(f"1.35²⁹ = {1.35**29:.0f}: it explodes")
    page.wait_for_function("location.search.includes('radius=1.35')")
    expect(page.locator(".rv-mem-clip-row").last).to_contain_text("after1.0")


def test_every_picture_of_a_long_sentence_fits_a_phone_and_keeps_nobody_out(page, server):
    page.set_viewport_size({"width": 390, "height": 844})

    for picture in PICTURES:
        opened(page, server, MemoryView(memory_picture=picture, sentence=f"{LONG} {LONG}"))

        assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
        violations = Axe().run(page).response["violations"]
        severe = [v["id"] for v in violations if v["impact"] in ("serious", "critical")]
        assert severe == [], picture
