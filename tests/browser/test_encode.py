"""The Encode page in a browser: what is clicked is in the address, and the table is all there."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from app.prose import english_encode as prose
from app.state import EncodeView
from app.state.encode import PARTS
from rnnviz.written import signed
from tests.browser.axe import severe
from tests.browser.serving import settled

pytestmark = pytest.mark.xdist_group("pages")


def opened(page: Page, server: str, view: EncodeView) -> Page:
    page.goto(f"{server}/encode?{urlencode(view.to_query())}")
    expect(page.locator(".rv-headline")).to_be_visible(timeout=60_000)
    return settled(page)


def test_a_name_clicked_in_the_box_becomes_its_axis_index_and_a_link(page, server):
    opened(page, server, EncodeView())

    page.locator(".rv-box-label", has_text="NFLX").first.click()
    expect(page.get_by_text("x[4, :, 0]")).to_be_visible()
    page.locator(".rv-box-name", has_text="change").click()

    expect(page.get_by_text("x[4, :, 1]")).to_be_visible()
    page.wait_for_function("location.search.includes('axis_b=4')")
    assert "axis_n=1" in page.url


def test_the_last_of_all_rows_is_scrolled_to_and_picked(page, server, glove):
    opened(page, server, EncodeView(part=PARTS[2], rows_from="every word"))
    expect(page.get_by_role("button", name="0 the")).to_be_visible()

    page.locator(".rv-rows").evaluate("e => { e.scrollTop = e.scrollHeight }")
    row = page.get_by_role("button", name=f"399,999 {glove.words[-1]}")
    numbers = " ".join(signed(float(v), 2) for v in glove.matrix[-1, :4])
    expect(row).to_contain_text(numbers)
    row.click()

    expect(page.locator(".rv-equation")).to_contain_text(f"E[399,999] {glove.words[-1]}")
    expect(page.get_by_text("exactly the picked row")).to_be_visible()


def test_the_page_ends_where_step_begins_with_the_same_sentence(page, server):
    opened(page, server, EncodeView(part=PARTS[3], sentence="a great film"))

    page.get_by_role("link", name=prose.TO_STEP).click()

    typed = page.get_by_role("textbox", name="Sentence")
    expect(typed).to_have_value("a great film", timeout=60_000)
    expect(page.locator(".rv-headline")).to_have_count(0)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_fits_a_phone_and_keeps_nobody_out(page, server, part):
    page.set_viewport_size({"width": 390, "height": 844})

    opened(page, server, EncodeView(part=part))

    assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    assert severe(page) == []
