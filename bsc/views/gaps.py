"""What is missing so that somebody can answer for the journey: owners, targets, data, KPIs, actions, files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bsc.model.people import plain
from bsc.model.review import ItemKind
from bsc.model.subject import Subject, SubjectKind
from bsc.model.view import View
from bsc.model.words import Status
from bsc.views import health
from bsc.views.csv_text import csv_text
from bsc.views.responsibility_standing import Standing, standings
from bsc.views.workspace import Workspace


class Gap(StrEnum):
    """What is missing, in the order in which it is shown."""

    NO_OWNER = "Things without an owner"
    NO_ACTION = "Red without an action"
    NO_TARGET = "KPIs without a target"
    NO_DATA = "KPIs without data"
    LATE = "Datasets that are late or empty"
    NO_KPI = "Objectives without a KPI"
    NO_CUSTOMER_KPI = "Stages without a customer KPI"


CSV_HEADER: Final = ("Missing", "Kind", "Name", "Where", "How it stands")


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """One thing in which something is missing."""

    gap: Gap
    standing: Standing

    @property
    def about(self) -> Subject:
        """Return what it is."""
        return self.standing.about


def gaps(workspace: Workspace, view: View) -> Mapping[Gap, tuple[Lacking, ...]]:
    """Return what is missing in the period of *view*, by gap; one without any is there, too. Kept."""
    return workspace.kept("gaps", view, lambda: _gaps(workspace, view))


def rows(found: Mapping[Gap, Sequence[Lacking]]) -> list[tuple[str, ...]]:
    """Return a row for everything that is missing, under CSV_HEADER."""
    return [
        (gap.value, str(each.about.kind), each.standing.name, each.standing.where, each.standing.said)
        for gap, lacking in found.items()
        for each in lacking
    ]


def listed_csv(found: Mapping[Gap, Sequence[Lacking]]) -> str:
    """Return what is missing as CSV text."""
    return csv_text(CSV_HEADER, rows(found))


def _gaps(workspace: Workspace, view: View) -> Mapping[Gap, tuple[Lacking, ...]]:
    found = list(_found(workspace, standings(workspace, view)))
    return {gap: tuple(each for each in found if each.gap is gap) for gap in Gap}


def _found(workspace: Workspace, known: Sequence[Standing]) -> Iterator[Lacking]:
    with_kpi = {kpi.objective for kpi in workspace.scorecard.kpis}
    without_customer_kpi = {each.about.id for each in health.found(workspace) if each.kind is ItemKind.NO_CUSTOMER_KPI}
    acted_on = {
        kpi.id
        for kpi in workspace.scorecard.kpis
        if any(each.state.open and each.moves(kpi) for each in workspace.scorecard.initiatives)
    }
    for each in known:
        kind, identity = each.about.kind, each.about.id
        if not plain(each.owner) and not _is_over(workspace, each):
            yield Lacking(gap=Gap.NO_OWNER, standing=each)
        if kind is SubjectKind.KPI:
            yield from _of_kpi(each, acted=identity in acted_on)
        if kind is SubjectKind.DATASET and each.mark:
            yield Lacking(gap=Gap.LATE, standing=each)
        if kind is SubjectKind.OBJECTIVE and identity not in with_kpi:
            yield Lacking(gap=Gap.NO_KPI, standing=each)
        if kind is SubjectKind.STAGE and identity in without_customer_kpi:
            yield Lacking(gap=Gap.NO_CUSTOMER_KPI, standing=each)


_OF_STATUS: Final = {Status.NO_TARGET: Gap.NO_TARGET, Status.NO_DATA: Gap.NO_DATA}


def _of_kpi(each: Standing, *, acted: bool) -> Iterator[Lacking]:
    if each.status in _OF_STATUS:
        yield Lacking(gap=_OF_STATUS[each.status], standing=each)
    if each.status is Status.OFF_TRACK and not acted:
        yield Lacking(gap=Gap.NO_ACTION, standing=each)


def _is_over(workspace: Workspace, each: Standing) -> bool:
    """Return whether it is an initiative that nobody has to answer for any more."""
    if each.about.kind is not SubjectKind.INITIATIVE:
        return False
    return not next(one for one in workspace.scorecard.initiatives if one.id == each.about.id).state.open
