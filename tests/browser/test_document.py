"""The exported file and the notebook's cell in a browser: alone, tame, and for every hand."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, Request, expect

import rnnviz
from rnnviz.palette import PALETTES
from rnnviz.stage.page import visible
from tests.browser.static_page import WORDS, random_trace

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(2)>",
    "\"'`&amp;<!--",
    "\u202egnp.exe",
    "\N{GRINNING FACE}",
    "a\0b\ud800",
)


@pytest.fixture
def alone(page: Page) -> Iterator[Page]:
    """A page that may ask for nothing but the file itself, and open no dialog."""
    asked: list[str] = []
    dialogs: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if _is_outside(request) else None)
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    yield page
    assert (asked, dialogs) == ([], [])


def _is_outside(request: Request) -> bool:
    return not request.url.startswith(("file:", "data:", "blob:", "about:"))


def opened(page: Page, folder: Path, trace: rnnviz.Trace, hash_: str = "", **labels) -> Page:
    file = folder / "lesson.html"
    rnnviz.export_html(trace, file, rnnviz.Labels(**labels))
    page.goto("about:blank")  # or only the hash would change
    page.goto(f"{file.as_uri()}#{hash_}")
    expect(page.locator(".rnnviz-player")).to_have_attribute("data-t", re.compile(r"\d"))
    return page


def is_at(page: Page | FrameLocator, **where: int) -> None:
    for name, value in where.items():
        expect(page.locator(".rnnviz-player")).to_have_attribute(f"data-{name}", str(value))


# Text is only ever text


def elements(page: Page) -> list[str]:
    """What the page is built of."""
    return page.evaluate("() => [...document.querySelectorAll('*')].map((node) => node.localName)")


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize(
    "place", ["", "pane=path", "zoom=cell", "zoom=cell&drawing=diagram", "zoom=number"]
)
def test_hostile_text_is_read_and_never_run(alone, tmp_path, text, place):
    def shown(words: str) -> list[str]:
        trace = replace(
            random_trace(tokens=(words, "is", words), n_classes=2),
            card={words: words, "title": words},
        )
        two = (words, f"{words}.")
        labels = {"title": words, "notes": words, "link": words, "class_names": two}
        opened(alone, tmp_path, trace, f"t=3&{place}", is_unknown=(True, False, True), **labels)
        is_at(alone, t=3)
        return elements(alone)

    tame = shown("tame")
    assert shown(text) == tame

    assert alone.locator("h1").text_content() == visible(text)
    assert alone.locator(".notes").text_content() == visible(text)
    assert alone.locator("dd").last.text_content() == visible(text)
    expect(alone.locator("footer")).to_contain_text(visible(text))
    assert alone.locator("a[href]").count() == 0
    assert (
        alone.evaluate("document.images.length + document.querySelectorAll('iframe').length") == 0
    )


def test_a_script_link_is_text(alone, tmp_path):
    opened(alone, tmp_path, random_trace(), link="javascript:alert(1)")

    expect(alone.locator("footer")).to_contain_text("Where it was made: javascript:alert(1)")
    expect(alone.locator("a")).to_have_count(0)


def test_an_overriding_letter_turns_nothing_beside_its_own_words(alone, tmp_path):
    opened(alone, tmp_path, random_trace(tokens=("\u202eabc", "is", "fine")))

    after = alone.locator(".lead").evaluate("""(lead) => {
        const at = (node, from, to) => {
            const range = document.createRange();
            range.setStart(node, from);
            range.setEnd(node, to);
            return range.getBoundingClientRect().left;
        };
        const text = [...lead.childNodes].filter((node) => node.nodeType === 3)[0];
        return [at(text, 0, 1), at(text, 5, 6), at(text, 12, 13)];
    }""")

    assert after == sorted(after)


# Alone


def test_the_file_steps_by_key_and_its_address_keeps_the_place(alone, tmp_path):
    opened(alone, tmp_path, random_trace(), "t=2&unit=3")

    alone.keyboard.press("ArrowRight")
    is_at(alone, t=3, unit=3)
    alone.wait_for_function("location.hash.includes('t=3')")
    alone.keyboard.press("Enter")

    expect(alone.locator(".rnnviz-player")).to_have_attribute("data-zoom", "cell")


def test_nothing_may_be_fetched_even_if_a_script_tries(browser: Browser, tmp_path):
    page = browser.new_page()
    refused: list[str | None] = []
    page.on("requestfailed", lambda request: refused.append(request.failure))
    page.on("requestfinished", lambda request: refused.append(request.url))
    opened(page, tmp_path, random_trace())
    refused.clear()

    said = page.evaluate("""async () => {
        const picture = new Image();
        const failed = new Promise((tell) => (picture.onerror = tell));
        picture.src = "http://127.0.0.1:9/picture.png";
        await failed;
        return fetch("http://127.0.0.1:9/").then(() => "fetched", () => "refused");
    }""")

    page.close()
    assert said == "refused"
    assert refused == ["csp"]


def test_the_drawing_can_be_saved_under_the_pages_policy(alone, tmp_path):
    opened(alone, tmp_path, random_trace())

    for kind in ("SVG", "PNG"):
        with alone.expect_download() as saved:
            alone.get_by_role("button", name=kind, exact=True).click()
        assert saved.value.suggested_filename.endswith(kind.lower())


def test_the_keys_are_told_and_the_card_opens_by_key(alone, tmp_path):
    trace = replace(random_trace(), card={"data": "ten thousand snippets"})
    opened(alone, tmp_path, trace)

    expect(alone.locator(".lead")).to_contain_text("→ steps, space plays, ? shows all keys")
    alone.get_by_text("ten thousand snippets").is_hidden()
    alone.locator("summary").focus()
    alone.keyboard.press("Tab")
    alone.keyboard.press("Shift+Tab")
    alone.keyboard.press("Enter")

    expect(alone.get_by_text("ten thousand snippets")).to_be_visible()


# Every screen, and paper


def test_on_a_projector_the_first_screen_holds_title_and_stage(alone, tmp_path):
    opened(alone, tmp_path, random_trace(), title="A lesson", notes="Look.\nWhy?")

    stage = alone.locator(".rv-stage").bounding_box()

    assert stage["y"] + stage["height"] == pytest.approx(720, abs=1)
    assert stage["height"] >= 580


@pytest.mark.parametrize("place", ["", "zoom=cell", "zoom=number", "pane=whatif", "pane=code"])
@pytest.mark.parametrize("size", [(360, 640), (390, 844), (768, 1024)])
def test_no_screen_is_scrolled_sideways(alone, tmp_path, place, size):
    alone.set_viewport_size({"width": size[0], "height": size[1]})
    words = ("antidisestablishmentarianism" * 4, *WORDS)
    long = "https://example.org/" + "a" * 300

    opened(alone, tmp_path, random_trace(tokens=words), place, title=long, notes=long, link=long)

    assert alone.evaluate("document.scrollingElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("place", ["", "zoom=cell", "zoom=number", "pane=whatif", "pane=code"])
def test_under_a_thumb_every_target_is_large_enough(alone, tmp_path, place):
    alone.set_viewport_size({"width": 360, "height": 640})
    opened(alone, tmp_path, random_trace(), place, link="https://example.org/")

    small = alone.evaluate("""() => [...document.querySelectorAll("button, a, summary, input")]
        .filter((node) => node.checkVisibility() && node.id !== "field")
        .map((node) => [node.className || node.localName, node.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24)
        .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)""")
    main = alone.locator("a, summary, .rv-transport button:visible").all()

    assert small == []  # WCAG 2.2, target size (minimum)
    assert (
        min(min(each.bounding_box()[side] for side in ("width", "height")) for each in main) >= 44
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_follows_the_readers_theme(alone, tmp_path, theme):
    alone.emulate_media(color_scheme=theme)
    opened(alone, tmp_path, random_trace())

    ground = alone.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--ground')"
    )

    assert ground == PALETTES[theme].ground
    expect(alone.locator(".rnnviz-player")).to_have_attribute("data-theme", theme)


def test_paper_gets_the_stage_in_ink_and_the_open_card(alone, tmp_path):
    alone.emulate_media(color_scheme="dark")
    opened(alone, tmp_path, replace(random_trace(), card={"data": "snippets"}))

    alone.evaluate("dispatchEvent(new Event('beforeprint'))")
    alone.emulate_media(media="print", color_scheme="dark")

    expect(alone.locator(".rnnviz-player")).to_have_attribute("data-theme", "light")
    expect(alone.get_by_text("snippets")).to_be_visible()
    expect(alone.locator(".rv-transport")).to_be_hidden()
    alone.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(alone.locator(".rnnviz-player")).to_have_attribute("data-theme", "dark")


def test_without_scripts_the_page_says_what_it_needs(browser: Browser, tmp_path):
    rnnviz.export_html(random_trace(), tmp_path / "lesson.html", rnnviz.Labels(title="A lesson"))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto((tmp_path / "lesson.html").as_uri())

    expect(page.locator("noscript p")).to_be_visible()
    expect(page.get_by_role("heading", name="A lesson")).to_be_visible()
    context.close()


# In a notebook

NOTEBOOK = """<!doctype html><html lang="en"><meta charset="utf-8"><title>notebook</title>
<link rel="icon" href="data:,">
<style>* {{ color: red !important; }} main, .rv-stage {{ display: none !important; }}</style>
<script>
Object.prototype.polluted = "yes";
window.heard = [];
window.mount = window.player = "the notebook's own";
addEventListener("keydown", (event) => heard.push(event.key), true);
</script>
<input id="other" aria-label="another cell">
{cell}
"""


@pytest.fixture
def cell(alone: Page, tmp_path: Path) -> FrameLocator:
    """A trace's output in a notebook whose styles and scripts mean no good."""
    trace = random_trace(tokens=(*WORDS[:4], *HOSTILE))
    (tmp_path / "notebook.html").write_text(NOTEBOOK.format(cell=trace._repr_html_()), "utf-8")
    alone.goto((tmp_path / "notebook.html").as_uri())
    frame = alone.frame_locator("iframe")
    is_at(frame, t=1)
    return frame


