"""The Step page in a browser: two traces under one cursor, and what leaves the app."""

import io
import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import numpy as np
import pyarrow.parquet
import pytest
from playwright.sync_api import Browser, Page, expect

import rnnviz
from app.cache import MODELS
from app.prose import english as prose
from tests.browser.serving import settled

pytestmark = pytest.mark.xdist_group("step")

HOSTILE = "</script><script>window.hit = 1</script> \"'& \u202egood 😀"
RESETS = (
    "weights=own&cell=GRU&against=a+network&against_cell=GRU&against_weights=own"
    "&against_reset=before"
)
SLOW = 30_000  # milliseconds: a network is opened that nobody has opened before
WATCH = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    window.runs = 0;
    const watch = new MutationObserver(() => window.runs++);
    watch.observe(app, { attributeFilter: ["data-test-script-state"] });
}"""


def opened(page: Page, server: str, query: str = "") -> Page:
    page.goto(f"{server}/?{query}")
    is_on(page)
    return settled(page)


def is_on(page: Page, t: str = r"\d") -> None:
    """The stage shows a scene, at this timestep."""
    player = page.locator(".rnnviz-player")
    expect(player).to_have_attribute("data-t", re.compile(t), timeout=60_000)


def compared(page: Page):
    """The stage's own switch between the two, there only if it has two."""
    return page.get_by_role("group", name="Show").get_by_role("button").nth(1)


def taken(page: Page, label: str) -> tuple[str, bytes]:
    """A file's name and content, by a click on its button."""
    with page.expect_download(timeout=60_000) as found:
        page.get_by_role("button", name=label).click()
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


def noted(page: Page, text: str) -> None:
    """Notes written and taken over."""
    box = page.get_by_role("textbox", name=prose.NOTES)
    box.fill(text)
    box.blur()
    page.wait_for_timeout(500)
    settled(page)


@pytest.mark.parametrize(
    ("query", "theme"),
    [("against=a+network", "light"), ("against=a+sentence", "dark"), (RESETS, "light")],
)
def test_a_comparison_opens_from_its_address_in_either_theme(page, server, query, theme):
    page.emulate_media(color_scheme=theme)

    opened(page, server, f"{query}&t=3")

    expect(compared(page)).to_be_visible(timeout=SLOW)
    is_on(page, "3")
    other = page.get_by_role("group", name="The sentence it is compared with")
    expect(other).to_be_visible(visible="sentence" in query)


@pytest.mark.parametrize("label", [prose.LEARNED, prose.NEGATED, prose.RESETS])
def test_an_example_keeps_the_cursor_and_its_address_opens_it_again(page, server, label):
    opened(page, server, "cell=GRU&t=4&unit=9")
    page.get_by_role("button", name=prose.COMPARE, exact=True).click()
    page.get_by_role("button", name=label).click()
    expect(compared(page)).to_be_visible(timeout=SLOW)
    settled(page).wait_for_timeout(500)
    is_on(page, "4")
    says = page.locator(".st-key-compared").inner_text()

    opened(page, server, page.url.split("?")[1])

    expect(page.locator(".st-key-compared")).to_have_text(says)
    expect(compared(page)).to_be_visible(timeout=SLOW)


def test_comparing_with_nothing_again_leaves_one(page, server):
    opened(page, server, "against=a+network")

    page.get_by_role("button", name=prose.COMPARE, exact=True).click()
    page.get_by_role("radio", name="nothing").click()

    expect(compared(page)).to_be_hidden()
    page.wait_for_function("!location.search.includes('against')")


def test_stepping_through_two_sends_no_word_to_the_server(page, server):
    frames = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(frame)))
    opened(page, server, "against=a+sentence")
    frames.clear()

    for t in "234":
        page.keyboard.press("ArrowRight")
        is_on(page, t)

    assert frames == []


def test_what_cannot_be_compared_is_said_while_the_first_one_still_steps(page, server):
    opened(page, server, "against=a+network&against_weights=own&against_sizes=many")

    expect(page.get_by_text("“many” is not")).to_be_visible()
    page.keyboard.press("ArrowRight")

    is_on(page, "2")
    expect(compared(page)).to_be_hidden()


