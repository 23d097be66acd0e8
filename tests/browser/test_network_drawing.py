"""The network drawing: folded and unrolled, two traces, and pictures to keep."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

import rnnviz
from rnnviz.stage.scene import build_scene
from tests.browser.alone import write_alone
from tests.browser.static_page import WORDS, random_trace

Draw = Callable[..., None]
HOSTILE = (
    "<script>alert(1)</script>",
    "\"'&]]>",
    "a\x00b\x1b\x08c\ufffe",
    "\ud800lone",
    "](javascript:x)",
)


MAKE = """
const drawing = network_js.network(
  (change) => heard.chosen.push(change),
  (event, hit) => heard.hovered.push(hit),
  (at) => heard.opened.push(at),
);
const view = { scene, computed: scene.nLayers, isFolded: false, other: null, shown: "this" };
view.cursor = { t: 1, layer: scene.nLayers, unit: 1 };
window.modules = { pictures_js, svg_js, stack_js, place_js, sheets_js };
"""
MODULES = ("network", "pictures", "stack", "place", "sheets")

SPY = """() => {
    window.calls = { putImageData: 0, drawImage: 0, fillRect: 0, stroke: 0 };
    for (const name of Object.keys(window.calls)) {
        const real = CanvasRenderingContext2D.prototype[name];
        CanvasRenderingContext2D.prototype[name] = function (...given) {
            window.calls[name] += 1;
            return real.apply(this, given);
        };
    }
}"""


@pytest.fixture
def draw(page: Page, tmp_path: Path) -> Draw:
    """Open the drawing with a trace, others to compare it with, and its first view."""

    def opened(
        trace: rnnviz.Trace,
        *others: rnnviz.Trace,
        on: Page | None = None,
        size=("624px", "400px"),
        **view,
    ) -> None:
        scenes = [build_scene(each).to_bytes() for each in (trace, *others)]
        given = {"modules": MODULES, "script": MAKE, "view": json.dumps(view)}
        address = write_alone(tmp_path, *scenes, size=size, **given)
        (on or page).goto(address)
        form(on or page, "folded" if view.get("isFolded") else "unrolled")

    return opened


def form(page: Page, wanted: str) -> None:
    expect(page.locator(".rv-network")).to_have_attribute("data-form", wanted)


def words_of(svg: str) -> list[str]:
    """Every text of an SVG; parsing it shows that it is well-formed."""
    texts = ElementTree.fromstring(svg.encode()).iter("{http://www.w3.org/2000/svg}text")
    return [text.text or "" for text in texts]


def picture(page: Page) -> str:
    return page.evaluate("drawing.picture().svg()")


# Folding


def test_folding_takes_a_moment_and_ends_with_one_cell_a_layer(page, draw):
    draw(random_trace(), cursor={"t": 4, "layer": 2, "unit": 3})

    page.evaluate("show({ isFolded: true })")
    form(page, "changing")
    form(page, "folded")

    words = words_of(picture(page))
    assert words.count("from t−1 = 3") == 2
    assert "t = 4" in words
    assert "not" in words
    assert "movie" not in words


def test_unrolling_again_gives_the_very_same_picture_as_before(page, draw):
    draw(random_trace(), cursor={"t": 4, "layer": 2, "unit": 3})
    before = picture(page)

    for is_folded, ends in ((True, "folded"), (False, "unrolled")):
        page.evaluate(f"show({{ isFolded: {json.dumps(is_folded)} }})")
        form(page, ends)

    assert picture(page) == before


def test_turned_around_on_the_way_it_comes_back(page, draw):
    draw(random_trace(), cursor={"t": 4, "layer": 1, "unit": 1})

    page.evaluate("show({ isFolded: true })")
    page.wait_for_timeout(200)
    page.evaluate("show({ isFolded: false })")

    form(page, "unrolled")


def test_a_first_view_that_is_folded_stands_there_at_once(page, draw):
    draw(random_trace(), isFolded=True)

    assert "t = 1" in words_of(picture(page))


def test_where_less_motion_is_wanted_folding_jumps(browser: Browser, draw):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    draw(random_trace(), on=page)

    page.evaluate("show({ isFolded: true })")

    assert page.evaluate("drawing.element.dataset.form") == "folded"
    context.close()


def test_a_drawing_that_leaves_the_page_stops_changing(page, draw):
    draw(random_trace())

    page.evaluate("show({ isFolded: true }); drawing.element.remove()")
    page.evaluate(SPY)
    page.wait_for_timeout(200)

    assert page.evaluate("calls.stroke") == 0


def test_folded_a_step_changes_the_numbers_in_place(page, draw):
    draw(random_trace(), isFolded=True, cursor={"t": 2, "layer": 2, "unit": 3})
    before = page.evaluate("drawing.element.firstChild.toDataURL()")

    page.evaluate("show({ cursor: { t: 3, layer: 2, unit: 3 } })")

    assert page.evaluate("drawing.element.firstChild.toDataURL()") != before
    assert "from t−1 = 2" in words_of(picture(page))


# Weights


def test_the_same_names_stand_at_every_timestep_and_the_caption_says_so(page, draw):
    draw(random_trace(tokens=WORDS[:5]), cursor={"t": 2, "layer": 2, "unit": 1})

    words = words_of(picture(page))

    at_arrows = {"ih": 5 * 2, "hh": 4 * 2}  # timesteps by layers; nothing comes before the first
    for subscript, count in at_arrows.items():
        assert words.count(subscript) == count + 1  # and once in the caption
    assert "".join(words[-9:]) == "in layer 2: the same Wih, Whh, b at every timestep"


def test_a_network_without_biases_names_none(page, draw):
    draw(random_trace(tokens=WORDS[:5], bias=False))

    assert "b" not in words_of(picture(page))


def test_other_names_for_the_weights_are_drawn_at_once(page, draw):
    draw(random_trace(tokens=WORDS[:4]))

    page.evaluate("show({ weightName: (weight, layer) => ['U', `${weight}${layer}`] })")

    words = words_of(picture(page))
    assert {"W_ih1", "W_hh2"} <= set(words)
    assert "ih" not in words


# Two traces


def changed(trace: rnnviz.Trace, t: int, layer: int, unit: int) -> rnnviz.Trace:
    """The same trace with one hidden number moved by a half."""
    hidden = trace.layers[layer - 1].hidden.copy()
    hidden[t - 1, unit - 1] += 0.5
    layers = list(trace.layers)
    layers[layer - 1] = replace(layers[layer - 1], hidden=hidden)
    return replace(trace, layers=tuple(layers))


def colours_of(page: Page) -> set[str]:
    """Colours of the strips' cells and discs in the picture."""
    root = ElementTree.fromstring(picture(page).encode())
    return {e.get("fill") for e in root.iter() if (e.get("fill") or "").startswith("rgb(")}


