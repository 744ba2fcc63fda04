"""What is kept beside the definitions, in their file: written out, and put to what there is."""

from typing import Any

from bsc.actions.recording import Recorder
from bsc.model.access import Role
from bsc.model.reading import document_of
from bsc.model.records import KEY, NoteRecord, Records, parted
from bsc.model.records_fitting import unfit
from bsc.model.records_merging import Merging, merging
from bsc.model.subscription import Addressed
from bsc.store import Store
from bsc.store.remarks import put_review, put_tag
from bsc.store.restoring import restore_note, withdrawn_notes
from bsc.store.subscriptions import write_subscription
from bsc.store.told import write_notification


def records_held(store: Store) -> Records:
    """Return the records that *store* keeps, as a file carries them: in an order that stays."""
    return Records(
        notes=tuple(NoteRecord.of(note) for note in store.notes()),
        reviews=tuple(sorted(store.reviews(), key=lambda review: (review.held, review.id))),
        tags=tuple(sorted(store.tags(), key=lambda tag: (tag.dataset, tag.comment, tag.touchpoint))),
        subscriptions=tuple(sorted((line.subscription for line in store.subscriptions()), key=_id)),
        notifications=tuple(sorted((line.notification for line in store.notifications()), key=_id)),
    )


def _id(sent: Addressed) -> str:
    return sent.id


def file_document(store: Store, *, records: bool = True) -> dict[str, Any]:
    """Return what a `scorecard.yaml` of *store* holds: its definitions, and with *records* what is kept beside them."""
    document = document_of(store.scorecard())
    beside = records_held(store).document() if records else {}
    return {**document, KEY: beside} if beside else document


def foreseen(store: Store, document: object) -> Merging:
    """Return what the records in *document*, a whole file, would add to those in *store*, and every problem of them."""
    definitions, records = parted(document)
    if records is None:
        return Merging()
    merged = merging(records_held(store), records, withdrawn_notes(store.read))
    merged.problems.extend(unfit(definitions, records, merged.reviews))
    return merged


def require_for(store: Store, document: object) -> None:
    """Raise NotAllowed where *document* brings records and who asks is no admin: they come under others' names."""
    if not foreseen(store, document).nothing:
        store.require(Role.ADMIN, "take in notes, reviews and tags as they were kept elsewhere")


def write(recorder: Recorder, merged: Merging) -> None:
    """Write what *merged* says is new or further on."""
    for note in merged.notes:
        restore_note(recorder.cursor, note)
    for review in merged.reviews:
        put_review(recorder.cursor, recorder.stamp, review)
    for tag in merged.tags:
        put_tag(recorder.cursor, recorder.stamp, tag)
    for subscription in merged.subscriptions:
        write_subscription(recorder.cursor, recorder.stamp, subscription)
    for notification in merged.notifications:
        write_notification(recorder.cursor, recorder.stamp, notification)
