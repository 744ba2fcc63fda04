"""What is kept and how: datasets, imports, definitions, journal, in one DuckDB file."""

from bsc.store.lines import (
    DefinitionVersion,
    DroppedLine,
    ImportLine,
    JournalLine,
    RejectedCell,
    RememberedMapping,
)
from bsc.store.store import Store

__all__ = [
    "DefinitionVersion",
    "DroppedLine",
    "ImportLine",
    "JournalLine",
    "RejectedCell",
    "RememberedMapping",
    "Store",
]