def test_a_trace_differs_from_itself_by_nothing(page, draw):
    trace = random_trace()
    draw(trace, trace, cursor={"t": 10, "layer": 2, "unit": 1})

    page.evaluate("show({ other: { scene: scenes[1], label: 'before' }, shown: 'difference' })")

    zero = page.evaluate("colours.of({ scale: 'signed', low: -1, high: 1 })(0)")
    assert colours_of(page) == {zero}
    assert any("this − before" in word for word in words_of(picture(page)))


def test_the_difference_shows_the_number_that_was_changed(page, draw):
    trace = random_trace()
    draw(changed(trace, t=3, layer=1, unit=5), trace, cursor={"t": 10, "layer": 2, "unit": 1})

    page.evaluate("show({ other: { scene: scenes[1], label: 'before' }, shown: 'difference' })")

    ramp = "colours.of({ scale: 'signed', low: -1, high: 1 })"
    assert colours_of(page) == set(page.evaluate(f"[{ramp}(0), {ramp}(0.5)]"))


def test_where_the_other_trace_has_no_number_nothing_is_made_up(page, draw):
    trace = random_trace(hidden_sizes=(16, 4))
    other = random_trace(hidden_sizes=(16, 8), tokens=WORDS[:3])
    draw(trace, other, cursor={"t": 10, "layer": 1, "unit": 1})

    page.evaluate("show({ other: { scene: scenes[1], label: 'x' }, shown: 'difference' })")

    has = """(shown) => modules.stack_js.stack(scenes[0], scenes[1], shown)
        .map(({ array }) => [array.has(3), array.has(4)])"""
    assert page.evaluate(has, "difference") == [
        [True, False], [False, False], [True, False], [True, False]
    ]  # fmt: skip
    assert page.evaluate(has, "other") == [[True, False]] * 4


