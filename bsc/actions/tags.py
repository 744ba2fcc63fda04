"""Customers' comments put to touchpoints, and taken from them."""

from bsc.actions.recording import changing
from bsc.errors import NotFound
from bsc.model.access import Role
from bsc.model.tag import Tag
from bsc.store import Store
from bsc.store.remarks import forget_tag, put_tag


def tag_comment(store: Store, tag: Tag, who: str) -> bool:
    """Put the comment to the touchpoint; return whether it was not there before.

    Raises NotFound for a dataset or touchpoint that there is not. The journal tells nothing of what was written.
    """
    store.require(Role.EDITOR, "tag comments")
    with changing(store, who) as recorder:
        known = [each.id for each in store.scorecard().touchpoints]
        if tag.touchpoint not in known:
            raise NotFound("touchpoint", tag.touchpoint, known)
        datasets = [each.id for each in store.scorecard().datasets]
        if tag.dataset not in datasets:
            raise NotFound("dataset", tag.dataset, datasets)
        new = put_tag(recorder.cursor, recorder.stamp, tag)
        recorder.record("tag comment", tag.touchpoint, _said(tag))
    return new


def untag_comment(store: Store, tag: Tag, who: str) -> bool:
    """Take the comment from the touchpoint, which may be gone; return whether it was there."""
    store.require(Role.EDITOR, "tag comments")
    with changing(store, who) as recorder:
        gone = forget_tag(recorder.cursor, tag)
        recorder.record("untag comment", tag.touchpoint, _said(tag))
    return gone


def _said(tag: Tag) -> str:
    return f"a comment of {tag.dataset}{f' of {tag.day}' if tag.day else ''}"
