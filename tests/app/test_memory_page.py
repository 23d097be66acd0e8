"""The Memory page: every view is a link, and its sentences hold the library's own numbers."""

import numpy as np
import pytest

from app import cache, cache_memory
from app.prose import english_memory as prose
from app.state import MemoryView
from app.state.memory import LONG, MEMORY_WEIGHTS, PICTURES, SIDE_BY_SIDE
from rnnviz import tokenize
from rnnviz.drawings.memory_scale import percent, raised, size
from rnnviz.gradients.room import room
from rnnviz.text.tokens import MAX_TOKENS
from rnnviz.written import plain, signed
from tests.app.opened import drawn, opened, said, words_of

MEMORIES, MATRIX, STEPS, WORDS, ROOM = PICTURES
SENTENCE = "the movie was not good"


def gradients(view: MemoryView, cell: str):
    return cache_memory.gradients(view.network(cell), tokenize(view.sentence), view.target)


@pytest.mark.parametrize(
    "view",
    [
        *(MemoryView(memory_picture=picture, sentence=SENTENCE) for picture in PICTURES[:4]),
        MemoryView(memory_picture=ROOM),
        *(MemoryView(memory_weights=weights, sentence="not bad") for weights in MEMORY_WEIGHTS[1:]),
        MemoryView(memory_cells="LSTM", memory_layer="1", loss_of="negative", sentence="good"),
        MemoryView(
            memory_picture=ROOM,
            radius=2.0,
            room_length=100,
            squash="linear",
            clip=0.5,
            room_inputs="the sentence",
            room_seed=3,
        ),
    ],
    ids=lambda view: str(view.to_query()),
)
def test_every_view_opens_from_its_address_without_an_exception(view):
    page = opened("memory", view)

    assert not page.exception
    assert MemoryView.read(page.session_state) == view
    assert prose.HOW[view.memory_picture] in said(page)


def test_a_first_visit_shows_three_cells_forgetting_a_long_sentence():
    page = opened("memory")

    assert not page.exception
    assert page.text_input(key="sentence").value == LONG
    text = words_of(page)
    for cell in SIDE_BY_SIDE:
        assert prose.PANEL.format(cell=cell, weights="trained", layer=2) in text


@pytest.mark.parametrize("layer", ["1", "2"])
def test_each_memory_says_how_much_of_the_gradient_comes_back(layer):
    view = MemoryView(memory_layer=layer)
    text = words_of(opened("memory", view))

    for cell in SIDE_BY_SIDE:
        loss = gradients(view, cell).layers[int(layer) - 1].loss
        share = loss[0] / loss[-1]
        expected = (
            prose.FADED.format(n=21, unit="words", percent=percent(share))
            if share < 1
            else prose.GREW.format(n=21, unit="words", times=size(share))
        )
        assert expected in text
        assert f"{size(loss[0])} → {size(loss[-1])}" in text


def test_the_plain_rnn_forgets_a_long_sentence_that_the_gru_and_lstm_remember():
    left = {
        cell: (loss := gradients(MemoryView(), cell).layers[1].loss)[0] / loss[-1]
        for cell in SIDE_BY_SIDE
    }

    assert left["RNN"] < 1e-6 < left["LSTM"] < left["GRU"]
    assert left["GRU"] > 0.1


def test_the_lstms_cell_state_is_told_apart_from_its_hidden_state():
    view = MemoryView(memory_cells="LSTM", sentence=SENTENCE)
    cell = gradients(view, "LSTM").layers[1].cell

    text = words_of(opened("memory", view))

    kept = percent(cell.loss[0] / cell.loss[-1])
    assert prose.FADED_CELL.format(percent=kept).strip() in text
    assert "its cell state" not in words_of(opened("memory", MemoryView(memory_cells="GRU")))


def test_the_answer_is_read_with_its_probability_and_its_loss():
    positive, negative = (
        words_of(opened("memory", MemoryView(sentence=SENTENCE, loss_of=answer)))
        for answer in ("positive", "negative")
    )
    p = float(cache.trace(MemoryView().network("GRU"), tokenize(SENTENCE)).probabilities[-1, 0])

    for text, answer, share in ((positive, "positive", p), (negative, "negative", 1 - p)):
        loss = plain(-np.log(share), 2)
        assert prose.ASIDE.format(answer=answer, p=plain(share, 2), loss=loss) in text


