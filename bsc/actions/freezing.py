"""Freezing: what the company shows now is set apart, so that nothing that happens later changes what a link shows."""

import uuid
from pathlib import Path

from bsc.actions.recording import Recorder
from bsc.errors import Refused
from bsc.model.sharing import Kind, ShareLink
from bsc.store import Store
from bsc.store.frozen import FrozenStores
from bsc.store.snapshots import contents, keep, snapshot_of, take


def freeze(store: Store, recorder: Recorder) -> str:
    """Return the snapshot of what *store* shows now, kept inside the change of *recorder*.

    Links that are frozen while rows, definitions and notes stay the same share one. Raises StoreUnusable.
    """
    of = contents(store)
    if known := snapshot_of(recorder.cursor, of):
        return known
    file = store.spool / f"freezing-{uuid.uuid4().hex}.duckdb"
    try:
        take(store, file)
        return keep(recorder.cursor, recorder.stamp, of, file)
    finally:
        for left_over in (file, Path(f"{file}.wal")):
            left_over.unlink(missing_ok=True)


def frozen_store(store: Store, link: ShareLink) -> Store:
    """Return what the frozen *link* shows, as a store that nobody can change; the same for all who ask.

    Raises Refused for a live link, StoreUnusable when what it shows is damaged or not kept any more.
    """
    if link.kind is not Kind.FROZEN or link.snapshot is None:
        message = f"link {link.name} is live – it shows the company as it is"
        raise Refused(message)
    return FrozenStores.beside(store.journalled).store(link.snapshot)


def thaw(store: Store, snapshots: list[str]) -> None:
    """Let go of *snapshots* that no link needs any more."""
    for snapshot in snapshots:
        FrozenStores.beside(store).forget(snapshot)
