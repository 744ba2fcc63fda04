"""The app as a script, on a database of one's own.

def test_…(visit, sample_database):
    page = visit(sample_database, "stage.py", stage="onboarding")
    assert not page.exception
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bsc import actions
from bsc.store import Store
from bsc.ui import places
from bsc.ui.upload import running
from tests.reports.receiving import named_hook as hook

HOME = "journey_map.py"
PATIENCE_S = 60.0
WHO = "a test"

Visit = Callable[..., AppTest]
__all__ = ["hook"]


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """Open a page of the app on a database, with what the address carries; close the database afterwards."""
    opened: set[Path] = set()

    def open_page(database: Path, script: str = HOME, **address: str | list[str]) -> AppTest:
        monkeypatch.setenv("BSC_DATABASE", str(database))
        monkeypatch.setattr(running, "PATIENCE_S", PATIENCE_S)  # a test sees what is done, however busy the machine
        opened.add(database)
        page = AppTest.from_file(str(places.MAIN), default_timeout=2 * PATIENCE_S)
        _addressed(page, address).run()  # the frame must have named its pages before one can be gone to
        return (
            page
            if script == HOME
            else _addressed(page.switch_page(os.path.relpath(places.PAGES / script, places.MAIN.parent)), address).run()
        )

    yield open_page
    st.cache_resource.clear()
    for database in opened:
        if database in Store._open:
            Store.open(database).close()


def _addressed(page: AppTest, address: dict[str, str | list[str]]) -> AppTest:
    for name, value in address.items():
        page.query_params[name] = value
    return page


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the app know of no secrets file, and send nothing by itself."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BSC_SCHEDULER", "off")


@pytest.fixture
def empty_database(tmp_path: Path) -> Path:
    """Return where a database will be: nothing is there yet."""
    return tmp_path / "empty.duckdb"


@pytest.fixture
def template_database(empty_database: Path) -> Path:
    """Return a database with the definitions of the full journey, and no rows."""
    store = Store.open(empty_database)
    actions.load_template(store, "full_journey", who=WHO)
    store.close()
    return empty_database


@pytest.fixture(scope="session")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    store = Store.open(path)
    actions.load_demo(store, who=WHO)
    store.close()
    return path


@pytest.fixture
def sample_database(_sample: Path, tmp_path: Path) -> Path:
    """Return a database file of one's own that holds the sample company."""
    return Path(shutil.copy(_sample, tmp_path / "sample.duckdb"))
