"""The map picks, lists, finds and names exactly the words that are there."""

import re
from dataclasses import replace

import numpy as np
from playwright.sync_api import Page, expect

from app.atlas import Atlas
from rnnviz.palette import PALETTES
from tests.browser.atlas_page import ADDRESS, opened, pixels

N = 600
POINTS = np.random.default_rng(3).normal(size=(N, 2)).astype(np.float32)
WORDS = tuple(f"word{row}" for row in range(N))
SMALL = Atlas(
    words=WORDS,
    points=tuple(map(tuple, POINTS.tolist())),
    n=N,
    current=7,
    neighbours=(11, 12, 13),
    chosen=(20, 21),
    axes=("component 1", "component 2"),
    alt="600 words on a map",
)
SQUARE = ((180, 120), (420, 110), (400, 240), (300, 180), (200, 250))  # with a bay


def corner(page: Page) -> tuple[float, float]:
    """Where the map begins on the page."""
    box = page.locator(".ra-map").bounding_box()
    return box["x"], box["y"]


def inside(points: np.ndarray, corners: tuple[tuple[float, float], ...]) -> np.ndarray:
    """Which points a closed line goes around, by the winding of the angles it is seen under."""
    seen = np.array(corners)[None] - points[:, None]
    angles = np.arctan2(seen[..., 1], seen[..., 0])
    turned = np.diff(angles, axis=1, append=angles[:, :1])
    return np.abs(((turned + np.pi) % (2 * np.pi) - np.pi).sum(axis=1)) > np.pi


def test_a_click_picks_the_nearest_word_and_the_pointer_is_told_its_rank(page):
    opened(page, replace(SMALL, ranks=tuple(range(1000, 1000 + N)), n_ranked=400_000))
    places, (left, top) = pixels(page, POINTS), corner(page)
    apart = np.linalg.norm(places[:, None] - places[None], axis=-1) + 1e9 * np.eye(N)
    row = int(apart.min(axis=1).argmax())  # the loneliest
    x, y = places[row] + (3, -2)

    page.mouse.move(left + x, top + y)
    expect(page.locator(".ra-readout")).to_have_text(f"{WORDS[row]} rank {1001 + row:,}")
    page.mouse.click(left + x, top + y)

    assert page.evaluate("told") == [["pick", WORDS[row]]]


def test_a_lasso_lists_exactly_the_words_inside_it(page):
    opened(page, SMALL)
    expected = np.flatnonzero(inside(pixels(page, POINTS), SQUARE))
    left, top = corner(page)

    page.get_by_role("button", name="Select words").click()
    page.mouse.move(left + SQUARE[0][0], top + SQUARE[0][1])
    page.mouse.down()
    for x, y in SQUARE[1:]:
        page.mouse.move(left + x, top + y)
    page.mouse.up()

    panel = page.get_by_role("region", name="Selected words")
    expect(panel.get_by_role("heading")).to_have_text(f"{len(expected)} words")
    listed = panel.get_by_role("list").get_by_role("button")
    expect(listed.first).to_have_text(WORDS[expected[0]])
    assert page.evaluate("[...atlas.grid.inside(atlas.line)]") == expected.tolist()
    panel.get_by_role("button", name="Look at the first 14").click()
    assert page.evaluate("told") == [["list", [WORDS[row] for row in expected[:14]]]]
    assert page.url == f"{ADDRESS}/"  # selecting did not move the map


def test_names_never_lie_on_each_other_and_the_current_word_always_has_one(page):
    opened(page, SMALL)
    for zoom in (1, 3, 9):
        page.evaluate(f"atlas.view.go(atlas.view.around(atlas.grid.at(7), {zoom})); atlas.draw()")
        labels = page.evaluate("atlas.labels.map(({row, box}) => [row, ...Object.values(box)])")
        rows, boxes = [label[0] for label in labels], np.array([label[1:] for label in labels])
        low, high = boxes[:, :2], boxes[:, :2] + boxes[:, 2:]
        meet = (low[:, None] < high[None]).all(-1) & (high[:, None] > low[None]).all(-1)

        assert meet.sum() == len(labels) > 5
        assert rows[0] == 7
        assert not set(rows) - set(range(N))


def test_finding_flies_to_a_word_and_says_where_there_is_none(page):
    opened(page, SMALL)
    field = page.get_by_role("combobox")

    field.fill("word12")
    expect(page.get_by_role("option")).to_have_text(
        ["word12", "word120", *(f"word12{digit}" for digit in range(1, 7))]
    )
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"at="))
    np.testing.assert_allclose(
        pixels(page, POINTS[120]),
        page.evaluate("[atlas.view.width / 2, atlas.view.height / 2]"),
        atol=1,
    )
    field.fill("nowhere")
    field.press("Enter")
    expect(page.get_by_role("status").first).to_have_text(
        "“nowhere” is not among the 600 words on this map."
    )


def test_the_address_keeps_the_view_and_forgets_the_whole_map(page):
    opened(page, SMALL, "?word=x&at=0.25,-0.5,4")
    middle = (POINTS.min(axis=0) + POINTS.max(axis=0)) / 2 + (0.25, -0.5)
    size = page.evaluate("[atlas.view.width, atlas.view.height]")

    np.testing.assert_allclose(pixels(page, middle), np.array(size) / 2, atol=1e-3)
    page.locator(".ra-map").press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"\?word=x&at=-?[\d.]+,-0\.5,4$"))
    page.locator(".ra-map").press("0")
    expect(page).to_have_url(f"{ADDRESS}/?word=x")


