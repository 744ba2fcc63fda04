"""Copies of the whole store: taken while it is in use, and put back in its place."""

import shutil
import uuid
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from bsc.errors import Refused, StoreBusy, StoreUnusable
from bsc.store.store import Store


def copy_out(store: Store, target: Path) -> None:
    """Write a copy of *store* to *target*, compact and complete; nothing is there before it is whole.

    Raises Refused when *target* is the database itself or is there already, StoreUnusable when it cannot be written.
    """
    if target.exists():
        what = "is the database itself" if target == store.path else "is there already"
        message = f"{target} {what} – name another file for the backup"
        raise Refused(message)
    copy = store.spool / f"backup-{uuid.uuid4().hex}.duckdb"
    try:
        store.copy_into(copy)
        _moved(copy, target)
    finally:
        copy.unlink(missing_ok=True)


def put_in(backup: Path, database: Path) -> Path | None:
    """Put a copy of the file *backup* in the place of *database*; return where the file that was there is kept.

    The copy is opened, brought to this version's schema and read whole first. Raises StoreUnusable, StoreTooNew, or
    StoreBusy while *database* is in use.
    """
    if not backup.is_file():
        message = f"there is no file {backup} – name the backup to restore"
        raise StoreUnusable(message)
    _refuse_when_in_use(database)
    copy = database.with_name(f"{database.stem}-restoring-{uuid.uuid4().hex}{database.suffix}")
    try:
        _copied(backup, copy)
        _read_whole(copy, backup)
        kept = _set_aside(database)
        copy.replace(database)
    finally:
        copy.unlink(missing_ok=True)
        _log_of(copy).unlink(missing_ok=True)
    return kept


def _refuse_when_in_use(database: Path) -> None:
    if Store.is_open(database):
        message = f"{database} is in use by this process – stop the app, then restore"
        raise StoreBusy(message)
    if not database.exists():
        return
    try:
        Store.open(database).close()
    except StoreBusy:
        raise
    except StoreUnusable:
        return  # a damaged file is what a restore is for


def _read_whole(copy: Path, backup: Path) -> None:
    try:
        store = Store.open(copy)
    except StoreUnusable as error:
        raise type(error)(str(error).replace(str(copy), str(backup))) from error
    try:
        store.read_whole()
    except duckdb.Error as error:
        message = f"{backup} is damaged – nothing was changed; restore another backup"
        raise StoreUnusable(message) from error
    finally:
        store.close()


def _set_aside(database: Path) -> Path | None:
    if not database.exists():
        return None
    when = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    kept = database.with_name(f"{database.stem}-before-restore-{when}-{uuid.uuid4().hex[:4]}{database.suffix}")
    for now, then in ((_log_of(database), _log_of(kept)), (database, kept)):
        if now.exists():
            now.rename(then)
    return kept


def _log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.wal")


def _copied(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    except OSError as error:
        message = f"{target} cannot be written: {error.strerror} – check the path and the disk"
        raise StoreUnusable(message) from error


def _moved(source: Path, target: Path) -> None:
    """Move *source* to *target*, perhaps onto another disk, so that *target* is there whole or not at all."""
    partial = target.with_name(f".{target.name}.partial")
    try:
        _copied(source, partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
