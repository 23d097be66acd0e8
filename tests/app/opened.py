"""Pages opened without a browser, through Streamlit's own test harness."""

import json
import re
from functools import cache
from pathlib import Path

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from app.state import View

_ENTRY = Path(__file__).parents[2] / "streamlit_app.py"
_PATHS = {"convolution": "rnn-vs-cnn"}
"""Pages whose address is not their file's name."""

# Each first run looks through the metadata of all installed packages, which stay as they are.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def opened(page: str, view: View | None = None, **query: str) -> AppTest:
    """A page of the real app, run once with a view or raw parameters in its address.

    Args:
        page: "step", "words" and so on: its file's name.
        view: What the address asks for.
        query: Parameters as they stand in the address.
    """
    test = AppTest.from_file(_ENTRY, default_timeout=60)
    for name, value in ((view.to_query() if view else {}) | query).items():
        test.query_params[name] = value
    if page != "step":
        test.switch_page(f"app/pages/{page}.py")
    if page in _PATHS:  # the harness knows addresses only after a first run, of another page
        test._page_hash = calc_hash(_PATHS[page])
    return test.run()


def said(test: AppTest) -> str:
    """All plain text on the page."""
    return " ".join(entry.value for entry in (*test.text, *test.caption))


def drawn(test: AppTest) -> str:
    """All drawings of the page, as HTML."""
    sent = [entry.proto.json for entry in test.get("bidi_component")]
    return " ".join(str(json.loads(text)) for text in sent if text)


def words_of(test: AppTest) -> str:
    """What the drawings say, without their markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", drawn(test)))
