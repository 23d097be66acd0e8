"""The Words page in a browser: clicks on pictures, links, and a phone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import settled

pytestmark = pytest.mark.xdist_group("server")


def opened(page: Page, server: str, query: str = "") -> Page:
    page.goto(f"{server}/words?{query}")
    expect(page.get_by_test_id("stPlotlyChart")).to_have_count(4, timeout=60_000)
    expect(page.locator(".js-plotly-plot .gtitle").last).to_be_visible()
    return settled(page)


def click(page: Page, shape: Locator) -> None:
    """Click a drawn shape; plotly lays its own sheet over them, which passes the click on."""
    box = shape.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def word(page: Page):
    return page.get_by_role("textbox", name="word", exact=True)


def test_clicking_a_bar_makes_its_word_the_current_one(page, server):
    opened(page, server)

    click(page, page.locator(".st-key-bars .bars path").nth(9))  # after eight tracks, the second

    expect(word(page)).to_have_value("belgium")
    expect(page.locator("text.gtitle", has_text="Nearest to “belgium”")).to_be_visible()
    page.wait_for_function("location.search.includes('word=belgium')")


def test_clicking_a_point_of_the_map_makes_its_word_the_current_one(page, server):
    opened(page, server)

    click(page, page.locator(".st-key-map .points path.point").nth(5))

    expect(word(page)).not_to_have_value("france")


def test_one_click_after_another_walks_from_word_to_word(page, server):
    opened(page, server)

    for _ in range(2):
        before = word(page).input_value()
        click(page, page.locator(".st-key-bars .bars path").nth(8))
        expect(word(page)).not_to_have_value(before)
        settled(page)


def test_a_link_opens_the_exact_view(page, server):
    opened(page, server, "word=ball&other=crocodile&words=good+bad&dimensions=3-D")

    expect(page.get_by_text("ball and crocodile").first).to_be_visible()
    expect(page.locator("text.gtitle", has_text="Nearest to “ball”")).to_be_visible()
    expect(page.get_by_role("radio", name="3-D")).to_be_checked()


def test_what_is_typed_stands_in_the_address_until_it_is_the_default_again(page, server):
    opened(page, server)

    word(page).fill("king")
    word(page).press("Enter")
    page.wait_for_function("location.search.includes('word=king')")
    word(page).fill("france")
    word(page).press("Enter")

    page.wait_for_function("!location.search.includes('word=')")


def test_both_pages_are_one_click_apart_and_keep_no_stranger_parameters(page, server):
    opened(page, server, "word=king")

    page.get_by_role("link", name="Step").click()
    expect(page.locator(".rnnviz-player")).to_be_visible(timeout=60_000)

    assert "word=" not in page.url


def test_the_page_fits_a_projector_without_scrolling(page, server):
    opened(page, server)

    bottoms = [c.bounding_box() for c in page.get_by_test_id("stPlotlyChart").all()]

    assert max(box["y"] + box["height"] for box in bottoms) <= 720


def test_every_chart_has_words_for_those_who_do_not_see_it(page, server):
    opened(page, server)

    for said in ("nearest words to france", "degrees apart", "every pair of france", "Map of"):
        expect(page.locator(f'[aria-label*="{said}"], [alt*="{said}"]').first).to_be_attached()


def test_the_pictures_follow_the_theme(page, server):
    opened(page, server)

    page.emulate_media(color_scheme="dark")

    ground = page.locator(".st-key-bars .main-svg[style]").first
    expect(ground).to_have_css("background-color", "rgb(18, 20, 24)")  # the dark palette's ground
