"""Pages opened without a browser, through Streamlit's own test harness."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from app.state import View

_ENTRY = Path(__file__).parents[2] / "streamlit_app.py"


def opened(page: str, view: View | None = None, **query: str) -> AppTest:
    """A page of the real app, run once with a view or raw parameters in its address.

    Args:
        page: "step" or "words".
        view: What the address asks for.
        query: Parameters as they stand in the address.
    """
    test = AppTest.from_file(_ENTRY, default_timeout=60)
    for name, value in ((view.to_query() if view else {}) | query).items():
        test.query_params[name] = value
    if page != "step":
        test.switch_page(f"app/pages/{page}.py")
    return test.run()


def said(test: AppTest) -> str:
    """All plain text on the page."""
    return " ".join(entry.value for entry in (*test.text, *test.caption))
