"""What the Words page shows is measured on the vectors as they are."""

import numpy as np
import pytest
import torch
from gensim.models import KeyedVectors

import rnnviz
from app import measures
from app.cache import MODELS
from rnnviz.errors import ShapeError, WordError
from rnnviz.text.word_sum import WordSum, read_sum


@pytest.fixture(scope="module")
def peer(glove) -> KeyedVectors:
    vectors = KeyedVectors(50)
    vectors.add_vectors(list(glove.words), np.array(glove.matrix))
    vectors.fill_norms()
    return vectors


@pytest.fixture(scope="module")
def trained() -> rnnviz.Network:
    return rnnviz.Network.load(MODELS / "lstm-trained.safetensors")


def asked(text: str) -> WordSum:
    return read_sum(text, lambda _: True)


@pytest.mark.parametrize(
    ("text", "positive", "negative"),
    [
        ("king - man + woman", ["king", "woman"], ["man"]),
        ("paris - france + italy", ["paris", "italy"], ["france"]),
        ("king + queen", ["king", "queen"], []),
        ("2*king - 0.5*man", [("king", 2.0)], [("man", -0.5)]),
    ],
)
def test_the_answers_without_the_words_asked_are_gensims(glove, peer, text, positive, negative):
    theirs = peer.most_similar(positive=positive, negative=negative, topn=measures.N_ANSWERS)

    found = measures.answers(glove, asked(text)).without

    assert found.words == tuple(word for word, _ in theirs)
    assert found.similarities == pytest.approx([cosine for _, cosine in theirs], abs=1e-5)


def test_with_the_words_asked_the_first_answer_is_often_one_of_them(glove, peer):
    found = measures.answers(glove, asked("king - man + woman"))
    mean = peer.get_mean_vector(["king", "man", "woman"], weights=[1, -1, 1], pre_normalize=True)

    assert found.anyhow.words[0] == "king"
    assert found.without.words[0] == "queen"
    assert found.anyhow.words == tuple(
        word for word, _ in peer.similar_by_vector(mean, topn=measures.N_ANSWERS)
    )


def test_an_analogy_is_drawn_as_a_parallelogram_in_the_plane_of_its_words(glove):
    found = measures.answers(glove, asked("man : king :: woman"))

    assert found.names == ("man", "king", "woman", "queen")
    assert found.arrows == ((0, 1), (2, 4))
    assert found.plane.is_exact
    a, b, c, answer, total = found.plane.points
    assert total - c == pytest.approx(b - a)
    assert np.linalg.norm(answer - total) < np.linalg.norm(answer - a)


def test_other_sums_are_drawn_by_pca_without_arrows(glove):
    found = measures.answers(glove, asked("king + queen + prince"))

    assert (found.plane.is_exact, found.arrows) == (False, ())
    assert len(found.names) == len(found.plane.points) - 1


def test_a_sum_of_a_word_without_a_vector_is_refused(glove):
    with pytest.raises(WordError, match="“frannce”"):
        measures.answers(glove, asked("frannce - man"))


def test_a_sum_that_cancels_is_refused(glove):
    with pytest.raises(ShapeError, match="zero vector"):
        measures.answers(glove, asked("king - king"))


def test_the_neighbours_of_several_words_are_those_of_their_mean(glove, peer):
    theirs = peer.most_similar(positive=["france", "italy"], topn=8)

    assert measures.nearest(glove, ("france", "italy"), 8).words == tuple(w for w, _ in theirs)
    assert measures.nearest(glove, ("king",), 8) == glove.neighbours("king", 8)


def test_the_odd_one_comes_first(glove, peer):
    words = ("breakfast", "cereal", "dinner", "lunch")

    order, cosines = measures.oddness(glove, words)

    assert order[0] == peer.doesnt_match(words) == "cereal"
    assert cosines == tuple(sorted(cosines))


def test_a_small_map_holds_the_current_word_its_neighbours_and_the_chosen_words(glove):
    groups = measures.groups(glove, "france", ("italy", "ball"))

    assert groups["france"] == "current"
    assert groups["ball"] == "chosen"
    assert {word for word, group in groups.items() if group == "neighbour"} == set(
        glove.neighbours("france", measures.N_NEIGHBOURS).words
    )


def test_without_a_current_word_a_small_map_holds_the_chosen_words(glove):
    groups = measures.groups(glove, "", ("ball",))

    assert groups["ball"] == "chosen"
    assert "current" not in groups.values()


def test_true_neighbours_among_a_maps_words_are_those_of_brute_force(glove):
    on_map = np.arange(500)
    cosines = [glove.similarity(glove.words[i], "king") for i in on_map]
    expected = [i for i in np.argsort(-np.array(cosines)) if glove.words[i] != "king"][:8]

    assert list(measures.true_neighbours(glove, "king", on_map, 8)) == expected


def test_the_nearest_among_the_frequent_leave_the_word_itself_out(glove):
    found = measures.nearest_among(glove, "good", 1000, 5)

    assert "good" not in found.words
    assert found.similarities == pytest.approx(
        [glove.similarity("good", word) for word in found.words]
    )


def test_a_first_state_is_pytorchs_after_one_word(glove, trained):
    words = ("good", "bad", "movie")
    layer = trained.layers[0][0]
    lstm = torch.nn.LSTM(50, 64, batch_first=True)
    named = {name: getattr(layer, name) for name in ("W_ih", "W_hh", "b_ih", "b_hh")}
    with torch.no_grad():
        for name, value in named.items():
            parameter = getattr(lstm, f"{name.replace('W', 'weight').replace('b_', 'bias_')}_l0")
            parameter.copy_(torch.as_tensor(np.asarray(value)))
        expected = lstm(torch.tensor(glove.embed(words)[:, None]))[0][:, 0]

    states = measures.first_states(glove, trained, words)

    assert states == pytest.approx(expected.numpy(), abs=1e-6)
    assert not states.flags.writeable


def test_good_and_bad_are_near_in_meaning_and_apart_for_the_task(glove, trained):
    random = rnnviz.Network.load(MODELS / "lstm-random.safetensors")

    def cosine(network: rnnviz.Network) -> float:
        return rnnviz.cosine_similarity(*measures.first_states(glove, network, ("good", "bad")))

    assert glove.similarity("good", "bad") > 0.75
    assert cosine(random) > 0.5
    assert cosine(trained) < 0


def test_a_network_for_other_vectors_refuses_these(glove):
    other = rnnviz.Network.random("rnn", input_size=7, hidden_sizes=(3,), seed=0)

    with pytest.raises(ShapeError):
        measures.first_states(glove, other, ("good",))


def test_the_most_changed_pair_is_found_above_the_diagonal():
    before = np.array([[1, 0.5, 0.2], [0.5, 1, 0.9], [0.2, 0.9, 1]])
    after = np.array([[1, 0.4, 0.3], [0.4, 1, -0.5], [0.3, -0.5, 1]])

    assert measures.most_changed(before, after) == (1, 2)
    assert measures.most_changed(before, before) == (0, 1)


def test_a_zero_vector_has_no_neighbours_and_says_so():
    rows = np.vstack([np.zeros(3), np.eye(3)])
    vectors = rnnviz.WordVectors(("nothing", "a", "b", "c"), rows, "mine")

    with pytest.raises(WordError, match="“nothing” has the zero vector"):
        measures.nearest(vectors, ("nothing",), 2)
    assert measures.true_neighbours(vectors, "nothing", np.arange(4), 2) == ()
    assert measures.groups(vectors, "nothing", ("a",))["nothing"] == "current"
