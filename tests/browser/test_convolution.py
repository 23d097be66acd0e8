"""The RNN vs CNN page in a browser: one cursor for both, a link, a phone."""

from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from app.state import ConvolutionView
from app.state.convolution import QUESTIONS
from tests.browser.serving import settled

pytestmark = pytest.mark.xdist_group("server")


def opened(page: Page, server: str, view: ConvolutionView) -> Page:
    page.goto(f"{server}/rnn-vs-cnn?{urlencode(view.to_query())}")
    expect(page.locator(".rv-conv-lead").first).to_be_visible(timeout=60_000)
    return settled(page)


def test_a_clicked_word_moves_both_networks_and_is_a_link(page, server):
    opened(page, server, ConvolutionView())

    page.locator("button.rv-conv-slide-word", has_text="movie").click()

    expect(page.get_by_text("Filter 19 at “movie” (t = 2)")).to_be_visible()
    expect(page.get_by_text("Hidden unit 7 at “movie” (t = 2)")).to_be_visible()
    expect(page.locator("button.rv-conv-slide-word[aria-pressed=true]")).to_be_focused()
    page.wait_for_function("location.search.includes('cursor=2')")
    page.locator(".rv-conv-slide-cell[data-pick=cell-4]").first.click()
    expect(page.get_by_text("Filter 19 at “not” (t = 4)")).to_be_visible()


def test_every_question_fits_a_phone_and_keeps_nobody_out(page, server):
    page.set_viewport_size({"width": 390, "height": 844})

    for question in QUESTIONS:
        opened(page, server, ConvolutionView(question=question))
        assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
        violations = Axe().run(page).response["violations"]
        severe = [v["id"] for v in violations if v["impact"] in ("serious", "critical")]
        assert (question, severe) == (question, [])
