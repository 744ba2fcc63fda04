"""An open store as who sees a part of the company's figures may use it: it tells nothing that nobody has narrowed.

What is not listed here is refused, so that a reading method that is added tomorrow is refused as well.
"""

from typing import Any, Final

from bsc.errors import NotAllowed
from bsc.model.access import Role
from bsc.store.store import Store

_TOLD: Final = frozenset(
    {"whole", "require", "change", "path", "data_version", "definitions_version", "as_of", "queries"}
)  # they tell of no row and of nobody's segment; `change` asks `require`
REFUSED: Final = "this link does not show that – it was made for a part of the company's figures"


def narrowed(handle: Store) -> Store:
    """Return *handle* so that neither rows nor what the ledger tells of them can be read through it.

    Who narrows what is told reads from `whole`, which is what a hostile review looks for.
    """
    return Narrowed(handle)


class Narrowed(Store):
    """A handle that refuses whatever tells of rows, imports, targets, notes or drafts."""

    __slots__ = ("_handle",)

    def __init__(self, handle: Store) -> None:
        """Narrow *handle*."""
        self._handle = handle
        self.__dict__ = handle.whole.__dict__  # one state, as every handle has

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 -- whatever the store has under that name
        """Return what the store has under *name*; raises NotAllowed for what tells more than may be seen."""
        if name in _TOLD or name.startswith("_"):
            return super().__getattribute__(name)
        raise NotAllowed(REFUSED)

    @property
    def whole(self) -> Store:
        """Return the handle that tells and may do everything."""
        return self._handle.whole

    def require(self, role: Role, what: str) -> None:
        """Raise NotAllowed where the narrowed handle does."""
        self._handle.require(role, what)
