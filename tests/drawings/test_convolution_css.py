"""What the RNN vs CNN page draws is styled, by names of its own, in letters one can read."""

import re
from pathlib import Path

import rnnviz.drawings.markup as drawings

FOLDER = Path(drawings.__file__).parent
SHEET = (FOLDER / "convolution.css").read_text("utf-8")
SOURCES = [path.read_text("utf-8") for path in sorted(FOLDER.glob("convolution_*.py"))]
PANELS = sorted((Path(drawings.__file__).parents[2] / "app" / "convolution").glob("*.py"))
CLASS = re.compile(r"rv-conv-[a-z]+(?:-[a-z]+)*")


def used() -> set[str]:
    texts = [*SOURCES, *(path.read_text("utf-8") for path in PANELS)]
    return {name for text in texts for name in CLASS.findall(text)}


def test_every_class_that_is_used_has_a_rule_and_every_rule_is_used():
    styled = set(CLASS.findall(SHEET))

    assert used() - styled == set()
    assert styled - used() == set()


def test_no_other_sheet_styles_what_this_page_draws():
    others = [path for path in FOLDER.glob("*.css") if path.name != "convolution.css"]

    assert [path.name for path in others if CLASS.search(path.read_text("utf-8"))] == []


def test_nothing_is_written_in_letters_under_12_pixels():
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", SHEET)]

    assert sizes
    assert min(sizes) >= 12


def test_numbers_that_a_class_reads_have_16_pixels_at_least():
    rules = dict(re.findall(r"^(\.rv-conv-(?:ledger|scores) \.rv-number) \{(.*)\}$", SHEET, re.M))

    sizes = [float(re.search(r"font-size: ([\d.]+)px", rule)[1]) for rule in rules.values()]
    assert len(sizes) == 2
    assert min(sizes) >= 16


def test_colours_are_the_palettes_so_that_both_themes_have_them():
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", SHEET) == []