def test_the_others_numbers_come_with_the_others_words(page, draw):
    draw(random_trace(tokens=WORDS[:4]), random_trace(tokens=("un", "deux", "trois", "quatre")))

    page.evaluate("show({ other: { scene: scenes[1], label: 'French' }, shown: 'other' })")

    words = words_of(picture(page))
    assert {"un", "deux", "trois", "quatre", "French"} <= set(words)
    assert "movie" not in words


# Operations


def test_a_strip_is_read_only_once_its_operation_is_computed(page, draw):
    draw(random_trace(n_classes=0), cursor={"t": 1, "layer": 1, "unit": 1})
    whole = len(colours_of(page))

    page.evaluate("show({ isComputed: (kind) => kind === 'input' })")
    inputs = len(colours_of(page))
    page.evaluate("show({ isComputed: () => false })")

    assert whole > inputs > 0
    assert colours_of(page) == set()


# Pointing


STRIP = """([t, layer, share]) => {
    const { stack_js, place_js } = modules;
    const { clientWidth: width, clientHeight: height } = drawing.element;
    const [scene] = scenes;
    const rows = stack_js.stack(scene, null, "this");
    const given = { nTimesteps: scene.nTimesteps, nClasses: 1, width, height };
    const place = place_js.placeOf(rows, given, () => 26);
    const row = place.rows.find((each) => each.layer === layer);
    const x = view.isFolded
        ? place.folded.centre : place.gutter + place_js.centre(place, t);
    return [x, row.y + share * row.height];
}"""


def test_a_click_chooses_a_unit_and_a_double_click_opens_its_cell(page, draw):
    draw(random_trace(hidden_sizes=(8, 8)), cursor={"t": 2, "layer": 2, "unit": 1})
    x, y = page.evaluate(STRIP, [6, 1, 0.99])
    strip = page.locator(".rv-network-canvas")

    strip.click(position={"x": x, "y": y})
    assert page.evaluate("heard.chosen") == [{"t": 6, "layer": 1, "unit": 8}]
    assert page.evaluate("heard.opened") == []
    page.wait_for_timeout(600)  # no longer part of a double click
    strip.dblclick(position={"x": x, "y": y})

    assert page.evaluate("heard.opened") == [{"t": 6, "layer": 1}]


def test_folded_a_click_chooses_in_the_present_timestep(page, draw):
    draw(random_trace(hidden_sizes=(8, 8)), isFolded=True, cursor={"t": 5, "layer": 2, "unit": 1})
    x, y = page.evaluate(STRIP, [5, 1, 0.01])

    page.locator(".rv-network-canvas").click(position={"x": x, "y": y})
    page.locator(".rv-network-canvas").click(position={"x": 20, "y": y})  # beside it: nothing

    assert page.evaluate("heard.chosen") == [{"t": 5, "layer": 1, "unit": 1}]


# Long sentences


