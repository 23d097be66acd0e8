"""Both sentences in columns: what moved is coloured, what did not notice says so."""

from rnnviz.drawings.convolution_swap import Finals, Moves, swap_finals, swap_rows
from rnnviz.terms import TERMS
from tests.drawings.markings import parsed

BEFORE, AFTER = ("not", "so", "<i>"), ("<i>", "so", "not")
LABELS = ("before", "after")


def drawn():
    moves = (Moves("CNN", "moved", (None, 0.0, 1.25)), Moves("RNN", "moved", (3.0, 2.0, 9.0)))
    return parsed(swap_rows(BEFORE, AFTER, (0, 2), moves, LABELS))


def test_the_words_that_change_places_are_marked_in_both_sentences():
    page = drawn()

    pressed = [chip.attributes["aria-pressed"] for chip in page.every("button")]
    assert pressed == ["true", "false", "true"]
    moved = page.every(class_="rv-conv-swap-moved")
    assert [chip.text for chip in moved] == ["<i>", "not"]


def test_a_word_of_the_first_sentence_picks_its_position():
    assert [chip.attributes["data-pick"] for chip in drawn().every("button")] == ["1", "2", "3"]


def test_an_output_that_did_not_notice_is_an_equals_sign_and_one_that_is_missing_is_empty():
    rows = drawn().every(class_="rv-conv-slide-row")

    none, same, moved = rows[2].every(class_="rv-conv-slide-cell")
    assert none.fits("", "rv-conv-slide-none")
    assert (same.text, same.attributes["title"]) == ("=", "unchanged")
    assert (moved.text, "background" in moved.attributes["style"]) == ("1.25", True)


def test_each_row_is_named_after_its_network():
    rows = drawn().every(class_="rv-conv-slide-row")

    assert [row.attributes.get("aria-label") for row in rows] == [None, None, "CNN", "RNN"]


def test_what_an_answer_is_read_from_stands_before_and_after_under_each_other():
    final = Finals("CNN: m_T", (0.5, 0.0), (0.5, 0.25), TERMS["hidden"])

    page = parsed(swap_finals([final], LABELS))

    labels = [strip.attributes["aria-label"] for strip in page.every(class_="rv-strip")]
    assert labels == ["CNN: m_T before", "CNN: m_T after"]
    assert page.every("sub")[0].text == "T"


def test_counts_are_whole_numbers_with_a_bar_as_high_as_their_share():
    moves = (Moves("maxima", "of 4", (3.0, 0.0, 1.0), of=4),)

    page = parsed(swap_rows(BEFORE, AFTER, (0, 2), moves, LABELS))

    cells = page.every(class_="rv-conv-swap-count")
    assert [cell.text for cell in cells] == ["3", "", "1"]
    assert "var(--line) 75%" in cells[0].attributes["style"]
