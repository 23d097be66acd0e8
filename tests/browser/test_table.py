"""The scrolling table: every row has its place, comes when it is in sight, and can be picked."""

import json
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Page, Route, expect

from rnnviz.drawings.markup import drawings_css
from rnnviz.palette import DARK, LIGHT, css_variables
from rnnviz.stage.player import TABLE_HTML, table_source
from rnnviz.written import signed

N, WIDTH = 400_000, 6
SITE = "http://table.test"
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>table</title>
<style>:root {{ color-scheme: light dark; {colours} }} {css}</style>{place}
<script type="module">
import {{ mount }} from "./table.js";
window.picked = [];
const table = mount(document.querySelector("div"), (row) => window.picked.push(row));
window.update = (change) => table.update(Object.assign(window.shown, change));
window.shown = {shown};
table.update(window.shown);
</script>"""


def row(i: int) -> np.ndarray:
    return np.sin(np.arange(i, i + WIDTH)).astype("<f4")


class Site:
    """A server of one page, its rows and its words, that can be made to fail."""

    def __init__(self, n: int, current: int) -> None:
        self.n, self.is_away, self.asked = n, False, 0
        shown = {
            "rows": "/rows?of=x",
            "words": "/words",
            "n": n,
            "width": WIDTH,
            "current": current,
            "reach": 2,
            "label": "Embedding table",
            "lost": "The rows did not come.",
        }
        css, colours = drawings_css(), css_variables(LIGHT, DARK)
        self.page = _PAGE.format(
            css=css, colours=colours, place=TABLE_HTML, shown=json.dumps(shown)
        )
        self.words = "\n".join(f"word{i}" for i in range(min(n, N)))

    def answer(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.path == "/rows":
            self._rows(route, {k: int(v[0]) for k, v in parse_qs(url.query).items() if k != "of"})
        elif url.path == "/table.js":
            route.fulfill(body=table_source(), content_type="text/javascript")
        else:
            is_words = url.path == "/words"
            text, kind = (self.words, "text/plain") if is_words else (self.page, "text/html")
            route.fulfill(body=text, content_type=f"{kind}; charset=utf-8")

    def _rows(self, route: Route, asked: dict[str, int]) -> None:
        self.asked += 1
        if self.is_away:
            route.fulfill(body=b"gone")
            return
        assert 1 <= asked["n"] <= 512
        rows = [row(asked["first"] + k) for k in range(asked["n"])]
        route.fulfill(body=np.concatenate(rows).tobytes())


def opened(page: Page, n: int = N, current: int = 0, is_away: bool = False) -> Site:
    site = Site(n, current)
    site.is_away = is_away
    page.route(f"{SITE}/**", site.answer)
    page.goto(f"{SITE}/")
    return site


def line(page: Page, i: int):
    return page.get_by_role("button", name=f"{i:,} word{i} ")


def numbers(i: int) -> str:
    return " ".join(signed(float(v), 2) for v in row(i)[:4])


def test_the_first_and_the_last_of_400000_rows_can_be_scrolled_to(page: Page) -> None:
    opened(page)
    expect(line(page, 0)).to_contain_text(numbers(0))

    page.locator(".rv-rows").evaluate("e => { e.scrollTop = e.scrollHeight }")

    expect(line(page, N - 1)).to_contain_text(numbers(N - 1))
    assert page.locator(".rv-rows-line").count() < 20


def test_the_picked_row_is_brought_into_sight_and_a_click_tells_another(page: Page) -> None:
    opened(page, current=200_000)
    expect(line(page, 200_000)).to_have_attribute("aria-pressed", "true")
    expect(line(page, 200_000)).to_contain_text(numbers(200_000))

    line(page, 200_002).click()
    top = page.locator(".rv-rows").evaluate("e => e.scrollTop")
    page.evaluate("window.update({current: 200002})")

    assert page.evaluate("window.picked") == [200_002]
    expect(line(page, 200_002)).to_have_attribute("aria-pressed", "true")
    expect(line(page, 200_000)).to_have_attribute("aria-pressed", "false")
    assert page.locator(".rv-rows").evaluate("e => e.scrollTop") == top


@pytest.mark.parametrize("n", [1, 3, 300])
def test_short_tables_show_their_rows_and_no_more(page: Page, n: int) -> None:
    opened(page, n=n, current=n - 1)

    expect(line(page, n - 1)).to_contain_text(numbers(n - 1))
    assert page.locator(".rv-rows-line:visible").count() <= min(n, 12)


def test_a_table_too_tall_for_any_browser_still_ends_at_its_last_row(page: Page) -> None:
    n = 2_000_000
    opened(page, n=n, current=n - 1)

    expect(page.get_by_role("button", name="1,999,999")).to_contain_text(numbers(n - 1))
    assert page.locator(".rv-rows").evaluate("e => e.scrollHeight") <= 16_000_000


def test_rows_that_do_not_come_are_said_and_asked_for_again(page: Page) -> None:
    site = opened(page, is_away=True)
    expect(page.get_by_role("status")).to_have_text("The rows did not come.")
    n_asked = site.asked

    page.locator(".rv-rows").evaluate("e => { e.scrollTop = 10 }")
    assert site.asked == n_asked  # not at once: a server that is away is not besieged
    site.is_away = False
    page.wait_for_timeout(1600)
    page.locator(".rv-rows").evaluate("e => { e.scrollTop = 20 }")

    expect(page.get_by_role("status")).to_have_text("")
    expect(line(page, 2)).to_contain_text(numbers(2))