def test_the_matrix_is_said_in_the_last_states_own_numbers():
    view = MemoryView(memory_picture=MATRIX, sentence=SENTENCE)
    text = words_of(opened("memory", view))

    for cell in SIDE_BY_SIDE:
        last = gradients(view, cell).layers[1].input[-1]
        words = tokenize(SENTENCE)
        assert (
            prose.OWES.format(
                first="the",
                last="good",
                percent=percent(last[0] / last[-1]),
                most=words[int(last.argmax())],
            )
            in text
        )
        assert size(last[2]) in text


def test_steps_say_their_bound_and_what_is_really_left_by_each_path():
    view = MemoryView(memory_picture=STEPS, sentence=SENTENCE)
    text = words_of(opened("memory", view))

    for cell in SIDE_BY_SIDE:
        layer = gradients(view, cell).layers[1]
        bound, left = size(layer.bound[0]), size(layer.product[0])
        assert prose.STEPS.format(n=4, bound=bound, product=left) in text
    paths = prose.STEPS_LSTM.format(
        direct=size(layer.cell.direct.spectral[0]),
        full=size(layer.cell.full.spectral[0]),
        hidden=size(layer.hidden.spectral[0]),
    )
    assert paths.strip() in text


def test_words_count_by_three_methods_beside_their_agreement_and_the_gap():
    view = MemoryView(memory_picture=WORDS, sentence=SENTENCE, memory_cells="GRU")
    found = cache_memory.saliency(view.network("GRU"), tokenize(SENTENCE), 1)

    text = words_of(opened("memory", view))

    for method, values in zip(
        prose.METHODS, (found.gradient_times_input, found.integrated, found.left_out), strict=True
    ):
        assert method in text
        assert all(signed(value, 2) in text for value in values if abs(value) >= 0.005)
    assert f"r {signed(found.agreement('integrated'), 2)}" in text
    most = int(abs(found.left_out).argmax())
    assert f"Without “{tokenize(SENTENCE)[most]}” the output" in text
    assert f"a gap of {plain(abs(found.gap), 4)}." in text


@pytest.mark.parametrize(
    ("radius", "squash", "word"),
    [(0.5, "tanh", "vanishes"), (1.0, "linear", "stays in range"), (1.5, "linear", "explodes")],
)
def test_the_room_says_whether_a_gradient_vanishes_or_explodes_and_the_law(radius, squash, word):
    view = MemoryView(memory_picture=ROOM, memory_cells="RNN", radius=radius, squash=squash)
    page = opened("memory", view)
    text = words_of(page)

    assert prose.LAW.format(power=raised(29), law=size(radius**29)) in text
    assert word in text
    if squash == "linear":
        assert f"{size(radius**29)} → 1.0" in text


def test_a_slider_moves_the_room_and_its_address():
    page = opened("memory", MemoryView(memory_picture=ROOM))
    page.slider(key="radius").set_value(1.3).run()
    page.slider(key="room_length").set_value(50).run()

    inputs = np.random.default_rng(0).standard_normal((50, cache_memory.N_RANDOM))
    found = room(inputs.astype(np.float32), radius=1.3)
    assert f"{size(found.kept[0])} → 1.0" in words_of(page)
    assert MemoryView.read(page.session_state).to_query() == {
        "memory_picture": ROOM, "radius": "1.3", "room_length": "50",
    }  # fmt: skip


@pytest.mark.parametrize(("radius", "clip", "is_cut"), [(1.5, 1.0, True), (0.2, 10.0, False)])
def test_clipping_says_what_becomes_of_a_training_step(radius, clip, is_cut):
    view = MemoryView(memory_picture=ROOM, radius=radius, clip=clip)
    found = cache_memory.in_room(view.room("RNN"), ())
    text = words_of(opened("memory", view))

    if is_cut:
        assert prose.CLIPPED.format(cell="RNN", times=size(found.norm / clip)) in text
        assert f"RNN {size(found.norm)} → {size(clip)}" in text
    else:
        for cell in SIDE_BY_SIDE:
            assert prose.UNCLIPPED.format(cell=cell, clip=plain(clip, 1)) in text


@pytest.mark.parametrize(("cell", "gate"), [("GRU", "b_z"), ("LSTM", "b_f")])
def test_a_gates_bias_holds_a_gradient_in_range_that_the_plain_rnn_loses(cell, gate):
    page = opened("memory", MemoryView(memory_picture=ROOM, radius=0.5))
    before = words_of(page)
    page.slider(key="gate_bias").set_value(6.0).run()
    after = words_of(page)

    assert before.count("it vanishes") == 3
    assert after.count("it vanishes") == 1
    view = MemoryView(memory_picture=ROOM, radius=0.5, gate_bias=6.0)
    kept = cache_memory.in_room(view.room(cell), ()).kept[0]
    assert f"29 steps back {size(kept)} of the gradient is left" in after
    assert f"gate: {gate.replace('_', ' ')} = 6.0" in after.replace("_", " ")


