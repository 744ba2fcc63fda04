"""One pack of the wide company for all formats: it is made once."""

from collections.abc import Iterator

import pytest

from bsc.model.view import View
from bsc.views.board_pack import board_pack
from bsc.views.pack import Pack
from bsc.views.workspace import Workspace
from tests.reports import wide_company
from tests.reports.receiving import hook, mailbox

__all__ = ["hook", "mailbox", "wide_pack", "wide_workspace"]


@pytest.fixture(scope="session")
def wide_workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    store = wide_company.opened(tmp_path_factory.mktemp("wide"))
    yield Workspace(store, wide_company.TODAY)
    store.close()


@pytest.fixture(scope="session")
def wide_pack(wide_workspace: Workspace) -> Pack:
    return board_pack(wide_workspace, View())
