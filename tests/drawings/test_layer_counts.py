"""The table of parameter counts: letters, numbers, value, and a bar in proportion."""

from rnnviz.drawings.layer_counts import CountRow, counts
from tests.drawings.markings import Element, parsed

HEADS = ("cell", "formula", "numbers", "count")


def drawn(*rows: CountRow) -> Element:
    return parsed(counts(rows, HEADS))


def test_counts_stand_in_a_table_with_bars_in_proportion():
    rows = [
        CountRow("RNN", "1 · (H)", "1 · (2)", 2, False),
        CountRow("LSTM", "4 · (H)", "4 · (2)", 8, True),
    ]
    picture = parsed(counts(rows, ("cell", "formula", "numbers", "count")))

    assert [row.text for row in picture.every("tr")][1:] == [
        "RNN 1 · (H) 1 · (2) 2",
        "LSTM 4 · (H) 4 · (2) 8",
    ]
    widths = [bar.attributes["style"] for bar in picture.every("span", "rv-cost")]
    assert widths == ["width: 25.0%", "width: 100.0%"]
    assert picture.every("tr", "rv-here")[0].text.startswith("LSTM")


def test_the_columns_are_named():
    picture = drawn(CountRow("RNN", "a", "b", 1, True))

    assert [head.text for head in picture.every("tr")[0].every("th")] == [*HEADS, ""]


def test_large_counts_are_written_in_thousands():
    assert "1,234,567" in drawn(CountRow("LSTM", "a", "b", 1_234_567, False)).text


def test_only_the_chosen_cell_is_marked():
    none = drawn(CountRow("RNN", "a", "b", 1, False), CountRow("GRU", "a", "b", 3, False))

    assert not none.every("tr", "rv-here")


def test_a_wide_table_scrolls_in_its_box_by_keys():
    box = drawn(CountRow("RNN", "a", "b", 1, False)).every("div", "rv-scroll")[0]

    assert box.attributes["tabindex"] == "0"
