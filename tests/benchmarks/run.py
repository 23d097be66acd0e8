"""`make bench`: run every benchmark, print one table; `--write` also puts it in the README."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.benchmarks.rows import Row  # noqa: E402  the path above comes first

BEGIN, END = "<!-- bench -->", "<!-- /bench -->"


def main() -> None:
    """Measure, print, and fail if a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    parser.add_argument("only", nargs="*", help="bench_NAME.py to run; all if left out")
    arguments = parser.parse_args()
    found = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    names = [name for name in found if not arguments.only or name[6:] in arguments.only]
    rows = [row for name in names for row in import_module(f"tests.benchmarks.{name}").rows()]
    text = table(rows)
    print(text)
    if arguments.write:
        readme = ROOT / "README.md"
        before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
        readme.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", "utf-8")
    sys.exit(0 if all(row.holds for row in rows) else 1)


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    head = "| What | Ours | Peer, same run | Bar | |\n|---|---|---|---|---|"
    body = (
        f"| {r.what} | {r.ours} | {r.peer} | {r.bar} | {'✓' if r.holds else '✗'} |" for r in rows
    )
    return "\n".join([head, *body])


if __name__ == "__main__":
    main()
