"""A store in a fresh folder, and a bench that brings rows into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bsc.store import Store
from tests.store.bench import Bench


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "bsc.duckdb")
    yield opened
    opened.close()


@pytest.fixture
def bench(store: Store) -> Bench:
    return Bench(store)
