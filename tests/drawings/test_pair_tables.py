"""Both tables have the same words; a missing cosine is a dash; costs are bars on one scale."""

import pytest

from rnnviz.drawings.pair_tables import cost_table, pair_tables
from tests.drawings.markings import parsed

WORDS = ("good", "great")
TABLES = [
    ("one-hot", [[1.0, 0.0], [0.0, 1.0]]),
    ("GloVe", [[1.0, 0.798], [0.798, 1.0]]),
]


def test_each_table_has_its_title_and_every_pair_of_words():
    drawn = parsed(pair_tables(WORDS, TABLES))

    assert [title.text for title in drawn.every("figcaption")] == ["one-hot", "GloVe"]
    for table, (_, rows) in zip(drawn.every("table"), TABLES, strict=True):
        assert [head.text for head in table.every("th")] == ["", *WORDS, *WORDS]
        assert [cell.text for cell in table.every("td")] == [
            f"{v:.2f}" for row in rows for v in row
        ]


def test_a_cosine_is_coloured_on_its_fixed_scale():
    drawn = parsed(pair_tables(WORDS, TABLES))

    style = drawn.every("td")[0].attributes["style"]
    assert "var(--positive) 100.0%" in style
    assert "light-dark(" in style


def test_where_a_word_has_no_vector_there_is_a_dash_and_no_colour():
    drawn = parsed(pair_tables(("a", "qqzx"), [("GloVe", [[1.0, None], [None, None]])]))

    cells = drawn.every("td")
    assert [cell.text for cell in cells] == ["1.00", "–", "–", "–"]
    assert all("style" not in cell.attributes for cell in cells[1:])


def test_a_long_word_is_shortened_and_whole_when_pointed_at():
    drawn = parsed(pair_tables(("extraordinary", "a"), [("", [[1.0, 0.0], [0.0, 1.0]])]))

    head = drawn.every("th")[1]
    assert (head.text, head.attributes["title"]) == ("extraord…", "extraordinary")


def test_the_largest_cost_fills_its_bar_and_the_others_their_share():
    rows = [("dense", "[5, 10000]", "200.0 kB", 200_000), ("ids", "[5]", "40 bytes", 40)]

    drawn = parsed(cost_table(rows))

    assert [row.text for row in drawn.every("tr")] == [
        "dense [5, 10000] 200.0 kB",
        "ids [5] 40 bytes",
    ]
    widths = [bar.attributes["style"] for bar in drawn.every(class_="rv-cost")]
    assert widths == ["width: max(1px, 100%)", "width: max(1px, 0.02%)"]


@pytest.mark.parametrize("word", ["<i>", "a&b"])
def test_markup_in_a_word_stays_text(word):
    drawn = parsed(pair_tables((word, "x"), [("", [[1.0, 0.0], [0.0, 1.0]])]))

    assert drawn.every("th")[1].text == word
