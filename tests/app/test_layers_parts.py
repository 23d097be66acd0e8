"""What parts of the Layers page tell of numbers: sums that add up, masks, facts, restraints."""

from contextlib import nullcontext
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from app import cache_layers
from app.layers import cell_code, dropout, lines, output, training, weights
from app.prose import english_layers as prose
from app.state import LayersView
from app.state.layers import KINDS
from rnnviz.layers.stack import Stack
from tests.drawings.markings import parsed

STACK = Stack("lstm", 2, 5, 4, (7, 9), (True, True))


@pytest.fixture
def page(monkeypatch):
    """Instead of streamlit: what is said, and what is drawn by key."""
    page = SimpleNamespace(said=[], drawings={}, container=lambda **_options: nullcontext())
    page.text = page.said.append
    for part in (dropout, training, lines):
        monkeypatch.setattr(part, "st", page)
    monkeypatch.setattr(dropout, "note", lambda *_note: None)
    monkeypatch.setattr(
        dropout, "show", lambda drawing, key: page.drawings.update({key: parsed(drawing)})
    )
    return page


@pytest.mark.parametrize("unit", [0, 2])
def test_the_listed_products_the_rest_and_the_bias_add_up_to_the_output(unit):
    found = cache_layers.readout(STACK, 3, 3, unit)

    added = output._sum(found, "o₁", "h₅")

    listed = [product.product for product in added.products]
    assert listed == [pytest.approx(p.weight * p.state, rel=1e-5) for p in added.products]
    assert sum(listed) + added.rest[1] + added.bias == pytest.approx(added.total, abs=1e-6)
    state = cache_layers.agreement(STACK, 3).states[-1][0][0]
    assert added.total == pytest.approx(float(found.weights @ state) + found.bias, abs=1e-6)
    assert added.rest[0] == 9 - len(listed)


def test_the_largest_products_are_the_ones_that_are_listed_by_unit_from_1():
    found = cache_layers.readout(STACK, 0, 3, 1)

    products = output._sum(found, "o₂", "h₅").products

    order = np.argsort(-np.abs(found.products))[: output.N_TERMS] + 1
    assert [product.unit for product in products] == order.tolist()


def dropped(rate, *, is_kept, units=40):
    cell = lines.chosen_cell(LayersView(), 5, units)
    return cache_layers.dropped(cell, (rate, rate), is_kept, 1)


def test_masks_drawn_anew_leave_about_as_many_memories_as_the_formula_says(page):
    view = LayersView(cell_units=40, recurrent_drop=0.02)
    found = dropped(0.02, is_kept=False)

    dropout._memories(view, found, is_kept=False)

    left = found.n_never_dropped[-1]
    assert (found.recurrent_masks > 0).all(axis=0).sum() == left
    assert f"after 30 timesteps {left} of 40 units" in page.said[0]
    assert f"about 40 · (1 − p)^30 = {40 * 0.98**30:.1f}" in page.said[0]
    assert list(found.n_never_dropped) == sorted(found.n_never_dropped, reverse=True)


def test_a_kept_mask_divides_the_units_into_those_that_always_and_never_remember(page):
    view, found = LayersView(cell_units=40, recurrent_drop=0.5), dropped(0.5, is_kept=True)

    dropout._memories(view, found, is_kept=True)

    never = int((found.recurrent_masks[0] == 0).sum())
    assert 0 < never < 40
    assert f"{never} of 40 units never remember, the other {40 - never} do" in page.said[0]
    assert len(set(found.n_never_dropped)) == 1


def test_masks_of_many_units_are_drawn_for_the_first_twelve_with_their_scale(page):
    view = LayersView(n_size=5, cell_units=40, input_drop=0.5, recurrent_drop=0.5)

    dropout._masks(view, dropped(0.5, is_kept=True))

    assert len(page.drawings["mask-x"].every(class_="rv-overtime-row")) == 5
    assert len(page.drawings["mask-h"].every(class_="rv-overtime-row")) == dropout.N_ROWS
    assert "Mask of hₜ₋₁, 40 units" in page.drawings["mask-h"].text
    assert "1 / (1 − p) = 2.00" in page.drawings["mask-h"].text


