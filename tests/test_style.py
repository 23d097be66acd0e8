"""The style figures of the house hold: sizes, docstrings, types, and nothing unfinished."""

import pytest
import style_figures as figures


@pytest.mark.parametrize("package", figures.PACKAGES)
def test_no_function_is_longer_than_40_lines(package: str) -> None:
    assert [n for n, f in figures.functions(package) if figures.length(f) > 40] == []


@pytest.mark.parametrize("package", figures.PACKAGES)
def test_95_of_100_functions_have_at_most_28_lines(package: str) -> None:
    assert figures.percentile_95(package) <= 28


@pytest.mark.parametrize("package", figures.PACKAGES)
def test_no_module_is_longer_than_250_lines(package: str) -> None:
    assert [m.name for m in figures.modules(package) if m.n_lines > 250] == []


def test_no_page_is_longer_than_80_lines() -> None:
    assert [m.name for m in figures.modules("app/pages") if m.n_lines > 80] == []


@pytest.mark.parametrize("package", figures.PACKAGES)
def test_no_module_makes_up_more_than_15_percent_of_its_package(package: str) -> None:
    sizes = [module.n_lines for module in figures.modules(package)]

    assert max(sizes) <= 0.15 * sum(sizes)


@pytest.mark.parametrize("package", figures.PACKAGES)
def test_everything_public_has_a_docstring(package: str) -> None:
    assert figures.undocumented(package) == []


@pytest.mark.parametrize("package", figures.PACKAGES)
def test_every_parameter_and_result_has_a_type(package: str) -> None:
    assert figures.untyped(package) == []


@pytest.mark.parametrize("package", figures.PACKAGES)
def test_no_assert_print_bare_except_or_mark_of_unfinished_work(package: str) -> None:
    assert figures.forbidden(package) == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    assert figures.skips() == []


def test_test_names_are_sentences_and_tests_are_as_long_as_the_source() -> None:
    tests = [f for _, f in figures.functions("tests") if f.name.startswith("test_")]
    names = sorted(len(test.name) for test in tests)
    checks = [m for m in figures.modules("tests") if "benchmarks" not in m.path.parts]
    n_test_lines = sum(m.n_lines for m in checks)  # a benchmark tests nothing
    n_lines = sum(m.n_lines for package in figures.PACKAGES for m in figures.modules(package))

    assert names[len(names) // 2] >= 35
    assert 1.0 <= n_test_lines / n_lines <= 1.3
