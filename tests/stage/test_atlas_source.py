"""The atlas is one text of its own, with nothing in it of the stage that it does not need."""

import re

import pytest

from rnnviz.palette import PALETTES
from rnnviz.stage.player import (
    ATLAS_HTML,
    atlas_css,
    atlas_source,
    join_modules,
    player_source,
)

MODULE = re.compile(r"^const (\w+)_js = ", re.MULTILINE)


def test_an_entry_is_joined_with_what_it_needs_and_nothing_else():
    modules = {
        "a": 'import { two } from "./b.js";\nuse(two);\n',
        "b": "export const two = 2;\n",
        "c": "export const three = 3;\n",
    }

    assert MODULE.findall(join_modules(modules, "a")) == ["b", "a"]
    assert MODULE.findall(join_modules(modules)) == ["b", "a", "c"]


def test_the_player_and_the_atlas_share_the_ground_and_carry_nothing_of_each_other():
    player, atlas = (set(MODULE.findall(source())) for source in (player_source, atlas_source))

    assert player & atlas == {"colours", "dom"}
    assert not [name for name in player if name.startswith("atlas")]
    assert {"player", "scene", "network"} <= player - atlas


def test_the_joined_atlas_exports_mount_and_the_component_and_imports_nothing():
    assert re.findall(r"^export .*$", atlas_source(), re.MULTILINE) == [
        "export const mount = atlas_js.mount;",
        "export default atlas_streamlit_js.render;",
    ]
    assert not re.search(r"^import\b", atlas_source(), re.MULTILINE)


@pytest.mark.parametrize("text", [atlas_source(), atlas_css()], ids=["script", "style"])
def test_the_atlas_knows_no_address_but_those_it_is_given(text):
    run = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)

    addresses = re.findall(r"https?://[^\s\"')]+|url\((?!#)[^)]*\)|@import", run)

    assert set(addresses) <= {"http://www.w3.org/2000/svg"}
    assert re.findall(r"\bfetch\(\w+", run) in ([], ["fetch(path"])


def test_the_atlas_takes_its_colours_from_the_palette_alone():
    names = {field.replace("_", "-") for field in PALETTES["light"].__slots__}
    own = {"sans", "st-font", "atlas-height"}

    assert re.findall(r"#[0-9a-fA-F]{6}\b", atlas_source() + atlas_css()) == []
    assert set(re.findall(r"var\(--([\w-]+)|var\(\s*--([\w-]+)", atlas_css())) <= {
        pair for name in names | own for pair in ((name, ""), ("", name))
    }


def test_no_letter_of_the_atlas_is_smaller_than_12_pixels():
    sizes = re.findall(r"font-size: (\d+)px", atlas_css())
    drawn = re.findall(r"\{ size: (\d+), weight:", atlas_source())

    assert sizes
    assert drawn
    assert min(map(int, (*sizes, *drawn))) >= 12


def test_the_snippet_is_the_element_that_the_style_sheet_and_the_component_look_for():
    name = re.search(r'class="([\w-]+)"', ATLAS_HTML).group(1)

    assert f".{name} {{" in atlas_css()
    assert f'querySelector(".{name}")' in atlas_source()
