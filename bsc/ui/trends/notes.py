"""The tab Notes: what people wrote beside the numbers of the KPI, and a form for more."""

from datetime import date

from bsc.model.subject import Subject, SubjectKind
from bsc.model.view import View
from bsc.ui.noting import thread
from bsc.views.trend import Trend
from bsc.views.workspace import Workspace


def draw(workspace: Workspace, view: View, trend: Trend) -> None:  # noqa: ARG001 -- what every tab is given
    """Draw the notes on the KPI of *trend*: what is written there stands on the time axis of the chart."""
    about = Subject.of(SubjectKind.KPI, trend.kpi.id)
    thread.draw(workspace, about, key="trend", day=_suggested(trend, workspace.today), beside_others=True)


def _suggested(trend: Trend, today: date) -> date:
    """Return the day that a note is most likely about: today, or the last day of a shown period that is over."""
    return min(trend.shown.period.last_day, today)