def test_fields_that_do_not_concern_the_chosen_cells_are_not_there():
    plain_one = opened("memory", MemoryView(memory_picture=ROOM, memory_cells="RNN"))
    gated = opened("memory", MemoryView(memory_picture=ROOM, memory_cells="LSTM"))

    assert "gate_bias" not in [slider.key for slider in plain_one.slider]
    assert "squash" not in [choice.key for choice in gated.segmented_control]
    assert "‖∂c" in words_of(gated)
    assert "the law says" not in words_of(gated)


def test_the_room_repeats_the_sentences_words_until_it_is_full(glove):
    view = MemoryView(
        memory_picture=ROOM, room_inputs="the sentence", sentence="not good", room_length=5
    )

    text = words_of(opened("memory", view))

    expected = room(glove.embed(["not", "good", "not", "good", "not"]), radius=0.7)
    assert "not good not good not" in text
    assert f"{size(expected.kept[0])} → 1.0" in text


def test_a_sentence_of_the_longest_length_is_drawn_whole():
    sentence = " ".join(["good", "bad", "story"] * (MAX_TOKENS // 3))

    for picture in (MEMORIES, MATRIX, STEPS):
        page = opened("memory", MemoryView(memory_picture=picture, sentence=sentence))
        assert not page.exception
        assert drawn(page).count(f"--n: {MAX_TOKENS};") == 3


@pytest.mark.parametrize("picture", PICTURES[:3])
def test_one_word_has_nothing_to_forget(picture):
    page = opened("memory", MemoryView(memory_picture=picture, sentence="good"))

    assert not page.exception
    assert words_of(page).count(prose.ONE_WORD) == 3


@pytest.mark.parametrize("picture", PICTURES[:4])
@pytest.mark.parametrize(
    ("sentence", "answer"), [(" ", "at least one word"), ("very " * 90, "at most 60 tokens")]
)
def test_a_sentence_that_cannot_be_read_is_answered_and_the_page_stays(picture, sentence, answer):
    page = opened("memory", MemoryView(memory_picture=picture, sentence=sentence))

    assert not page.exception
    assert answer in said(page)
    assert page.segmented_control(key="memory_picture").value == picture


def test_words_without_vectors_are_named_and_read_as_zeros():
    page = opened("memory", MemoryView(memory_picture=WORDS, sentence="a qqzx film"))

    assert not page.exception
    assert "qqzx" in said(page)
    assert "qqzx" in words_of(page)


def test_vectors_of_another_width_are_answered_in_one_sentence(monkeypatch):
    import rnnviz

    other = rnnviz.WordVectors(["good", "bad"], np.eye(2, 7, dtype=np.float32), "Small")
    monkeypatch.setattr("app.cache.vectors", lambda _key="": other)

    page = opened("memory", MemoryView(sentence="good bad bad"))

    assert not page.exception
    assert "50 numbers, but those of Small have 7" in said(page)


def test_text_of_the_users_never_becomes_markup():
    page = opened("memory", MemoryView(memory_picture=MATRIX, sentence="<script> <b>bold</b>"))

    assert not page.exception
    assert "<script" not in drawn(page)
    assert "<b>bold" not in drawn(page)


def test_the_sentence_of_another_page_is_read_here_too():
    page = opened("step", sentence="a great film")

    page.query_params.clear()
    page.switch_page("app/pages/memory.py").run()

    assert not page.exception
    assert page.text_input(key="sentence").value == "a great film"
    assert "a great film" in words_of(page)


def test_what_was_chosen_for_the_room_is_there_again_when_one_comes_back():
    page = opened("memory", MemoryView(memory_picture=ROOM, radius=1.2, sentence="so good"))
    for picture in (MEMORIES, ROOM):
        page.segmented_control(key="memory_picture").set_value(picture).run()

    assert page.slider(key="radius").value == 1.2
    page.segmented_control(key="memory_picture").set_value(MATRIX).run()
    assert page.text_input(key="sentence").value == "so good"


@pytest.mark.parametrize(
    "query",
    [{"memory_picture": "Nonsense"}, {"radius": "9"}, {"memory_layer": "7"}, {"room_length": "x"}],
)
def test_nonsense_in_the_address_falls_back_to_the_defaults(query):
    page = opened("memory", **query)

    assert not page.exception
    assert MemoryView.read(page.session_state) == MemoryView()
