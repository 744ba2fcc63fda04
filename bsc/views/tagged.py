"""Customers' comments that somebody has put to touchpoints: which, to which, and how many."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping

from bsc.actuals import Asked
from bsc.errors import FormulaProblem
from bsc.model.definitions import Comments, Touchpoint
from bsc.model.periods import Period
from bsc.views.keeping import kept
from bsc.views.workspace import Workspace

Which = tuple[str, str]  # a comment: the id of its dataset, and the digest of its text


def digest_of(text: str) -> str:
    """Return the digest by which a comment is known: the SHA-256 of its text as it is read, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def touchpoints_of(workspace: Workspace) -> Mapping[Which, tuple[str, ...]]:
    """Return the ids of the touchpoints that each tagged comment was put to, in the order in which it was."""
    known = {each.id for each in workspace.scorecard.touchpoints}
    found: defaultdict[Which, list[str]] = defaultdict(list)
    for tag in workspace.tags():
        if tag.touchpoint in known:
            found[tag.dataset, tag.comment].append(tag.touchpoint)
    return {which: tuple(touchpoints) for which, touchpoints in found.items()}


def tagged_to(workspace: Workspace, touchpoint: str) -> frozenset[Which]:
    """Return the comments that were put to the touchpoint."""
    return frozenset((tag.dataset, tag.comment) for tag in workspace.tags() if tag.touchpoint == touchpoint)


def tag_counts(workspace: Workspace, period: Period) -> dict[str, int]:
    """Return by touchpoint how many comments of *period* were put to it; those without a day are in every period.

    No row is read for it: a comment whose rows were taken back is counted until it is untagged.
    """
    return dict(Counter(tag.touchpoint for tag in workspace.tags() if tag.day is None or tag.day in period))


def elsewhere(workspace: Workspace, touchpoint: Touchpoint) -> tuple[Comments, ...]:
    """Return the places beside the touchpoint's own where comments stand that were put to it: one for each text."""
    tags = tagged_to(workspace, touchpoint.id)
    if not tags:
        return ()
    return kept(workspace, ("comments elsewhere", touchpoint.id, tags), lambda: _elsewhere(workspace, touchpoint, tags))


def _elsewhere(workspace: Workspace, touchpoint: Touchpoint, tags: frozenset[Which]) -> tuple[Comments, ...]:
    found = _candidates(workspace, touchpoint, {dataset for dataset, _ in tags})
    return tuple(each for each in found if _has_more(workspace, touchpoint, each, tags))


def _candidates(workspace: Workspace, touchpoint: Touchpoint, datasets: set[str]) -> tuple[Comments, ...]:
    whole = {(each.dataset, each.text) for each in touchpoint.comments if not each.where}
    found: dict[tuple[str, str], Comments] = {}
    for other in workspace.scorecard.touchpoints:
        for each in other.comments:
            place = each.dataset, each.text
            if each.dataset in datasets and place not in whole:
                found.setdefault(place, each.model_copy(update={"where": {}}))
    return tuple(found.values())


def _has_more(workspace: Workspace, touchpoint: Touchpoint, there: Comments, tags: frozenset[Which]) -> bool:
    """Return whether more of *tags* stand *there* than at the touchpoint's own places of the same column."""
    asked = Asked(only=frozenset(comment for dataset, comment in tags if dataset == there.dataset))
    own = [each for each in touchpoint.comments if (each.dataset, each.text) == (there.dataset, there.text)]
    try:
        known = sum(workspace.told(each).tally(asked).comments for each in own)
        return workspace.told(there).tally(asked).comments > known
    except FormulaProblem:  # nothing can be read there, which its own touchpoint says
        return False
