"""What the Layers page's code is filled in with, line by line."""

from dataclasses import replace

import pytest

from app.layers import cell_code, output, stack_code
from app.state import LayersView
from rnnviz.layers.names import CONSTRAINTS, INITIALISERS, REGULARISERS
from rnnviz.text.snippets import snippet

COURSE = LayersView()
KERAS = LayersView(code="Keras")


def written(view, filled) -> str:
    topic, words, flags = filled
    return snippet(view.code, topic, words, flags)


def of_stack(**changes) -> str:
    view = replace(COURSE, **changes)
    return written(view, stack_code.stack_code(view, view.stack()))


def of_cell(**changes) -> str:
    view = replace(COURSE, **changes)
    return written(view, cell_code.cell_code(view))


def test_the_course_example_is_the_loop_of_the_lecture():
    lines = of_stack().splitlines()

    start = lines.index("for xt in x.unbind(dim=1):")
    assert lines[start + 1 : start + 4] == [
        "    h0 = cell0(xt, h0)",
        "    h1 = cell1(h0, h1)",
        "    by_hand.append(h1)",
    ]
    assert "x = torch.randn(4, 80, 100)" in lines
    assert "    100, 64, num_layers=2, batch_first=True)" in lines


def test_an_lstms_loop_carries_both_states():
    text = of_stack(kind="LSTM")

    assert "h0, c0 = cell0(xt, (h0, c0))" in text
    assert "h1, c1 = cell1(h0, (h1, c1))" in text
    assert "c1 = torch.zeros(4, 64)" in text


def test_one_layer_alone_is_unpacked_with_a_comma():
    assert "cell0, = cells" in of_stack(stack_sizes="8")
    assert "cell0, cell1 = cells" in of_stack()


def test_layers_of_different_widths_are_a_list():
    text = of_stack(stack_sizes="8, 3")

    assert "num_layers" not in text
    assert "    torch.nn.RNN(100, 8, batch_first=True)," in text
    assert "    torch.nn.RNN(8, 3, batch_first=True)," in text
    assert "for layer in layers:" in text


def test_only_the_last_is_kept_where_the_top_returns_only_its_last():
    assert "out[:, -1]  # only the last" in of_stack(returns_2="last h_t")
    assert "only the last" not in of_stack()


def test_kerass_loop_steps_the_cells_that_its_layers_run():
    text = of_stack(code="Keras", kind="GRU", returns_2="last h_t")

    assert "cell0 = keras.layers.GRUCell(64)" in text
    assert "out = keras.layers.RNN(cell0, return_sequences=True)(out)  # [4, 80, 64]" in text
    assert "out = keras.layers.RNN(cell1, return_sequences=False)(out)  # [4, 64]" in text
    assert "    o1, states1 = cell1(o0, states1)" in text


def test_a_broken_stacks_code_ends_where_it_breaks():
    torch_text = of_stack(stack_sizes="8, 7, 6", returns_2="last h_t")
    keras_text = of_stack(stack_sizes="8, 7, 6", returns_2="last h_t", code="Keras")

    assert torch_text.splitlines()[-2:] == [
        "out, _ = layers[2](below)",
        "out.shape  # [4, 6]: no error, but read as one series of 4 steps",
    ]
    assert 'broken = keras.layers.SimpleRNN(6, name="layer_3")' in keras_text
    assert "of layer 'layer_3'" in keras_text.splitlines()[-1]
    assert "Full shape received: (4, 7)" in keras_text


@pytest.mark.parametrize("framework", ["PyTorch", "Keras"])
@pytest.mark.parametrize("kind", ["RNN", "GRU", "LSTM"])
@pytest.mark.parametrize("sizes", ["512, 512, 512, 512", "200, 64"])
def test_no_line_of_a_stack_is_wider_than_a_column(framework, kind, sizes):
    text = of_stack(code=framework, kind=kind, stack_sizes=sizes, b_size=1, s_size=2)

    assert max(map(len, text.splitlines())) <= 88


@pytest.mark.parametrize("name", INITIALISERS)
def test_every_initialiser_is_one_line_of_torch(name):
    line = cell_code.torch_init(name, "W", (100, 64))

    assert line.startswith("init.")
    assert "(W" in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("glorot_uniform", "init.uniform_(W, -0.191273, 0.191273)  # glorot_uniform"),
        ("he_uniform", "init.uniform_(W, -0.244949, 0.244949)  # he_uniform"),
        ("lecun_uniform", "init.uniform_(W, -0.173205, 0.173205)  # lecun_uniform"),
        ("orthogonal", "init.orthogonal_(W)"),
        ("zeros", "init.zeros_(W)"),
        ("random_normal", "init.normal_(W, 0, 0.05)"),
        ("truncated_normal", "init.trunc_normal_(W, 0, 0.050000, -0.100000, 0.100000)"),
    ],
)
def test_its_numbers_are_those_of_the_published_formula(name, line):
    assert cell_code.torch_init(name, "W", (100, 64)).startswith(line)


