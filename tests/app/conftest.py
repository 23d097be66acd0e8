"""Where the trainings of a module's tests are kept."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module")
def own_runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache folder of the module's own, so that runs of one do not end up in another's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNVIZ_CACHE", str(tmp_path_factory.mktemp("train")))
        yield
