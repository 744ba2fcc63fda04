"""A store in a fresh folder, and files as people have them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bsc.store import Store

File = Callable[[str, str], Path]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "bsc.duckdb")
    yield opened
    opened.close()


@pytest.fixture
def file(tmp_path: Path) -> File:
    def written(name: str, content: str) -> Path:
        path = tmp_path / "files" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    return written
