"""A running server for the commands that ask one."""

from collections.abc import Iterator

import pytest

from tests.api.server import Server, running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("served")) as started:
        yield started
