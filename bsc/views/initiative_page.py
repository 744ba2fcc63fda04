"""One initiative: the cards of the KPIs that it is to move, where it came from, and who took its practice over."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bsc.errors import BscError
from bsc.model.definitions import Initiative
from bsc.model.initiatives import MadeFrom, Origin
from bsc.model.periods import Grain
from bsc.model.subject import SubjectKind
from bsc.model.view import View
from bsc.views.cards import SPARKLINE_PERIODS, Card, card
from bsc.views.initiatives import Undertaking, moved_kpis, undertaking
from bsc.views.keeping import kept
from bsc.views.noting import names
from bsc.views.signals import variations
from bsc.views.workspace import Workspace

_ORIGINS: Final[Mapping[Origin, str]] = {
    Origin.RED: "because it is off track",
    Origin.SIGNAL: "because of a signal",
    Origin.PAIN: "because of a pain of customers",
    Origin.ARROW: "from an arrow of the strategy map",
    Origin.REVIEW: "in a review",
    Origin.HEALTH_CHECK: "in a journey health check",
    Origin.PRACTICE: "to take over a practice",
}


@dataclass(frozen=True, kw_only=True)
class InitiativePage:
    """An initiative in the period of a view. `adopts` is the one whose practice it takes over, `adopted_by` are others.

    `expected` says by KPI what is expected of it.
    """

    undertaking: Undertaking
    cards: tuple[Card, ...]
    expected: Mapping[str, str]
    adopts: Initiative | None
    adopted_by: tuple[Initiative, ...]

    @property
    def initiative(self) -> Initiative:
        """Return the initiative."""
        return self.undertaking.initiative


def initiative_page(workspace: Workspace, view: View, identity: str) -> InitiativePage:
    """Return the page of the initiative called *identity*, which is there."""
    return kept(workspace, ("initiative", identity), lambda: _page(workspace, view, identity), view)


def origin(workspace: Workspace, source: MadeFrom | None) -> str:
    """Return what gave rise to it: `because it is off track: Click-through rate, Oct 2026`; empty where nobody knows.

    A review's name is not among those of *workspace* within a fence, and nothing is said of it there.
    """
    if source is None:
        return ""
    about = source.about
    name = names(workspace).get(about, "") if about and about.kind is not SubjectKind.JOURNEY else ""
    behind = ", ".join(filter(None, (name, _when(workspace, source.when))))
    return f"{_ORIGINS[source.origin]}{f': {behind}' if behind else ''}"


def _when(workspace: Workspace, said: str) -> str:
    """Return *said* as people read it where it is a period's own name, like 2026-09 or 2025-Q3."""
    calendar = workspace.calendar
    for grain in Grain:
        try:
            period = calendar.parse(said, grain)
        except BscError:
            continue
        if calendar.name(period) == said:
            return calendar.label(period)
    return said


def _page(workspace: Workspace, view: View, identity: str) -> InitiativePage:
    found = undertaking(workspace, view, identity)
    period = workspace.period(view)
    kpis = moved_kpis(workspace, found.initiative)
    varied = variations(workspace, view, period)
    series = workspace.series(view, kpis, workspace.calendar.last(period, SPARKLINE_PERIODS))
    others = workspace.scorecard.initiatives
    return InitiativePage(
        undertaking=found,
        cards=tuple(card(series[kpi.id], workspace.currency, changed=varied[kpi.id].changed) for kpi in kpis),
        expected={aim.kpi: aim.expected for aim in found.aims if aim.expected},
        adopts=next((each for each in others if each.id == found.initiative.adopts), None),
        adopted_by=tuple(each for each in others if each.adopts == identity),
    )
