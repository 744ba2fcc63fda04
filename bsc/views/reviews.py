"""Reviews: what one begins with, the figures that it looks at, and which one is due next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

from bsc.charts.figures import NO_VALUE
from bsc.model.periods import Period
from bsc.model.review import DecisionState, Review, ReviewKind, Seen, SeenKpi, SeenScore
from bsc.model.shape import column_name
from bsc.model.view import View
from bsc.scoring.rollup import NodeKind
from bsc.views.agenda import agenda
from bsc.views.attention import attention
from bsc.views.keeping import kept
from bsc.views.pack import ScoreRow
from bsc.views.pack_scores import score_rows
from bsc.views.readings import Reading
from bsc.views.signals import variations
from bsc.views.standing import standing
from bsc.views.workspace import Workspace

_SCORES: Final[tuple[NodeKind, ...]] = ("journey", "stage")
_FEWEST: Final = 2  # reviews before they have a rhythm
_A_MONTH: Final = 31  # days until the next one, where there is no rhythm yet
_LONGEST_ID: Final = 50
_LONGEST: Final = 2000


@dataclass(frozen=True, kw_only=True)
class NextReview:
    """When the next review is due, and what says so: the days between the earlier ones, or their being none."""

    due: date
    why: str
    overdue: bool


def seen(workspace: Workspace, view: View) -> Seen:
    """Return the figures of the period of *view* as they stand now, by the definitions in force."""
    return kept(workspace, ("seen",), lambda: _seen(workspace, view), _pinned(workspace, view)).model_copy(
        update={"at": datetime.now(UTC).replace(tzinfo=None, microsecond=0)}
    )


def begun(
    workspace: Workspace,
    view: View,
    *,
    kind: ReviewKind = ReviewKind.SCORECARD,
    name: str = "",
    held: date | None = None,
) -> Review:
    """Return a review of the period of *view*, as `open_review` takes it: with its agenda and the figures.

    It follows the last one of its kind; its id is one that no other has.
    """
    asked = _pinned(workspace, view)
    day = held or workspace.today
    named = name.strip() or suggested_name(workspace, asked, kind)
    before = last_review(workspace, kind)
    return Review(
        id=_free_id(named, (each.id for each in workspace.reviews())),
        name=named,
        kind=kind,
        held=day,
        period=asked.period or "",
        grain=asked.grain,
        persona=asked.persona,
        filters=dict(asked.filters),
        agenda=agenda(workspace, asked, kind, before),
        seen=seen(workspace, asked),
        before=before.id if before else None,
    )


def view_of(review: Review) -> View:
    """Return the view that *review* looks at."""
    return View(persona=review.persona, filters=review.filters, period=review.period or None, grain=review.grain)


def last_review(workspace: Workspace, kind: ReviewKind = ReviewKind.SCORECARD) -> Review | None:
    """Return the latest review of its *kind*; None where there is none yet."""
    return next((each for each in reversed(workspace.reviews()) if each.kind is kind), None)


def suggested_name(workspace: Workspace, view: View, kind: ReviewKind = ReviewKind.SCORECARD) -> str:
    """Return what a review of the period of *view* would be called: `Review of Aug 2026`."""
    if kind is ReviewKind.JOURNEY:
        return f"Health check, {workspace.today:%B %Y}"
    return f"Review of {workspace.calendar.label(workspace.period(view))}"


def next_review(workspace: Workspace) -> NextReview | None:
    """Return when the next review of the scorecard is due, by the rhythm of those that there were; None without any."""
    held = [each.held for each in workspace.reviews() if each.kind is ReviewKind.SCORECARD]
    if not held:
        return None
    days = [(later - earlier).days for earlier, later in pairwise(held)]
    rhythm = round(median(days)) if len(held) >= _FEWEST else _A_MONTH
    due = held[-1] + timedelta(days=max(rhythm, 1))
    why = f"there was one every {rhythm} days so far" if len(held) >= _FEWEST else "a month after the first one"
    return NextReview(due=due, why=why, overdue=due < workspace.today)


def owed(review: Review) -> int:
    """Return how many of its decisions are open."""
    return sum(each.state is DecisionState.OPEN for each in review.decisions)


def _pinned(workspace: Workspace, view: View) -> View:
    """Return *view* with the name of its period, and nothing of what is opened on a page."""
    name = workspace.calendar.name(workspace.period(view))
    return View(persona=view.persona, filters=view.filters, period=name, grain=view.grain)


def _seen(workspace: Workspace, view: View) -> Seen:
    asked = _pinned(workspace, view)
    period = workspace.period(asked)
    rows = score_rows(workspace, asked)
    changes = _changes(workspace, asked, period)
    return Seen(
        headline=attention(workspace, asked, period).sentence[:_LONGEST],
        late=standing(workspace, asked).late,
        as_of=workspace.last_day(),
        definitions=workspace.store.definitions_version(),
        scores=tuple(_score(row) for row in rows if row.kind in _SCORES),
        kpis=tuple(_kpi(row, row.reading, changes) for row in rows if row.reading is not None),
    )


def _score(row: ScoreRow) -> SeenScore:
    return SeenScore(
        id=row.id if row.kind == "stage" else "",
        name=row.name,
        score=row.points,
        coverage=row.coverage,
        status=row.status,
    )


def _kpi(row: ScoreRow, reading: Reading, changes: dict[str, str]) -> SeenKpi:
    return SeenKpi(
        kpi=row.id,
        name=row.name,
        stage=reading.stage,
        perspective=reading.perspective,
        value=row.figure if reading.value is not None else "",
        number=reading.value,
        target=_known(row.target),
        red_line=_known(row.red_line),
        points=row.points,
        status=row.status,
        changed=changes.get(row.id, ""),
    )


def _known(words: str) -> str:
    return "" if words == NO_VALUE else words


def _changes(workspace: Workspace, view: View, period: Period) -> dict[str, str]:
    found = variations(workspace, view, period)
    return {kpi: each.changed.sentence[:_LONGEST] for kpi, each in found.items() if each.changed}


def _free_id(name: str, taken: Iterable[str]) -> str:
    """Return an id made from *name* that is not *taken*."""
    made = column_name(name)[:_LONGEST_ID].strip("_")
    begun_with = made if made.isascii() else "review"
    known = set(taken)
    numbered = (f"{begun_with}_{number}" for number in range(2, len(known) + 3))
    return next(each for each in (begun_with, *numbered) if each not in known)
