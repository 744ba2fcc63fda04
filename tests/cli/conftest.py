"""A running server for the commands that ask one, and a web server for those that send."""

from collections.abc import Iterator

import pytest

from tests.api.server import Server, running
from tests.reports.receiving import named_hook as hook

__all__ = ["hook", "server"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("served")) as started:
        yield started
