"""What pages make of the company and keep as it is: made once for all sessions until something changes."""

from collections.abc import Callable
from typing import TypeVar

from bsc.model.view import View
from bsc.views.memory import memory_of, seen
from bsc.views.workspace import Workspace

Kept = TypeVar("Kept")
_ANY = View()


def kept(workspace: Workspace, name: tuple[object, ...], make: Callable[[], Kept], view: View = _ANY) -> Kept:
    """Return what *make* makes, under *name*; all sessions share it until rows, definitions or the day change.

    Name everything that it depends on beside persona, filters, period and grain of *view*.
    """
    store = workspace.store
    key = (*name, seen(view), store.data_version(), store.definitions_version(), workspace.today)
    return memory_of(store).kept(key, make)