def test_the_wheel_is_the_pages_until_the_map_was_clicked_then_it_zooms_at_the_pointer(page):
    opened(page, SMALL)
    left, top = corner(page)
    page.mouse.move(left + 500, top + 100)
    page.mouse.wheel(0, 60)
    page.wait_for_function("scrollY > 0")
    assert page.evaluate("atlas.view.isWhole")

    page.evaluate("scrollTo(0, 0); document.querySelector('.ra-map').focus()")
    before = page.evaluate("atlas.view.where(500, 100)")
    page.mouse.wheel(0, -240)
    page.wait_for_function("atlas.view.place.zoom > 1.2")

    np.testing.assert_allclose(page.evaluate("atlas.view.where(500, 100)"), before, atol=1e-6)
    assert page.evaluate("scrollY") == 0


def test_another_current_word_keeps_the_view_and_the_cloud(page):
    opened(page, SMALL, "?at=0,0,1.5")
    near = int(np.linalg.norm(POINTS - POINTS.mean(axis=0), axis=1).argmin())
    page.evaluate("void (atlas.splat.draw = () => told.push('cloud'))")
    page.evaluate(f"atlas.update({{...shown, current: {near}, neighbours: [1, 2]}}); atlas.draw()")

    assert page.evaluate("atlas.labels[0].row") == near
    assert page.evaluate("atlas.view.place.zoom") == 1.5
    assert page.evaluate("told") == []


def test_every_point_of_a_large_cloud_inks_its_own_pixel(page):
    n = 150_000
    points = np.random.default_rng(5).normal(size=(n, 2)).astype("<f4")
    words = "\n".join(f"w{row}" for row in range(n))
    opened(
        page,
        Atlas(words="/words", points="/points", n=n),
        words=words.encode(),
        points=points.tobytes(),
    )
    inked = page.evaluate("""() => {
      const { width, height } = atlas.parts.cloud;
      const data = atlas.cloudContext.getImageData(0, 0, width, height).data;
      return [width, height, [...Array(width * height).keys()].filter((i) => data[4 * i + 3] > 0)];
    }""")
    width, height, found = inked
    x, y = np.floor(pixels(page, points)).astype(int).T
    is_on = (x >= 0) & (y >= 0) & (x < width) & (y < height)
    expected = np.unique(y[is_on] * width + x[is_on])

    assert page.evaluate("atlas.splat.radius(atlas.view)") == 0.5
    assert len(np.setxor1d(found, expected)) < 0.001 * len(expected)  # float32 at a pixel's edge


def test_what_cannot_be_fetched_is_said_and_can_be_tried_again(page):
    opened(page, SMALL, points=POINTS.tobytes()[:-8])
    page.evaluate("atlas.update({...shown, points: '/points'})")

    expect(page.locator(".ra-state")).to_contain_text(f"Expected {8 * N} bytes, got {8 * N - 8}.")
    page.evaluate("atlas.shown.points = shown.points")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".rnnviz-atlas")).to_have_attribute("data-state", "ready")
    assert page.get_by_role("img").get_attribute("aria-label") == "600 words on a map"


def test_fingers_scroll_the_page_until_the_map_was_tapped_but_a_pinch_is_always_the_maps(browser):
    context = browser.new_context(
        viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True
    )
    page = opened(context.new_page(), SMALL)
    screen = context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(places)]
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (200, 300))
    for y in range(290, 150, -20):
        touch("touchMove", (200, y))
    touch("touchEnd")
    page.wait_for_function("scrollY > 0")
    assert page.evaluate("atlas.view.isWhole")

    page.evaluate("scrollTo(0, 0)")
    touch("touchStart", (150, 250))
    touch("touchStart", (150, 250), (250, 250))
    for apart in range(0, 60, 10):
        touch("touchMove", (150 - apart, 250), (250 + apart, 250))
    touch("touchEnd")
    page.wait_for_function("atlas.view.place.zoom > 1.5")
    context.close()


def test_a_new_theme_draws_the_map_anew_and_colours_mean_what_the_legend_says(page):
    ranked = replace(SMALL, ranks=tuple(range(1000, 1000 + N)), n_ranked=400_000)
    opened(page, ranked)
    darkest = "Math.max(...atlas.inks.table.map((ink) => ink & 255))"
    before = page.evaluate(darkest)
    page.emulate_media(color_scheme="dark")
    page.evaluate("atlas.update({...shown, colour: 'frequency'})")

    assert page.evaluate("atlas.palette.ground") == PALETTES["dark"].ground
    assert page.evaluate(darkest) != before
    assert page.evaluate("atlas.inks.table.length % atlas.inks.levels") == 0
    values = page.evaluate("[...atlas.splat.values]")
    by_row = dict(zip(page.evaluate("[...atlas.grid.rows]"), values, strict=True))
    levels = 1 + np.round(127 * (1 - np.log(np.arange(1001, 1001 + N)) / np.log(400_000)))
    assert [by_row[row] for row in range(N)] == levels.tolist()
    expect(page.locator(".ra-legend")).to_have_text("how frequentrarefrequent")