@pytest.mark.parametrize(
    "query",
    ["", RESETS, "sentence=the+moovie&against=a+sentence&against_sentence=a+fiilm",
     "against=a+network&against_weights=own&against_sizes=many"],
)  # fmt: skip
def test_choices_take_one_line_and_the_stage_fits_a_projector(page, server, query):
    opened(page, server, query)

    choice = page.locator(".st-key-choice").bounding_box()
    stage = page.locator(".rnnviz-player").bounding_box()

    assert choice["height"] <= 44
    assert stage["y"] + stage["height"] <= 720


@pytest.mark.parametrize("query", ["against=a+sentence", RESETS])
def test_a_phone_needs_no_sideways_scrolling_to_compare(page, server, query):
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, server, query)
    page.get_by_role("button", name=prose.COMPARE, exact=True).click()
    popover = page.locator(".st-key-comparing").bounding_box()

    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    assert popover["x"] >= 0
    assert popover["x"] + popover["width"] <= 390


def test_the_stage_leaves_as_one_file_that_opens_with_notes_and_without_a_server(
    browser: Browser, page, server, tmp_path
):
    opened(page, server, "against=a+sentence&t=3")
    noted(page, "Look at unit 9.")
    page.evaluate(WATCH)

    name, content = taken(page, prose.TAKE_PAGE)

    assert name == "rnnviz-the-movie-was-not-good.html"
    is_on(page, "3")
    assert page.evaluate("window.runs") == 0
    (tmp_path / name).write_bytes(content)
    alone = browser.new_page(viewport={"width": 1280, "height": 800})
    alone.goto((tmp_path / name).as_uri())
    is_on(alone)
    expect(compared(alone)).to_be_visible()
    expect(alone.get_by_text("Look at unit 9.")).to_be_visible()
    link = alone.locator(f"a[href^='{server}']").first.get_attribute("href")
    alone.close()
    assert parse_qs(urlsplit(link).query)["against"] == ["a sentence"]


def test_notes_reach_the_file_even_if_its_button_is_clicked_at_once(page, server):
    opened(page, server)
    page.get_by_role("textbox", name=prose.NOTES).fill("written a moment ago")
    page.get_by_role("button", name=prose.TAKE_PAGE).hover()
    page.mouse.down()
    page.wait_for_timeout(80)  # the shortest that a finger stays down
    with page.expect_download() as found:
        page.mouse.up()

    assert "written a moment ago" in Path(found.value.path()).read_text("utf-8")


def test_the_numbers_leave_as_arrays_and_as_a_table(page, server, glove):
    opened(page, server)
    words = rnnviz.tokenize("the movie was not good")
    network = rnnviz.Network.load(MODELS / "lstm-trained.safetensors")
    expected = rnnviz.trace(network, glove.embed(words))

    npz_name, npz = taken(page, prose.TAKE_NPZ)
    table_name, table = taken(page, prose.TAKE_PARQUET)

    assert (npz_name, table_name) == tuple(
        f"rnnviz-the-movie-was-not-good.{ending}" for ending in ("npz", "parquet")
    )
    arrays = np.load(io.BytesIO(npz))
    np.testing.assert_allclose(arrays["probabilities"], expected.probabilities, atol=1e-6)
    frame = pyarrow.parquet.read_table(io.BytesIO(table))
    assert set(frame["layer"].to_pylist()) == {0, 1, 2}


def test_hostile_text_stays_text_in_the_app_and_in_its_file(
    browser: Browser, page, server, tmp_path
):
    text = quote(HOSTILE)
    opened(page, server, f"sentence={text}&against=a+sentence&against_sentence={text}+again")
    noted(page, HOSTILE)

    name, content = taken(page, prose.TAKE_PAGE)

    assert page.evaluate("window.hit") is None
    assert re.fullmatch(r"[a-z0-9-]+\.html", name)
    (tmp_path / name).write_bytes(content)
    alone = browser.new_page()
    alone.goto((tmp_path / name).as_uri())
    is_on(alone)
    hit = alone.evaluate("window.hit")
    shown = alone.evaluate("document.body.innerText")
    alone.close()
    assert hit is None
    assert "<script>window.hit = 1</script>" in shown
