"""The Words page in a browser: clicks on drawings and the map, links, widths and themes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import settled

pytestmark = pytest.mark.xdist_group("pages")
FITS = "document.querySelector('[data-testid=stMain]').scrollHeight <= innerHeight"


def opened(page: Page, server: str, query: str = "") -> Page:
    page.goto(f"{server}/words?{query}")
    expect(page.locator(".st-key-words-panel .rv-panel").first).to_be_visible(timeout=60_000)
    drawn = page.get_by_placeholder("find a word").or_(page.locator(".st-key-space"))
    expect(drawn).to_be_visible(timeout=60_000)
    return settled(page)


def word(page: Page):
    return page.get_by_role("textbox", name="word", exact=True)


def test_clicking_answer_after_answer_walks_from_word_to_word(page, server):
    opened(page, server)

    page.locator(".rv-rank").nth(1).click()
    expect(page.get_by_role("heading", name="Nearest to “belgium”")).to_be_visible()
    page.wait_for_function("location.search.includes('word=belgium')")
    settled(page).locator(".rv-matrix button", has_text="lizard").click()

    expect(page.get_by_role("heading", name="Nearest to “lizard”")).to_be_visible()
    expect(word(page)).to_have_value("lizard")


def test_a_link_opens_the_exact_view_and_its_answers_can_be_picked_by_key(page, server):
    query = "panel=Analogy&expression=paris+-+france+%2B+italy&scope=these+words&word=paris"
    opened(page, server, query)

    expect(page.get_by_role("heading", name="paris − france + italy in one plane")).to_be_visible()
    page.locator(".rv-plane [data-pick=rome]").focus()
    page.keyboard.press("Enter")

    expect(word(page)).to_have_value("rome")


def test_what_is_typed_stands_in_the_address_until_it_is_the_default_again(page, server):
    opened(page, server, "scope=these+words")

    for typed, stands in (("king", True), ("france", False)):
        word(page).fill(typed)
        word(page).press("Enter")
        page.wait_for_function(f"location.search.includes('word=') === {str(stands).lower()}")


def test_both_pages_are_one_click_apart_and_keep_no_stranger_parameters(page, server):
    opened(page, server, "word=king&scope=these+words")

    page.get_by_role("link", name="Step").click()
    expect(page.locator(".rnnviz-player")).to_be_visible(timeout=60_000)

    assert "word=" not in page.url


@pytest.mark.parametrize("panel", ["Similarity", "Analogy", "Odd one out", "In the network"])
def test_every_panel_fits_a_projector_without_scrolling(page, server, panel):
    opened(page, server, f"panel={panel.replace(' ', '+')}")

    page.wait_for_function(FITS)


def test_a_phone_shows_one_column_without_scrolling_sideways(page, server):
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, server, "panel=In+the+network&word=good&other=bad&words=great+awful")

    main = page.get_by_test_id("stMain")
    assert main.evaluate("e => e.scrollWidth") <= 390
    panel, map_ = (
        page.locator(f".st-key-words-{name}").bounding_box() for name in ("panel", "map")
    )
    assert panel["y"] >= map_["y"] + map_["height"]


def test_the_drawings_follow_the_theme_without_another_run(page, server):
    opened(page, server, "scope=these+words")
    heading = page.locator(".rv-panel h3").first
    expect(heading).to_have_css("color", "rgb(29, 33, 41)")

    page.emulate_media(color_scheme="dark")

    expect(heading).to_have_css("color", "rgb(233, 235, 239)")
