"""The Train page in a browser: a training is followed to its end, and its epochs are looked at."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from app.prose import english_train as prose
from app.state import TrainView
from rnnviz.training.settings import defaults_for
from tests.browser.axe import severe
from tests.browser.serving import settled

pytestmark = pytest.mark.xdist_group("pages")
QUICK = TrainView.of(defaults_for("brackets")).to_query() | {
    "train_epochs": "2", "train_size": "4", "train_length": "6"
}  # fmt: skip
LONG = 60_000


def opened(page: Page, server: str, **query: str) -> Page:
    page.goto(f"{server}/train?{urlencode(QUICK | query)}")
    expect(page.locator(".rv-baselines")).to_be_visible(timeout=LONG)
    return settled(page)


def test_a_training_is_followed_to_its_end_and_an_epoch_is_clicked_onto_the_stage(page, server):
    opened(page, server, own_example="( ( ) )")

    page.get_by_role("button", name=prose.TRAIN, exact=True).click()
    expect(page.get_by_text("Trained for 2 epochs")).to_be_visible(timeout=LONG)
    settled(page)  # the drawings of the training give way to those of the run
    expect(page.locator(".rv-reading tr")).to_have_count(4)
    page.locator(".rv-reading").get_by_role("button", name="epoch 1").click()

    expect(page.get_by_text(prose.STAGE_HELP.format(epoch=1))).to_be_visible()
    expect(page.locator(".st-key-stage [data-testid=stBidiComponentIsolated]")).to_be_visible()
    page.wait_for_function("location.search.includes('at_epoch=1')")
    page.reload()
    expect(page.get_by_text(prose.STAGE_HELP.format(epoch=1))).to_be_visible(timeout=LONG)
    assert severe(settled(page)) == []


def test_a_long_training_is_stopped_on_a_phone_where_nothing_scrolls_sideways(page, server):
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, server, train_epochs="200", train_seed="1", train_size="32")

    page.get_by_role("button", name=prose.TRAIN, exact=True).click()
    expect(page.locator(".rv-curves").first).to_be_visible(timeout=LONG)
    page.get_by_role("button", name=prose.STOP).click()

    expect(page.get_by_text("Stopped after epoch")).to_be_visible(timeout=LONG)
    expect(page.get_by_role("button", name=prose.CONTINUE)).to_be_visible()
    settled(page)
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