@pytest.mark.parametrize(("width", "least"), [("624px", 14), ("358px", 24)])
def test_a_long_sentence_is_seen_through_a_window_that_keeps_the_present_in_it(
    page, draw, width, least
):
    draw(
        random_trace(tokens=WORDS * 10),
        size=(width, "400px"),
        cursor={"t": 1, "layer": 1, "unit": 1},
    )
    for t in (1, 37, 100, 60):
        page.evaluate(f"show({{ cursor: {{ t: {t}, layer: 1, unit: 1 }} }})")

        numbers = [int(word) for word in words_of(picture(page)) if word.isdigit()]

        assert t in numbers
        assert max(numbers) - min(numbers) <= int(width[:-2]) / least


def test_a_step_only_cuts_two_pictures_together(page, draw):
    draw(random_trace("rnn", hidden_sizes=(64,) * 4, tokens=WORDS * 10))
    page.evaluate(SPY)

    page.evaluate("show({ cursor: { t: 50, layer: 2, unit: 9 } })")

    calls = page.evaluate("calls")
    assert calls["putImageData"] == 0
    assert calls["drawImage"] <= 8
    assert calls["stroke"] <= 8


def test_other_numbers_repaint_the_pictures_once(page, draw):
    trace = random_trace()
    draw(trace, trace)
    page.evaluate(SPY)

    page.evaluate("show({ other: { scene: scenes[1], label: 'x' }, shown: 'difference' })")
    once = page.evaluate("calls.putImageData")
    page.evaluate("show({ cursor: { t: 3, layer: 1, unit: 1 } })")

    assert once == 4  # a sheet a row
    assert page.evaluate("calls.putImageData") == once


# Files


@pytest.mark.parametrize("is_folded", [False, True])
def test_hostile_words_come_out_of_the_svg_as_harmless_text(page, draw, is_folded):
    trace = random_trace(tokens=WORDS[:4])
    draw(trace, isFolded=is_folded)
    page.evaluate(
        """(words) => {
            const tokens = words.map((text) => ({ text: JSON.parse(text) }));
            const hostile = { ...scenes[0], tokens, nTimesteps: 4 };
            drawing.load(hostile);
            drawing.layout(colours, { text: '"Font <&>", sans-serif' });
            show({ scene: hostile, other: { scene: hostile, label: tokens[0].text } });
        }""",
        [json.dumps(word) for word in HOSTILE[:4]],
    )

    svg = picture(page)
    root = ElementTree.fromstring(svg.encode())

    tags = {element.tag.split("}")[1] for element in root.iter()}
    assert tags <= {"svg", "g", "path", "rect", "text", "clipPath"}
    assert "<script" not in svg
    assert any(word.startswith("<scr") for word in words_of(svg))


@pytest.mark.parametrize("word", HOSTILE)
def test_the_recorder_writes_any_text_as_well_formed_xml(page, draw, word):
    draw(random_trace(tokens=WORDS[:2]))

    svg = page.evaluate(
        """(word) => {
            const recorder = new modules.svg_js.SvgRecorder(100, 50, "#fff");
            recorder.fillStyle = recorder.font = JSON.parse(word);
            recorder.fillText(JSON.parse(word), 5, 20);
            return recorder.toString();
        }""",
        json.dumps(word),
    )

    clean = "".join("\ufffd" if _is_impossible(letter) else letter for letter in word)
    assert words_of(svg) == [clean]


def _is_impossible(letter: str) -> bool:
    return letter < " " or "\ud800" <= letter <= "\udfff" or letter in "\ufffe\uffff"