def test_in_a_notebook_the_player_steps_and_leaves_the_address_alone(alone, cell):
    address = alone.url

    cell.get_by_role("button", name="Step forward").click()
    is_at(cell, t=2)
    alone.keyboard.press("ArrowRight")
    is_at(cell, t=3)
    alone.wait_for_timeout(400)  # twice what the address waits elsewhere

    assert alone.url == address
    assert alone.evaluate("heard") == []


def test_nothing_of_the_notebook_reaches_the_cell_and_nothing_of_the_cell_the_notebook(alone, cell):
    inside = alone.frames[1]

    assert inside.evaluate("""() => {
        try {
            return String(parent.document);
        } catch (error) {
            return error.name;
        }
    }""") == "SecurityError"  # fmt: skip
    assert inside.evaluate("[origin, typeof heard, ({}).polluted ?? 'clean']") == [
        "null", "undefined", "clean"
    ]  # fmt: skip
    expect(cell.locator("h1")).to_have_css("color", "rgb(29, 33, 41)")
    expect(cell.locator(".rv-stage")).to_be_visible()
    assert alone.evaluate("window.player") == "the notebook's own"
    expect(alone.locator(".rnnviz-player")).to_have_count(0)


def test_in_a_notebook_a_drawing_is_saved_and_code_left_selected(alone, cell):
    with alone.expect_download() as saved:
        cell.get_by_role("button", name="SVG", exact=True).click()
    cell.get_by_role("button", name="Code", exact=True).click()
    cell.get_by_role("button", name="Copy").click()

    assert saved.value.suggested_filename.endswith(".svg")
    expect(cell.get_by_role("button", name=re.compile("Selected|Copied"))).to_be_visible()


def test_the_notebooks_own_fields_keep_their_keys(alone, cell):
    alone.locator("#other").click()

    alone.keyboard.press("ArrowRight")

    is_at(cell, t=1)
    assert alone.evaluate("heard") == ["ArrowRight"]