@pytest.mark.parametrize(("largest", "is_idle"), [(0.5, True), (0.998, True), (0.9995, False)])
def test_a_row_a_hair_below_the_limit_was_cut_and_one_farther_below_was_not(page, largest, is_idle):
    held = SimpleNamespace(
        norms={"W_hh": (1.0, 2.0)}, largest={"W_hh": (0.1, largest)}, n_zeros={"W_hh": 3},
        sizes={"W_hh": 16},
    )  # fmt: skip
    free = SimpleNamespace(norms={"W_hh": (1.0, 4.0)})

    training._say_array(LayersView(norm_limit=1.0), "W_hh", ["l1", "max_norm"], held, free)

    assert page.said[0].startswith("W_hh · l1 + max_norm: 2.00 long, 4.00 if free;")
    assert "3 of 16 numbers within 0.001 of 0." in page.said[0]
    assert (prose.NOTHING_CUT.format(name="W_hh", limit="1") in page.said) == is_idle


def test_each_of_both_runs_that_diverged_is_named_with_its_own_step(page):
    runs = [SimpleNamespace(diverged=step) for step in (3, None, 0)]

    training._diverged(runs[0], runs[1])
    assert [text.split(":")[0] for text in page.said] == ["The held run diverged after step 3"]
    training._diverged(runs[1], runs[2])
    assert page.said[1].startswith("The free run diverged after step 0")


@pytest.mark.parametrize("is_ready", [True, False])
def test_only_while_torch_is_imported_the_page_says_that_numbers_are_coming(monkeypatch, is_ready):
    place = []
    holder = SimpleNamespace(text=place.append, empty=place.clear)
    monkeypatch.setattr(lines, "st", SimpleNamespace(empty=lambda: holder))
    monkeypatch.setattr(lines.cache, "is_ready", lambda: is_ready)

    with lines.computing():
        assert place == [prose.WAITING] * (not is_ready)
    assert place == []


@pytest.mark.parametrize(("kind", "n_blocks"), list(zip(KINDS, (1, 3, 4), strict=True)))
def test_a_cells_blocks_and_its_forget_bias_are_told_where_they_are(kind, n_blocks):
    view = LayersView(kind=kind, cell_units=6, n_size=5)
    drawn = cache_layers.weights(view.cell, lines.chosen_cell(view, 5, 6))

    w_ih, w_hh, b = (weights._picture(view, k, found) for k, found in enumerate(drawn))

    said = prose.BLOCKS.format(g=n_blocks, units=6)
    told = [said in picture.facts for picture in (w_ih, w_hh, b)]
    assert told == [n_blocks > 1, n_blocks > 1, False]
    assert (prose.FORGET in b.facts) == (kind == "LSTM")
    assert sum(w_ih.counts) == n_blocks * 6 * 5
    assert (w_ih.shape, b.shape) == (f"[{6 * n_blocks}, 5]", f"[{6 * n_blocks}]")


@pytest.mark.parametrize(
    ("name", "norms"), [("max_norm", (0.5, 0.2)), ("unit_norm", (1.0, 1.0)), ("none", (3.0, 0.2))]
)
def test_the_line_of_a_constraint_leaves_rows_of_the_length_that_it_promises(name, norms):
    import torch

    w = torch.tensor([[3.0, 0.0], [0.0, 0.2]])

    exec(cell_code._hold("w", name, 0.5).strip(), {"w": w})

    assert w.norm(dim=1).tolist() == pytest.approx(norms, abs=1e-5)


@pytest.mark.parametrize(
    ("name", "added"), [("none", 0.0), ("l1", 0.6), ("l2", 1.0), ("l1_l2", 1.6)]
)
def test_the_line_of_a_regulariser_adds_what_its_definition_says(name, added):
    import torch

    scope = {"w": torch.tensor([[1.0, -2.0], [0.0, 0.0]]), "loss": torch.tensor(1.0)}

    exec(cell_code._penalty("w", name, 0.2), scope)

    assert float(scope["loss"]) == pytest.approx(1 + added)


def test_a_regulariser_of_right_angles_adds_nothing_to_columns_that_have_them():
    import torch

    line = cell_code._penalty("w", "orthogonal", 0.2)
    scope = {"F": torch.nn.functional, "torch": torch}
    for columns, added in ((((1.0, 0.0), (0.0, 5.0)), 0.0), (((1.0, 1.0), (2.0, 2.0)), 0.2)):
        scope |= {"w": torch.tensor(columns), "loss": torch.tensor(1.0)}
        exec(line, scope)
        assert float(scope["loss"]) == pytest.approx(1 + added, abs=1e-6)


def test_counts_of_an_output_reading_a_stack_do_not_depend_on_what_it_returns():
    broken = replace(STACK, returns=(False, True))

    assert cache_layers.readout(output._whole(broken), 0, 3, 0).total == (
        cache_layers.readout(STACK, 0, 3, 0).total
    )
