"""The Step page in a browser: what needs the page around the player."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from rnnviz.palette import PALETTES
from tests.browser.serving import DRAWN, settled

pytestmark = pytest.mark.xdist_group("step")


def opened(page: Page, server: str, query: str = "") -> Page:
    page.goto(f"{server}/?{query}")
    expect(page.locator(".rnnviz-player")).to_have_attribute(
        "data-t", re.compile(r"\d"), timeout=60_000
    )
    return settled(page)


def is_at(page: Page, **where: int) -> None:
    for name, value in where.items():
        expect(page.locator(".rnnviz-player")).to_have_attribute(f"data-{name}", str(value))


def address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_arrow_keys_step_without_a_word_to_the_server(page, server):
    frames = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(frame)))
    opened(page, server)
    frames.clear()

    for t in (2, 3, 4):
        page.keyboard.press("ArrowRight")
        is_at(page, t=t)
    page.wait_for_timeout(500)

    assert frames == []


def test_opening_the_cell_and_its_numbers_sends_nothing(page, server):
    frames = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(frame)))
    opened(page, server)
    frames.clear()

    for key in ("Enter", "d", "Enter", "n", "3", "ArrowRight", "Escape", "Escape", "f", "b"):
        page.keyboard.press(key)
    expect(page.locator(".rnnviz-player")).to_have_attribute("data-pane", "path")
    page.wait_for_timeout(500)

    assert frames == []


def test_the_cursor_stands_in_the_address_and_a_copied_address_opens_it_again(page, server):
    opened(page, server, "cell=GRU&sentence=not+bad+at+all&t=3&layer=1&unit=7")
    is_at(page, t=3, layer=1, unit=7)

    page.keyboard.press("ArrowRight")
    page.wait_for_function("location.search.includes('t=4')")
    opened(page, page.url.split("/?")[0], page.url.split("?")[1])

    is_at(page, t=4, layer=1, unit=7)
    expect(page.get_by_role("textbox", name="Sentence")).to_have_value("not bad at all")


def test_another_network_keeps_the_cursor_and_the_address_keeps_both(page, server):
    opened(page, server, "t=4&layer=1&unit=9")

    page.get_by_role("radio", name="untrained").click()
    expect(page.get_by_text("Random weights: nothing has been learned")).to_be_visible()
    settled(page)

    is_at(page, t=4, layer=1, unit=9)
    page.wait_for_function("location.search.includes('weights=untrained')")
    assert {name: address(page)[name] for name in ("t", "layer", "unit")} == {
        "t": ["4"], "layer": ["1"], "unit": ["9"]
    }  # fmt: skip


def test_typing_a_sentence_does_not_step_and_enter_shows_it(page, server):
    opened(page, server)
    box = page.get_by_role("textbox", name="Sentence")

    box.fill("a good film")
    box.press("ArrowLeft")
    box.press("Enter")

    expect(page.get_by_text("film", exact=True).first).to_be_visible()
    is_at(page, t=1)


def test_a_spelling_button_mends_the_sentence(page, server):
    opened(page, server, "sentence=the+moovie")

    page.get_by_role("button", name="movie", exact=True).click()

    expect(page.get_by_role("textbox", name="Sentence")).to_have_value("the movie")
    expect(page.get_by_text("is not in GloVe")).to_have_count(0)


def test_an_empty_sentence_is_answered_and_an_example_brings_the_stage_back(page, server):
    page.goto(f"{server}/?sentence=+")
    expect(page.get_by_text("at least one word")).to_be_visible(timeout=60_000)

    page.get_by_role("button", name="Examples").click()
    page.get_by_role("button", name="not bad at all").click()

    is_at(page, t=1)


def test_after_an_example_the_address_still_says_the_place(page, server):
    opened(page, server, "t=2&layer=1&unit=5")

    page.get_by_role("button", name="Examples").click()
    page.get_by_role("button", name="not bad at all").click()

    is_at(page, t=1, layer=1, unit=5)
    page.wait_for_function("location.search.includes('layer=1') && /unit=5/.test(location.search)")


def test_the_stage_fits_a_projector_without_scrolling(page, server):
    opened(page, server)

    stage = page.locator(".rnnviz-player").bounding_box()

    assert stage["y"] + stage["height"] <= 720


def test_nothing_jumps_while_the_page_loads(page, server):
    page.add_init_script("""window.shift = 0; new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });""")
    opened(page, server)

    assert page.evaluate("window.shift") < 0.02


def test_the_stage_stays_in_sight_while_another_network_is_opened(page, server):
    opened(page, server, "weights=own&sizes=8")
    page.locator(".rnnviz-player").evaluate("""(player) => {
        window.lowest = Infinity;
        const look = () => {
            window.lowest = Math.min(window.lowest, player.getBoundingClientRect().height);
            requestAnimationFrame(look);
        };
        look();
    }""")

    page.get_by_role("button", name="Its shape").click()
    page.get_by_role("textbox", name="Hidden sizes").fill("120")
    page.keyboard.press("Enter")
    expect(page.get_by_text("unit 1 of 120")).to_be_visible(timeout=30_000)

    assert page.evaluate("window.lowest") > 500


def test_switching_the_theme_keeps_the_cursor_and_recolours_the_page(page, server):
    opened(page, server, "t=3")

    page.emulate_media(color_scheme="dark")

    dark = PALETTES["dark"].ground.lstrip("#")
    rgb = ", ".join(str(int(dark[at : at + 2], 16)) for at in (0, 2, 4))
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", f"rgb({rgb})")
    is_at(page, t=3)


@pytest.mark.parametrize("path", [*DRAWN, "words?dimensions=3-D"])
def test_no_request_leaves_for_another_host_and_a_phone_scrolls_only_down(page, server, path):
    page.set_viewport_size({"width": 390, "height": 844})
    addresses = []
    page.on("request", lambda request: addresses.append(request.url))
    page.on("websocket", lambda socket: addresses.append(socket.url))

    page.goto(f"{server}/{path}")
    drawn = DRAWN.get(path, ".stPlotlyChart")
    expect(page.locator(drawn).first).to_be_visible(timeout=30_000)
    settled(page).wait_for_timeout(500)

    hosts = {urlsplit(a).netloc for a in addresses if not a.startswith(("data:", "blob:"))}
    assert hosts == {urlsplit(server).netloc}
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


@pytest.mark.parametrize("name", ["GRU", "untrained"])
def test_after_a_click_on_another_network_the_keys_still_step(page, server, name):
    opened(page, server)

    page.get_by_role("radio", name=name).click()
    settled(page)
    for key, t in (("PageDown", 2), ("ArrowRight", 3), ("Home", 1)):
        page.keyboard.press(key)
        is_at(page, t=t)

    expect(page.get_by_role("radio", name=name)).to_be_checked()


@pytest.mark.parametrize("key", ["Enter", "Escape"])
def test_enter_and_escape_hand_the_keys_from_the_sentence_to_the_stage(page, server, key):
    opened(page, server)
    box = page.get_by_role("textbox", name="Sentence")

    box.click()
    box.press(key)
    expect(box).not_to_be_focused()
    page.keyboard.press("ArrowRight")

    is_at(page, t=2)


def test_a_presenters_clicker_steps_even_from_the_sentence_box(page, server):
    opened(page, server)

    page.get_by_role("textbox", name="Sentence").click()
    page.keyboard.press("PageDown")

    is_at(page, t=2)


def test_another_page_and_back_keeps_the_cursor(page, server):
    opened(page, server, "t=3&layer=1&unit=5")

    page.get_by_role("link", name="Words").click()
    expect(page.get_by_role("textbox", name="against")).to_be_visible()
    settled(page)
    page.get_by_role("link", name="Step").click()

    is_at(page, t=3, layer=1, unit=5)
    page.wait_for_function("location.search.includes('t=3')")
