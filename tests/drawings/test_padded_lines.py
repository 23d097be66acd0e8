"""The tokens, their ids and the mask stand in the same places."""

from rnnviz.drawings.padded_lines import padded_lines
from rnnviz.text.padding import padded
from tests.drawings.markings import parsed


def drawn(*lines: str, **options):
    batch = padded([line.split() for line in lines], **options)
    return batch, parsed(padded_lines(batch.tokens, batch.ids.tolist(), batch.mask.tolist()))


def test_every_place_shows_its_token_over_its_id():
    batch, picture = drawn("not bad at all", "good")

    cells = picture.every(class_="rv-tokens")[0].every("td")
    assert [cell.every("span")[0].text for cell in cells] == [
        t for row in batch.tokens for t in row
    ]
    assert [int(cell.every("small")[0].text) for cell in cells] == batch.ids.ravel().tolist()


def test_the_mask_is_0_exactly_at_the_hatched_places():
    _, picture = drawn("a b c", "d", side="before")

    hatched = ["rv-padding" in c.attributes.get("class", "")
               for c in picture.every(class_="rv-tokens")[0].every("td")]  # fmt: skip
    mask = [c.text == "0" for c in picture.every(class_="rv-mask")[0].every("td")]
    assert mask == hatched == [False, False, False, True, True, False]


def test_both_matrices_are_named_and_numbered_by_line():
    _, picture = drawn("a b", "c")

    assert [f.text for f in picture.every("figcaption")] == ["ids", "mask"]
    for table in picture.every("table"):
        assert [head.text for head in table.every("th")] == ["0", "1"]


def test_a_long_token_is_shortened_and_whole_when_pointed_at():
    _, picture = drawn("incomprehensibilities")

    (cell,) = picture.every(class_="rv-tokens")[0].every("td")
    assert cell.every("span")[0].text == "incompreh…"
    assert cell.attributes["title"] == "incomprehensibilities"


def test_markup_in_a_token_stays_text():
    _, picture = drawn("<b>x</b>")

    assert not picture.every("b")
    assert "<b>x</b>" in picture.every("td")[0].text