RECORD = """() => {
    const { SvgRecorder } = modules.svg_js;
    const inner = new SvgRecorder(10, 10);
    inner.beginPath(); inner.rect(0, 0, 5, 5); inner.clip(); inner.fillRect(0, 0, 10, 10);
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [4, 4];
    const recorder = new SvgRecorder(200, 100);
    recorder.save();
    recorder.translate(10, 20); recorder.scale(2, 2);
    recorder.globalAlpha = 0.5; recorder.setLineDash([3, 2]);
    recorder.strokeRect(0, 0, 5, 5);
    recorder.restore();
    recorder.beginPath(); recorder.rect(0, 0, 100, 50); recorder.clip();
    recorder.beginPath(); recorder.arc(50, 50, 10, 0, 7); recorder.fill();
    recorder.beginPath(); recorder.moveTo(0, 0); recorder.bezierCurveTo(1, 2, 3, 4, 5, 6);
    recorder.quadraticCurveTo(1, 2, 3, 4); recorder.stroke();
    recorder.fillRect(NaN, 0, 1, 1);
    recorder.drawImage(inner, 20, 30);
    recorder.drawImage(canvas, 0, 0, 2, 2, 60, 10, 20, 20);
    recorder.textAlign = "center"; recorder.font = "italic 600 14px 'A', serif";
    recorder.fillText(" a  b ", 5, 5);
    return recorder.toString();
}"""


def test_the_recorder_keeps_transformations_clips_curves_and_images(page, draw):
    draw(random_trace(tokens=WORDS[:2]))

    svg = page.evaluate(RECORD)
    root = ElementTree.fromstring(svg.encode())
    named = {name: [e for e in root.iter() if e.tag.endswith("}" + name)] for name in (
        "rect", "path", "svg", "image", "clipPath", "text",
    )}  # fmt: skip

    framed = named["rect"][0]
    assert framed.get("transform") == "matrix(2 0 0 2 10 20)"
    assert (framed.get("opacity"), framed.get("stroke-dasharray")) == ("0.5", "3 2")
    assert len(named["rect"]) == 2  # the one without a place is left out
    assert len({clip.get("id") for clip in named["clipPath"]}) == 2
    assert named["svg"][1].get("x") == "20"
    assert named["image"][0].get("href").startswith("data:image/png;base64,")
    assert (named["text"][0].text, named["text"][0].get("font-size")) == (" a  b ", "14")
    assert any("C1 2 3 4 5 6Q1 2 3 4" in path.get("d") for path in named["path"])


def test_clearing_everything_forgets_what_was_drawn(page, draw):
    draw(random_trace(tokens=WORDS[:2]))

    svg = page.evaluate("""() => {
        const recorder = new modules.svg_js.SvgRecorder(20, 20);
        recorder.fillRect(0, 0, 5, 5);
        recorder.clearRect(0, 0, 20, 20);
        return recorder.toString();
    }""")

    assert list(ElementTree.fromstring(svg.encode())) == []


def test_the_png_is_twice_as_large_as_the_drawing(page, draw):
    draw(random_trace(), size=("600px", "300px"))

    png = base64.b64decode(
        page.evaluate("""async () => {
            const blob = await drawing.picture().png();
            const bytes = new Uint8Array(await blob.arrayBuffer());
            return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
        }""")
    )

    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert np.frombuffer(png[16:24], ">u4").tolist() == [1200, 600]


def test_the_svg_shows_what_the_screen_shows(page, draw):
    draw(random_trace(), cursor={"t": 4, "layer": 2, "unit": 3})
    differing = page.evaluate("""async () => {
        const { width, height } = drawing.element.firstChild;
        const image = new Image();
        const svg = new Blob([drawing.picture().svg()], { type: "image/svg+xml" });
        image.src = URL.createObjectURL(svg);
        await image.decode();
        const pixels = [drawing.element.firstChild, image].map((source) => {
            const canvas = document.createElement("canvas");
            const context = Object.assign(canvas, { width, height }).getContext("2d");
            context.fillStyle = colours.palette.ground;
            context.fillRect(0, 0, width, height);
            context.drawImage(source, 0, 0);
            return context.getImageData(0, 0, width, height).data;
        });
        let differing = 0;
        const isOther = (at) => Math.abs(pixels[0][at] - pixels[1][at]) > 60;
        for (let at = 0; at < pixels[0].length; at += 4)
            differing += [at, at + 1, at + 2].some(isOther);
        return differing / (width * height);
    }""")

    assert differing < 0.01
