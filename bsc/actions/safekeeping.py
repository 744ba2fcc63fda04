"""Backup and restore."""

from dataclasses import dataclass
from pathlib import Path

from bsc.actions.recording import changing
from bsc.model.access import Role
from bsc.store import Store
from bsc.store.backups import copy_out, put_in


@dataclass(frozen=True)
class Restored:
    """What a restore did: the database file, and where the file that was there before is now (None without one)."""

    database: Path
    kept: Path | None


def backup(store: Store, path: Path | str, who: str = "backup") -> Path:
    """Return the file that now holds a copy of the whole store, taken while it is in use.

    Raises Refused, or NotAllowed where *store* is held by somebody who may change nothing.
    """
    store.require(Role.EDITOR, "take a backup")
    target = Path(path).expanduser().resolve()
    copy_out(store, target)
    with changing(store, who) as recorder:
        recorder.record("backup", target.name, str(target))
    return target


def restore(path: Path | str, database: Path | str) -> Restored:
    """Return where everything is after the backup at *path* took the place of the database file.

    The backup is opened and read first; raises StoreUnusable or StoreTooNew when it is no good, StoreBusy while another
    process holds the database. The file that was there is kept beside it.
    """
    place = Path(database).expanduser().resolve()
    return Restored(place, put_in(Path(path).expanduser().resolve(), place))
