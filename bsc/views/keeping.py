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
    return memory_of(workspace.store).kept((*name, seen(view), workspace.state), make)
