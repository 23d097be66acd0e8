"""The project's style figures, read from syntax trees alone: nothing is imported or run.

Lines are physical; a function's length counts its signature and docstring; functions inside
functions count too. A name is public if neither it nor its class begins with an underscore.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("rnnviz", "app")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One source file."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def n_lines(self) -> int:
        return self.text.count("\n")

    @property
    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))


@cache
def modules(package: str) -> tuple[Module, ...]:
    """Every source file of a package."""
    paths = sorted((ROOT / package).rglob("*.py"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return tuple(Module(p, t, ast.parse(t)) for p, t in zip(paths, texts, strict=True))


def length(function: Function) -> int:
    """Lines from the signature to the last statement."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def functions(package: str) -> list[tuple[str, Function]]:
    """Every function with a name to find it by."""
    return [(f"{m.name}:{f.lineno} {f.name}", f) for m in modules(package) for f in m.functions]


def percentile_95(package: str) -> int:
    """Length that 95 of 100 functions do not exceed."""
    lengths = sorted(length(function) for _, function in functions(package))
    return lengths[int(0.95 * (len(lengths) - 1))]


def undocumented(package: str) -> list[str]:
    """Modules, public classes and public functions without a docstring."""
    found = [m.name for m in modules(package) if not ast.get_docstring(m.tree)]
    for module in modules(package):
        found += [f"{module.name}:{node.lineno} {node.name}" for node in _public(module.tree)
                  if not ast.get_docstring(node)]  # fmt: skip
    return found


def untyped(package: str) -> list[str]:
    """Functions with a parameter or a result without a type."""
    found = []
    for name, function in functions(package):
        a = function.args
        parameters = [*a.posonlyargs, *a.args, *a.kwonlyargs, *filter(None, (a.vararg, a.kwarg))]
        named = [p for p in parameters if p.arg not in ("self", "cls")]
        if function.returns is None or any(p.annotation is None for p in named):
            found.append(name)
    return found


def forbidden(package: str) -> list[str]:
    """Asserts, prints, bare excepts, and marks of unfinished work."""
    found = []
    for module in modules(package):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Assert) or _is_print(node) or _is_bare_except(node):
                found.append(f"{module.name}:{node.lineno}")
        found += [
            f"{module.name}: {mark}"
            for mark in re.findall(
                r"TO" r"DO|FIX" r"ME|X{3}|HA" r"CK|type:" r" ignore", module.text
            )
        ]
    return [entry for entry in found if "training/__main__" not in entry]  # a command speaks


def skips() -> list[str]:
    """Tests that are skipped or expected to fail."""
    pattern = re.compile(r"pytest\.(mark\.)?(sk" r"ip|xf" r"ail|importor" r"skip)")
    return [m.name for m in modules("tests") if pattern.search(m.text)]


def _public(tree: ast.AST) -> list[Function | ast.ClassDef]:
    found: list[Function | ast.ClassDef] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function | ast.ClassDef) and not _is_hidden(node):
            found.append(node)
            if isinstance(node, ast.ClassDef):
                found += _public(node)
    return found


def _is_hidden(node: Function | ast.ClassDef) -> bool:
    """Private, or one signature of an overloaded function (its body has the docstring)."""
    decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
    return node.name.startswith("_") or "overload" in decorators


def _is_print(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    )


def _is_bare_except(node: ast.AST) -> bool:
    return isinstance(node, ast.ExceptHandler) and node.type is None
