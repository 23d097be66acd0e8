"""The trajectory: points where PCA puts them, a scale that holds still, and words for all of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from playwright.sync_api import Page, expect

import rnnviz
from rnnviz.stage.labels import Labels
from rnnviz.stage.scene import build_scene
from rnnviz.text.sentences import example_sentences
from rnnviz.tracing.state_space import state_spaces
from tests.browser.alone import write_alone
from tests.browser.static_page import WORDS

INPUT_SIZE = 8
SIZES = (16, 12)
Draw = Callable[..., None]
MAKE = """
const drawing = trajectory_js.trajectory(
  (change) => heard.chosen.push(change),
  (event, hit) => heard.hovered.push(hit),
);
const view = { scene, computed: scene.nLayers, other: null, edits: [] };
view.cursor = { t: 1, layer: scene.nLayers, unit: 1 };
window.at = (t, layer = view.cursor.layer) => show({ cursor: { t, layer, unit: 1 } });
window.edit = (edits) => {
  const changed = { ...edits_js.replay(scene).run(edits) };
  show({ scene: changed, other: { scene, label: "before" }, edits });
};
"""
SWAP = '[{ quantity: "input", layer: 1, unit: 0, first: 4, last: 4, value: "very" }]'


def vector(word: str) -> np.ndarray[Any, Any]:
    """A word's vector: any, but always the same."""
    return np.random.default_rng(list(word.encode())).normal(size=INPUT_SIZE).astype(np.float32)


def embed(words: tuple[str, ...]) -> np.ndarray[Any, Any]:
    return np.stack([vector(word) for word in words])


def net(seed: int = 1, sizes: tuple[int, ...] = SIZES) -> rnnviz.Network:
    return rnnviz.Network.random("lstm", INPUT_SIZE, sizes, init="torch", seed=seed, n_classes=1)


def planes(network: rnnviz.Network) -> Any:
    return state_spaces(network, [embed(words) for words in example_sentences(60)])


def scene(
    network: rnnviz.Network, tokens: tuple[str, ...] = WORDS, has_planes: bool = True
) -> bytes:
    trace = rnnviz.trace(network, embed(tokens), tokens=tokens)
    spaces = planes(network) if has_planes else ()
    return build_scene(trace, Labels(spaces=spaces, words={"very": vector("very")})).to_bytes()


@pytest.fixture
def draw(page: Page, tmp_path: Path) -> Draw:
    """Open the trajectory of a scene; others lie beside it."""

    def opened(*scenes: bytes, size: tuple[int, int] = (620, 440)) -> None:
        box = tuple(f"{side}px" for side in size)
        modules = ("trajectory", "edits")
        page.goto(write_alone(tmp_path, *scenes, modules=modules, script=MAKE, size=box))
        page.wait_for_function("window.drawing")

    return opened


def points(page: Page, kind: str) -> list[dict[str, float]]:
    return page.evaluate(f"drawing.points().{kind}")


def picture(page: Page) -> str:
    return page.evaluate(
        "() => { const svg = new svg_js.SvgRecorder(620, 440); drawing.paint(svg);"
        " return svg.toString(); }"
    )


def words_of(svg: str) -> list[str]:
    texts = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return [text.text or "" for text in texts]


# Points


@pytest.mark.parametrize("layer", [1, 2])
def test_the_path_is_the_states_projected_by_numpy(page, draw, layer):
    network = net()
    draw(scene(network))
    page.evaluate(f"at(7, {layer})")

    states = rnnviz.trace(network, embed(WORDS)).layers[layer - 1].hidden
    space = planes(network)[layer]
    path = np.vstack([np.zeros(SIZES[layer - 1]), states[:7]])
    expected = (path - space.mean) @ space.components.T

    drawn = points(page, "states")
    assert [point["t"] for point in drawn] == list(range(8))
    np.testing.assert_allclose([(p["x"], p["y"]) for p in drawn], expected, atol=1e-5)


def test_the_words_are_their_vectors_projected_by_numpy(page, draw):
    network = net()
    draw(scene(network))
    page.evaluate("at(5)")

    space = planes(network)[0]
    expected = (embed(WORDS[:5]) - space.mean) @ space.components.T

    drawn = points(page, "words")
    np.testing.assert_allclose([(p["x"], p["y"]) for p in drawn], expected, atol=1e-5)


def test_a_distance_on_the_picture_is_the_same_across_and_up(page, draw):
    draw(scene(net()))
    page.evaluate("at(10)")

    a, *_, b = points(page, "states")
    across, up = (
        (b["left"] - a["left"]) / (b["x"] - a["x"]),
        (a["top"] - b["top"]) / (b["y"] - a["y"]),
    )
    assert across == pytest.approx(up)


@pytest.mark.parametrize("size", [(620, 440), (390, 760), (1200, 700)])
def test_stepping_moves_no_point_and_all_lie_inside(page, draw, size):
    draw(scene(net()), size=size)
    page.evaluate("at(10)")
    last = points(page, "states")

    for t in (1, 4, 9):
        page.evaluate(f"at({t})")
        assert points(page, "states") == last[: t + 1]
    for point in [*last, *points(page, "words")]:
        assert 0 < point["left"] < size[0]
        assert 0 < point["top"] < size[1]


def test_a_state_that_is_not_computed_yet_has_no_point(page, draw):
    draw(scene(net()))
    page.evaluate("at(5, 2); show({ computed: 1 })")
    assert [point["t"] for point in points(page, "states")] == [0, 1, 2, 3, 4]

    page.evaluate("show({ isComputed: () => true })")
    assert [point["t"] for point in points(page, "states")] == [0, 1, 2, 3, 4, 5]


# What is under the pointer


def click(page: Page, point: dict[str, float]) -> None:
    page.mouse.click(point["left"], point["top"])


