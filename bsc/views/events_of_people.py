"""What comes about between people: something is given to somebody, they are spoken to, a review is due or closed."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from bsc.model.definitions import Scorecard
from bsc.model.notification import EventKind, assigned_key
from bsc.model.people import plain
from bsc.model.review import Decision, DecisionState, Review
from bsc.model.subject import Subject, SubjectKind
from bsc.views import mentions
from bsc.views.dates import day
from bsc.views.events_item import Event, people, quoted
from bsc.views.noting import names
from bsc.views.workspace import Workspace

_SECTIONS: Final = {
    SubjectKind.STAGE: "stages",
    SubjectKind.OBJECTIVE: "objectives",
    SubjectKind.KPI: "kpis",
    SubjectKind.TOUCHPOINT: "touchpoints",
    SubjectKind.DATASET: "datasets",
    SubjectKind.INITIATIVE: "initiatives",
}
_NOUNS: Final = {SubjectKind.KPI: "KPI", SubjectKind.INITIATIVE: "action"}


def events_of_people(workspace: Workspace) -> Iterator[Event]:
    """Yield what is whose, who is spoken to, and what became of reviews: as things stand, not only what is new."""
    yield from _given(workspace.scorecard)
    yield from _mentions(workspace)
    for review in workspace.reviews():
        yield from _of_review(review, workspace.today)


def _given(scorecard: Scorecard) -> Iterator[Event]:
    for kind, section in _SECTIONS.items():
        for each in getattr(scorecard, section):
            if kind is SubjectKind.INITIATIVE and not each.state.open:
                continue
            title = each.label if kind is SubjectKind.DATASET else each.name
            for name, does in ((each.owner, "answers for"), *((helper, "helps with") for helper in each.helpers)):
                if plain(name):
                    yield _assigned(Subject.of(kind, each.id), title, name, does)


def _assigned(about: Subject, title: str, name: str, does: str) -> Event:
    noun = _NOUNS.get(about.kind, about.kind.value)
    return Event(
        kind=EventKind.ASSIGNED,
        key=assigned_key(f"{about.kind}/{about.id}", name),
        title=title,
        why=f"{name} {does} this {noun} now.",
        about=about,
        whose=people([name]),
    )


def _mentions(workspace: Workspace) -> Iterator[Event]:
    named = names(workspace)
    for each in mentions.since(workspace):
        note = each.note
        if not workspace.fence.open and note.about not in named:
            continue
        yield Event(
            kind=EventKind.MENTION,
            key=f"{EventKind.MENTION}/{each.key}",
            title=f"{each.person}, in a note on {named.get(note.about) or note.about.id or note.about.kind}",
            why=f"{each.by} wrote: {quoted(note.text)}",
            since=day(each.at.date()),
            about=note.about,
            whose=people([each.person]),
        )


def _of_review(review: Review, today: date) -> Iterator[Event]:
    about = Subject.of(SubjectKind.REVIEW, review.id)
    there = people([*review.attendees, review.opened_by, *(each.owner for each in review.decisions)])
    if review.open and review.held <= today:
        yield Event(
            kind=EventKind.REVIEW,
            key=f"{EventKind.REVIEW}/{review.id}/due",
            title=review.name,
            why=f"The review is to be held on {day(review.held)} and is not closed.",
            since=f"since {day(review.held)}",
            about=about,
            whose=there,
        )
    if review.closed_at is not None:
        count = len(review.decisions)
        decided = f"{count} decision{'' if count == 1 else 's'}" if count else "no decision"
        yield Event(
            kind=EventKind.REVIEW,
            key=f"{EventKind.REVIEW}/{review.id}/closed",
            title=review.name,
            why=f"{review.closed_by or 'Somebody'} closed the review, with {decided}: its minutes can be read.",
            since=day(review.closed_at.date()),
            about=about,
            whose=there,
        )
    for decision in review.decisions:
        if decision.state is DecisionState.OPEN:
            yield from _of_decision(review, decision, today)


def _of_decision(review: Review, decision: Decision, today: date) -> Iterator[Event]:
    about = Subject.of(SubjectKind.REVIEW, review.id)
    decided = f"Decided in {review.name}"
    place, whose = f"{review.id}/{decision.id}", people([decision.owner])
    if whose:
        yield Event(
            kind=EventKind.ASSIGNED,
            key=assigned_key(f"decision/{place}", decision.owner),
            title=decision.text,
            why=f"{decided}; {decision.owner} owes it{f' until {day(decision.due)}' if decision.due else ''}.",
            about=about,
            whose=whose,
        )
    if decision.due is not None and decision.due < today:
        yield Event(
            kind=EventKind.OVERDUE,
            key=f"{EventKind.OVERDUE}/decision/{place}/{decision.due}",
            title=decision.text,
            why=f"{decided}, was due on {day(decision.due)} and is still open."
            + (f" Its owner: {decision.owner}." if decision.owner else " It has no owner."),
            since=f"since {day(decision.due)}",
            about=about,
            whose=whose,
        )