def test_a_vectors_glorot_takes_its_length_for_both_fans():
    line = cell_code.torch_init("glorot_uniform", "b", (3,))

    assert line == "init.uniform_(b, -1.000000, 1.000000)  # glorot_uniform"


@pytest.mark.parametrize("name", REGULARISERS)
def test_kerass_regularisers_are_made_with_their_strength(name):
    line = cell_code.keras_regulariser(name, 0.5)

    assert line == "None" if name == "none" else "0.5" in line


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_kerass_constraints_are_made_with_their_limit(name):
    line = cell_code.keras_constraint(name, 0.5)

    assert ("0.5" in line) == (name in ("max_norm", "min_max_norm"))
    assert (line == "None") == (name == "none")


def test_kerass_cell_has_all_fifteen_arguments():
    text = of_cell(code="Keras")

    inside = text[text.index("Cell(") : text.index("\n)")]
    assert inside.count("\n") == 15
    assert "    recurrent_regularizer=keras.regularizers.L2(0.01)," in text
    assert "    dropout=0.2," in text


def test_linear_is_none_in_keras_and_nothing_in_torch():
    assert "activation=None" in of_cell(code="Keras", cell_activation="linear")
    assert "    h_t = a_t\n" in of_cell(cell_activation="linear")


def test_a_cell_without_bias_adds_zeros_that_never_learn():
    text = of_cell(cell_bias="without")

    assert "b = torch.zeros(64)  # never learns" in text
    assert "for w in (W_ih, W_hh):" in text
    assert "use_bias=False" in of_cell(code="Keras", cell_bias="without")


def test_masks_are_drawn_before_the_loop_or_in_it():
    kept, anew = of_cell().splitlines(), of_cell(masks_are="drawn anew").splitlines()
    loop = "for x_t in x.unbind(dim=1):"

    assert kept.index(loop) > next(i for i, line in enumerate(kept) if line.startswith("m_x"))
    assert anew.index(loop) < next(i for i, line in enumerate(anew) if "m_x =" in line)


def test_without_dropout_there_are_no_masks():
    assert "m_x" not in of_cell(input_drop=0.0, recurrent_drop=0.0)


def test_without_restraints_there_is_no_step_to_be_held():
    view = cell_code.alone(COURSE)
    text = written(view, cell_code.cell_code(view))

    assert "loss" not in text
    assert "no_grad" not in text
    assert "dropout=0.0" in written(KERAS, cell_code.keras_cell(cell_code.alone(KERAS), "RNN"))


def test_a_constraint_alone_needs_no_penalty():
    text = of_cell(recurrent_reg="none", kernel_con="non_neg")

    assert "    W_ih.clamp_(min=0)" in text
    assert "loss = loss" not in text


def test_what_one_part_does_not_show_is_taken_out_of_its_code():
    view = replace(COURSE, kernel_con="unit_norm", bias_reg="l1")

    unheld, undropped = cell_code.unheld(view), cell_code.undropped(view)
    assert (unheld.kernel_con, unheld.bias_reg, unheld.input_drop) == ("none", "none", 0.2)
    assert (undropped.kernel_con, undropped.input_drop) == ("unit_norm", 0.0)
    assert cell_code.alone(view) == cell_code.undropped(unheld)


@pytest.mark.parametrize(("kind", "rows"), [("RNN", 64), ("GRU", 192), ("LSTM", 256)])
def test_the_weights_code_draws_all_blocks_at_once(kind, rows):
    view = replace(COURSE, kind=kind, kernel_init="glorot_uniform")
    reach = (6 / (100 + rows)) ** 0.5

    text = written(view, cell_code.weights_code(view))

    assert f"init.uniform_(cell.weight_ih, {-reach:.6f}, {reach:.6f})" in text
    assert ("unit_forget_bias" in text) == (kind == "LSTM")


@pytest.mark.parametrize("framework", ["PyTorch", "Keras"])
def test_the_outputs_code_says_how_many_numbers_become_how_many(framework):
    view = replace(COURSE, code=framework, output_is="o_t = W_ho h_t", n_outputs=7)
    text = written(view, output.output_code(view, view.stack()))

    assert "# 64 numbers become 7" in text
    assert text.endswith("# False")


def test_the_outputs_code_reads_what_the_top_cell_reads():
    one = output.output_code(COURSE, COURSE.stack())[1]
    alone = replace(COURSE, stack_sizes="64")

    assert one["n"] == "64"
    assert output.output_code(alone, alone.stack())[1]["n"] == "100"
