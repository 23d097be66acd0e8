"""The player's modules are joined strictly into one text that needs nothing beside it."""

import re

import pytest

from rnnviz.errors import RnnvizError
from rnnviz.palette import PALETTES
from rnnviz.stage.player import PLAYER_HTML, join_modules, player_css, player_source


def test_each_module_comes_after_those_that_it_imports():
    joined = join_modules(
        {"a": 'import { two } from "./b.js";\nuse(two);\n', "b": "export const two = 2;\n"}
    )

    assert joined.index("const b_js") < joined.index("const a_js")
    assert "const { two } = b_js;" in joined
    assert "return { two };" in joined


@pytest.mark.parametrize("kind", ["function f() {}", "const f = 1;", "class f {}"])
def test_exported_functions_constants_and_classes_are_handed_on(kind):
    joined = join_modules({"a": f"export {kind}\n"})

    assert f"\n{kind}\n" in joined
    assert "return { f };" in joined


@pytest.mark.parametrize(
    "strange",
    [
        'import * as all from "./b.js";',
        'import b from "./b.js";',
        'import { two as three } from "./b.js";',
        'import { two } from "https://example.org/b.js";',
        'import {\n  two,\n} from "./b.js";',
        "export default two;",
        "export { two };",
        "export let two = 2;",
        'const b = await import("./b.js");',
        "const here = import.meta.url;",
    ],
)
def test_any_other_form_of_import_or_export_is_refused_by_name(strange):
    with pytest.raises(RnnvizError, match=r"a\.js cannot be joined: only `import"):
        join_modules({"a": strange + "\n", "b": "export const two = 2;\n"})


def test_a_missing_module_is_named_with_the_one_that_asks_for_it():
    with pytest.raises(RnnvizError, match=r"a\.js imports \./b\.js, which is not among"):
        join_modules({"a": 'import { two } from "./b.js";\n'})


def test_modules_that_import_each_other_are_refused_with_the_circle():
    circle = {
        "a": 'import { b } from "./b.js";\nexport const a = 1;\n',
        "b": 'import { a } from "./a.js";\nexport const b = 1;\n',
    }

    with pytest.raises(RnnvizError, match="circle: a -> b -> a"):
        join_modules(circle)


def test_the_joined_player_exports_mount_and_the_component_and_imports_nothing():
    source = player_source()

    assert re.findall(r"^export .*$", source, re.MULTILINE) == [
        "export const mount = player_js.mount;",
        "export default streamlit_js.render;",
    ]
    assert not re.search(r"^import\b", source, re.MULTILINE)


@pytest.mark.parametrize("text", [player_source(), player_css()], ids=["script", "style"])
def test_the_player_fetches_nothing_from_anywhere(text):
    run = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)  # types in comments say @import

    addresses = re.findall(r"https?://[^\s\"')]+|url\((?!#)[^)]*\)|@import|\bfetch\(", run)

    assert set(addresses) <= {"http://www.w3.org/2000/svg"}


def test_the_player_takes_its_colours_from_the_palette_alone():
    written = player_source() + player_css()

    assert re.findall(r"#[0-9a-fA-F]{6}\b", written) == []


def test_every_colour_variable_of_the_style_sheet_is_one_of_the_palette():
    names = {field.replace("_", "-") for field in PALETTES["light"].__slots__}
    own = {"sans", "code", "stage-height", "place", "thumb", "left", "right", "answer"}
    own |= {"n-rows", "rows", "st-font", "st-code-font"}

    assert set(re.findall(r"var\(--([\w-]+)", player_css())) <= names | own


def test_the_snippet_is_the_element_that_the_style_sheet_and_the_component_look_for():
    name = re.search(r'class="([\w-]+)"', PLAYER_HTML).group(1)

    assert f".{name} {{" in player_css()
    assert f'querySelector(".{name}")' in player_source()
