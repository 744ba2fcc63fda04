"""The journey's health: what the map says that nobody has seen, or that nobody has looked at for long."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bsc.model.definitions import Entry, Touchpoint
from bsc.model.fence import PERSONA
from bsc.model.review import ItemKind, Review, ReviewKind
from bsc.model.subject import Subject, SubjectKind
from bsc.model.view import View
from bsc.model.words import Evidence, Perspective
from bsc.views.dates import day
from bsc.views.journey_map import journey_map
from bsc.views.keeping import kept
from bsc.views.workspace import Workspace

A_YEAR: Final = (
    365  # days after which an assumption is to be looked at again, and after which a reason has to hold anew
)
STEPS: Final = (
    ItemKind.NO_EVIDENCE,
    ItemKind.OLD_ASSUMPTION,
    ItemKind.CONTRADICTED,
    ItemKind.NO_CUSTOMER_KPI,
    ItemKind.NO_DATA,
    ItemKind.NO_OWNER,
)
_ENTRIES: Final = ("wants", "does", "asks", "pains", "delights", "personalization")


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """That a finding stays as it is: why, who closed the review that said so, on which day, and that review's id."""

    reason: str
    who: str
    on: date
    review: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something of the journey that is to be looked at again: why, about what, and a sentence on it.

    `accepted` says why it stays as it is, for a year from the review that said so.
    """

    kind: ItemKind
    about: Subject
    title: str
    sentence: str
    accepted: Accepted | None = None


def findings(workspace: Workspace) -> tuple[Finding, ...]:
    """Return what a health check of the journey finds today, by kind in the order of the steps."""
    stays = accepted(workspace.reviews(), workspace.today)
    return tuple(replace(each, accepted=stays.get((each.kind, each.about))) for each in found(workspace))


def found(workspace: Workspace) -> tuple[Finding, ...]:
    """Return the findings, those that were accepted as well, without a word on that; kept."""
    return kept(workspace, ("health",), lambda: tuple(_found(workspace)))


def standing(workspace: Workspace) -> tuple[Finding, ...]:
    """Return the findings that nobody has accepted."""
    return tuple(each for each in findings(workspace) if each.accepted is None)


def accepted(reviews: tuple[Review, ...], today: date) -> dict[tuple[ItemKind, Subject | None], Accepted]:
    """Return why findings stay as they are, by kind and subject: what the newest journey review says, for a year.

    There the item is ticked, and has a note.
    """
    checks = [each for each in reviews if each.kind is ReviewKind.JOURNEY and (today - each.held).days <= A_YEAR]
    return {
        (item.kind, item.about): Accepted(
            reason=item.note, who=review.closed_by or review.opened_by, on=review.held, review=review.id
        )
        for review in sorted(checks, key=lambda each: each.held)
        for item in review.agenda
        if item.kind in STEPS and item.done and item.note
    }


def assumed(touchpoint: Touchpoint) -> tuple[Entry, ...]:
    """Return what is said of *touchpoint* that nobody has observed."""
    return tuple(each for each in _said(touchpoint) if touchpoint.evidence_of(each) is not Evidence.OBSERVED)


def _found(workspace: Workspace) -> Iterator[Finding]:
    touchpoints = workspace.scorecard.touchpoints
    yield from (_without_evidence(each) for each in touchpoints if _has_no_evidence(each))
    yield from (_old(each, workspace.today) for each in touchpoints if _is_old(each, workspace.today))
    yield from _contradicted(workspace)
    yield from _without_customer_kpi(workspace)
    yield from _without_data(workspace)
    yield from (_without_owner(each) for each in touchpoints if not each.owner)


def _said(touchpoint: Touchpoint) -> Iterator[Entry]:
    for field in _ENTRIES:
        yield from getattr(touchpoint, field)


def _has_no_evidence(touchpoint: Touchpoint) -> bool:
    """Return whether all of it is assumed, and neither comments nor a KPI can tell otherwise."""
    levels = {touchpoint.evidence, *(touchpoint.evidence_of(each) for each in _said(touchpoint))}
    return levels == {Evidence.ASSUMED} and not (touchpoint.comments or touchpoint.kpis or touchpoint.emotion_kpi)


def _without_evidence(touchpoint: Touchpoint) -> Finding:
    return _of(
        ItemKind.NO_EVIDENCE,
        touchpoint,
        "All that is said of it is assumed, no KPI watches it, and no comments of customers are put to it.",
    )


def _is_old(touchpoint: Touchpoint, today: date) -> bool:
    if touchpoint.evidence is Evidence.OBSERVED and not assumed(touchpoint):
        return False
    return touchpoint.evidence_on is None or (today - touchpoint.evidence_on).days > A_YEAR


def _old(touchpoint: Touchpoint, today: date) -> Finding:
    count = len(assumed(touchpoint))
    what = f"{count} of what is said of it {'was' if count == 1 else 'were'} not observed" if count else ""
    rests = what or f"It is {touchpoint.evidence}"
    if touchpoint.evidence_on is None:
        return _of(ItemKind.OLD_ASSUMPTION, touchpoint, f"{rests}; nobody has written when it was looked at last.")
    ago = (today - touchpoint.evidence_on).days
    said = f"{rests}; it was looked at last on {day(touchpoint.evidence_on)}, {ago:,} days ago."
    return _of(ItemKind.OLD_ASSUMPTION, touchpoint, said)


def _contradicted(workspace: Workspace) -> Iterator[Finding]:
    """Yield the touchpoints whose opinion does not agree with what a KPI says, in the last complete month."""
    known = {each.id: each for each in workspace.scorecard.touchpoints}
    drawn = journey_map(workspace, View()).curves
    parts = [part for curve in drawn for point in curve.points for part in point.parts if part.disagreement]
    for touchpoint in dict.fromkeys(part.touchpoint_id for part in parts):
        said = dict.fromkeys(part.disagreement for part in parts if part.touchpoint_id == touchpoint)
        yield _of(ItemKind.CONTRADICTED, known[touchpoint], " ".join(said))


def _without_customer_kpi(workspace: Workspace) -> Iterator[Finding]:
    watched = {
        objective.stage
        for objective in map(workspace.objective_of, workspace.scorecard.kpis)
        if objective.perspective is Perspective.CUSTOMER
    }
    for stage in workspace.scorecard.stages:
        if stage.id not in watched:
            yield Finding(
                kind=ItemKind.NO_CUSTOMER_KPI,
                about=Subject.of(SubjectKind.STAGE, stage.id),
                title=stage.name,
                sentence="No KPI of the customer perspective tells how customers fare in it.",
            )


def _without_data(workspace: Workspace) -> Iterator[Finding]:
    """Yield the personas that no row of any dataset speaks of."""
    told = set(workspace.dimensions().get(PERSONA, ()))
    for persona in workspace.scorecard.personas:
        if not told & {persona.id, persona.name}:
            yield Finding(
                kind=ItemKind.NO_DATA,
                about=Subject.of(SubjectKind.PERSONA, persona.id),
                title=persona.name,
                sentence="No row of any dataset speaks of it: what the map says of it cannot be measured.",
            )


def _without_owner(touchpoint: Touchpoint) -> Finding:
    helped = f" {', '.join(touchpoint.helpers)} help with it." if touchpoint.helpers else ""
    return _of(ItemKind.NO_OWNER, touchpoint, f"Nobody answers for it.{helped}")


def _of(kind: ItemKind, touchpoint: Touchpoint, sentence: str) -> Finding:
    about = Subject.of(SubjectKind.TOUCHPOINT, touchpoint.id)
    return Finding(kind=kind, about=about, title=touchpoint.name, sentence=sentence)