def test_a_click_on_a_point_chooses_its_timestep(page, draw):
    draw(scene(net()))
    page.evaluate("at(9)")

    click(page, points(page, "states")[2])
    click(page, points(page, "words")[0])

    assert [sorted(change) for change in page.evaluate("heard.chosen")] == [["t"], ["t"]]
    assert page.evaluate("heard.chosen[0].t") == 2
    page.mouse.click(3, 3)
    assert page.evaluate("heard.chosen.length") == 2


def test_the_start_is_no_timestep_to_go_to(page, draw):
    draw(scene(net()))
    page.evaluate("at(1)")
    click(page, points(page, "states")[0])
    assert page.evaluate("heard.chosen") == []


def test_a_point_says_where_it_is_and_leaving_it_says_nothing(page, draw):
    draw(scene(net()))
    page.evaluate("at(4)")
    point = points(page, "states")[4]

    page.mouse.move(point["left"], point["top"])
    assert page.evaluate("heard.hovered.at(-1).text").startswith("h_4 after “not” at (")
    page.mouse.move(3, 3)
    assert page.evaluate("heard.hovered.at(-1)") is None


# Two paths


def test_an_edit_leads_the_state_away_from_where_it_was(page, draw):
    draw(scene(net()))
    page.evaluate(f"at(9); edit({SWAP})")
    ours, theirs = points(page, "states"), points(page, "other")

    assert ours[:4] == theirs[:4]
    assert ours[4] != theirs[4]
    assert {"was · after", "before"} <= set(words_of(picture(page)))
    expect(page.locator(".rv-unseen")).to_contain_text("“before” is at (")


def test_a_word_that_was_swapped_is_shown_with_the_one_it_stands_for(page, draw):
    draw(scene(net()))
    page.evaluate(f"at(4); edit({SWAP})")
    assert {"very", "not · before", "very · after"} <= set(words_of(picture(page)))


def test_another_networks_states_are_not_drawn_in_this_ones_plane(page, draw):
    draw(scene(net()), scene(net(seed=2)))
    page.evaluate('at(5); show({ other: { scene: scenes[1], label: "the other" } })')

    assert points(page, "other") == []
    assert "the other network’s states have a plane of their own" in words_of(picture(page))


def test_another_sentence_of_the_same_network_is_drawn_as_far_as_it_goes(page, draw):
    network = net()
    draw(scene(network), scene(network, ("the", "movie", "was", "fine")))
    page.evaluate('at(9); show({ other: { scene: scenes[1], label: "the other" } })')
    assert [point["t"] for point in points(page, "other")] == [0, 1, 2, 3, 4]


# Words on it


def test_the_picture_says_what_it_cannot_show(page, draw):
    draw(scene(net()))
    said = " ".join(words_of(picture(page)))
    assert "Grey: states in 60 other sentences. 2 of 12 directions," in said
    assert "what looks close here need not be close." in said
    assert "of variance" in said


def test_a_layer_of_two_units_leaves_nothing_out(page, draw):
    draw(scene(net(sizes=(2,))))
    assert "2 of 2 directions: nothing is left out." in " ".join(words_of(picture(page)))


def test_the_twin_says_where_the_state_is_and_how_far_it_came(page, draw):
    network = net()
    draw(scene(network))
    page.evaluate("at(4)")
    states = rnnviz.trace(network, embed(WORDS)).layers[1].hidden
    moved = np.linalg.norm(states[3] - states[2])

    expect(page.locator(".rv-unseen")).to_contain_text("Layer 2: h_4 after “not” at (")
    expect(page.locator(".rv-unseen")).to_contain_text(f"{moved:.2f} in all 12 directions")
    expect(page.locator("canvas")).to_have_attribute("aria-hidden", "true")


def test_without_planes_there_is_a_sentence_instead(page, draw):
    draw(scene(net(), has_planes=False))
    expect(page.get_by_text("No plane was fitted for this network.")).to_be_visible()
    expect(page.locator("canvas")).to_be_hidden()
    assert words_of(picture(page)) == ["No plane was fitted for this network."]


def test_names_do_not_lie_over_each_other_and_none_is_smaller_than_12_pixels(page, draw):
    draw(scene(net(), WORDS * 5), size=(620, 440))
    page.evaluate("at(50)")
    boxes = page.evaluate(
        """() => {
            const found = [];
            const real = CanvasRenderingContext2D.prototype.fillText;
            CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
                const size = Number(this.font.match(/([\\d.]+)px/)[1]);
                found.push([x, y - 0.6 * size, this.measureText(text).width, 0.6 * size, size]);
                real.call(this, text, x, y);
            };
            at(49);
            return found;
        }"""
    )
    assert min(size for *_, size in boxes) >= 12
    for index, (x, y, w, h, _) in enumerate(boxes):
        for other_x, other_y, other_w, other_h, _ in boxes[:index]:
            across = min(x + w, other_x + other_w) - max(x, other_x)
            down = min(y + h, other_y + other_h) - max(y, other_y)
            assert min(across, down) <= 0.5


def test_a_hostile_word_is_only_text(page, draw):
    draw(scene(net(), ("<script>alert(1)</script>", "\"'&]]>", "fine")))
    page.evaluate("at(3)")
    assert "fine" in words_of(picture(page))


# Speed


def test_a_step_copies_the_cloud_and_does_not_draw_it_anew(page, draw):
    draw(scene(net()))
    page.evaluate("at(9)")
    arcs = page.evaluate(
        """() => {
            let n = 0;
            const real = CanvasRenderingContext2D.prototype.arc;
            CanvasRenderingContext2D.prototype.arc = function (...given) {
                n += 1;
                real.apply(this, given);
            };
            at(8);
            return n;
        }"""
    )
    assert 0 < arcs < 60
