"""The sample company, in which everything that has a name has one that would be more than text."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bsc import actions
from bsc.actions.shares import make_share
from bsc.actions.sharing_checks import WantedShare
from bsc.model.reading import document_of
from bsc.model.sharing import SharedView
from bsc.store import Store

PICTURE = "![p](//evil.example/p)"
LINK = "[c](javascript:a)"
TAG = "<img src=x onerror=ran=1>"
HOSTILE = f"{PICTURE} {LINK} {TAG} :red[r]"
NAMED = ("name", "label", "goal", "note", "description", "owner", "quote")


def hostile_company(path: Path) -> Path:
    """Make the company in a new database at *path*; return *path*."""
    store = Store.open(path)
    actions.load_demo(store, who=f"somebody {HOSTILE}")
    actions.apply_definitions(store, _renamed(document_of(store.scorecard())), "a test", note=HOSTILE)
    shown = WantedShare(name=HOSTILE, note=HOSTILE, shown=SharedView(pages=("map",)))
    make_share(store, shown, f"somebody {HOSTILE}", today=date(2026, 11, 1))
    store.close()
    return path


def _renamed(value: Any) -> Any:  # noqa: ANN401 -- a document
    if isinstance(value, Mapping):
        return {
            key: f"{each[:40]} {HOSTILE}" if key in NAMED and isinstance(each, str) else _renamed(each)
            for key, each in value.items()
        }
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_renamed(each) for each in value]
    return value
