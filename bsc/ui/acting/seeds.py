"""What an initiative begins with, by what gave rise to it: a red KPI or cell, a signal, a pain, an arrow."""

from typing import Final

from bsc.model.definitions import Kpi, Touchpoint
from bsc.model.initiatives import Origin
from bsc.model.subject import Subject, SubjectKind
from bsc.model.words import Perspective
from bsc.ui.acting.making import Seed
from bsc.views.workspace import Workspace

LONGEST_NAME: Final = 120  # characters, as the definitions have it
_CUT: Final = "…"


def of_red_kpi(workspace: Workspace, kpi: Kpi, note: str = "", when: str = "") -> Seed:
    """Return the seed of what is to bring *kpi* back on track; *note* says how it stands."""
    return _of_kpi(workspace, kpi, Origin.RED, f"Bring {kpi.name} back on track", note=note, when=when)


def of_signal(workspace: Workspace, kpi: Kpi, note: str = "", when: str = "") -> Seed:
    """Return the seed of what is to be done about a signal of *kpi*; *note* is the signal as a sentence."""
    return _of_kpi(workspace, kpi, Origin.SIGNAL, f"Act on the change in {kpi.name}", note=note, when=when)


def of_red_cell(  # noqa: PLR0913 -- a cell and what stands in it
    workspace: Workspace, stage: str, perspective: Perspective, red: tuple[str, ...], *, note: str = "", when: str = ""
) -> Seed:
    """Return the seed of what is to bring the cell back on track whose KPIs *red* (by id) are off track."""
    kpis = [workspace.kpi(each) for each in red]
    objectives = list(dict.fromkeys(each.objective for each in kpis))
    owners = [each.owner or workspace.objective_of(each).owner for each in kpis]
    return Seed(
        name=named(f"Bring {workspace.stage(stage).name}, {perspective.label.lower()}, back on track"),
        origin=Origin.RED,
        about=Subject.of(SubjectKind.CELL, stage, perspective.value),
        objective=objectives[0] if len(objectives) == 1 else None,
        kpis=red,
        owner=next(filter(None, owners), ""),
        note=note,
        when=when,
    )


def of_pain(workspace: Workspace, touchpoint: Touchpoint, pain: str, when: str = "") -> Seed:
    """Return the seed of what is to ease the *pain* that customers have at *touchpoint*."""
    wanted = next(
        (
            each.id
            for each in workspace.scorecard.objectives
            if (each.stage, each.perspective) == (touchpoint.stage, Perspective.CUSTOMER)
        ),
        None,
    )
    return Seed(
        name=named(f"Ease: {pain}"),
        origin=Origin.PAIN,
        about=Subject.of(SubjectKind.TOUCHPOINT, touchpoint.id),
        objective=wanted,
        kpis=tuple(touchpoint.kpis),
        owner=touchpoint.owner,
        note=f"{touchpoint.name}: {pain}",
        when=when,
    )


def of_arrow(workspace: Workspace, cause: str, effect: str, kpi: Kpi | None, note: str = "") -> Seed:
    """Return the seed of what is to move the objective *effect* through the objective *cause* and its *kpi*."""
    known = {each.id: each for each in workspace.scorecard.objectives}
    return Seed(
        name=named(f"Move “{known[effect].name}” through “{known[cause].name}”"),
        origin=Origin.ARROW,
        about=Subject.of(SubjectKind.ARROW, cause, effect),
        objective=cause,
        kpis=(kpi.id,) if kpi else (),
        owner=known[cause].owner,
        note=note,
    )


def named(name: str) -> str:
    """Return *name* as long as a name may be."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + _CUT


def _of_kpi(workspace: Workspace, kpi: Kpi, origin: Origin, name: str, *, note: str, when: str) -> Seed:  # noqa: PLR0913 -- all that is said
    return Seed(
        name=named(name),
        origin=origin,
        about=Subject.of(SubjectKind.KPI, kpi.id),
        objective=kpi.objective,
        kpis=(kpi.id,),
        owner=kpi.owner or workspace.objective_of(kpi).owner,
        note=note,
        when=when,
    )
