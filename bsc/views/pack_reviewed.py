"""The latest review of a period or before, as a board pack tells of it."""

from collections.abc import Iterator
from datetime import date

from bsc.errors import BscError
from bsc.model.periods import Period
from bsc.model.review import DecisionState, Review
from bsc.views.dates import day
from bsc.views.minutes import minutes
from bsc.views.pack_reviews import Decided, Reviewed
from bsc.views.workspace import Workspace


def reviewed(workspace: Workspace, period: Period) -> Reviewed | None:
    """Return the latest review that looked at *period* or an earlier one; None where there is none yet."""
    known = [each for each in workspace.reviews() if _looks_at(workspace, each) <= period.last_day]
    if not known:
        return None
    *earlier, latest = known
    said = minutes(workspace, latest)
    return Reviewed(
        name=said.name,
        kind=said.kind,
        held=said.held,
        period=said.period,
        seen=said.seen,
        closed=not said.is_draft,
        decisions=tuple(_decided(workspace, latest)),
        owed=tuple(
            each for review in earlier for each in _decided(workspace, review) if each.state is DecisionState.OPEN
        ),
    )


def _looks_at(workspace: Workspace, review: Review) -> date:
    """Return the last day that *review* looked at; the day it was held where the calendar does not know its period."""
    try:
        return workspace.calendar.parse(review.period, review.grain).last_day if review.period else review.held
    except BscError:
        return review.held


def _decided(workspace: Workspace, review: Review) -> Iterator[Decided]:
    for made, said in zip(review.decisions, minutes(workspace, review).decisions, strict=True):
        yield Decided(
            text=said.text,
            owner=said.owner,
            due=said.due,
            due_on=made.due,
            state=said.state,
            overdue=made.state is DecisionState.OPEN and made.due is not None and made.due < workspace.today,
            became=said.became,
            review=review.name,
            held=day(review.held),
            held_on=review.held,
        )
