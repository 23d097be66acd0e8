"""The RNN vs CNN page in a browser: one cursor for both, a link, a phone."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from app.state import ConvolutionView
from app.state.convolution import QUESTIONS
from tests.browser.axe import severe
from tests.browser.serving import settled

pytestmark = pytest.mark.xdist_group("pages")


def opened(page: Page, server: str, view: ConvolutionView) -> Page:
    page.goto(f"{server}/rnn-vs-cnn?{urlencode(view.to_query())}")
    expect(page.locator(".rv-conv-lead").first).to_be_visible(timeout=60_000)
    return settled(page)


def address(question: str) -> str:
    """What stands in the address once a question is asked; nothing where it is the first."""
    return urlencode(ConvolutionView(question=question).to_query())


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

    opened(page, server, ConvolutionView())

    for question in QUESTIONS:
        page.locator(".st-key-question").get_by_text(question, exact=True).click()
        page.mouse.move(0, 0)  # what is pointed at is another colour
        page.wait_for_function("(key) => location.search.includes(key)", arg=address(question))
        expect(settled(page).locator("[data-stale=true]")).to_have_count(0)
        expect(page.locator(".rv-conv-lead").first).to_be_visible()
        assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
        assert severe(page) == [], question
