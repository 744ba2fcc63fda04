"""What is kept and how: datasets, imports, definitions, journal, in one DuckDB file."""

from bsc.model.shape import Scale
from bsc.store.incoming import ChangedUnit, Effect, Incoming, ReplacedImport
from bsc.store.lines import (
    DefinitionVersion,
    DroppedLine,
    ImportLine,
    JournalLine,
    RejectedCell,
    RememberedMapping,
    Stamp,
)
from bsc.store.store import Cursor, Store

__all__ = [
    "ChangedUnit",
    "Cursor",
    "DefinitionVersion",
    "DroppedLine",
    "Effect",
    "ImportLine",
    "Incoming",
    "JournalLine",
    "RejectedCell",
    "RememberedMapping",
    "ReplacedImport",
    "Scale",
    "Stamp",
    "Store",
]
