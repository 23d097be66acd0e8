"""What axe-core calls serious or critical on a page as it stands."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_SEVERE = ("serious", "critical")


def severe(page: Page, *rules: str) -> list[str]:
    """Each finding with its place and its reason.

    Args:
        page: As it stands.
        rules: The only ones that are asked; all of them if none is named.
    """
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = list(rules)
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{violation['id']}: {node['target']}: {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
        if violation["impact"] in _SEVERE
    ]
