"""What became of a KPI's targets: every change over the versions of the definitions, and the way back from each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from bsc.errors import NotFound
from bsc.model.definitions import Target
from bsc.store.lines import DefinitionVersion
from bsc.views.keeping import kept
from bsc.views.workspace import Workspace

_Version = tuple[DefinitionVersion, tuple[Target, ...]]  # with the targets that one KPI has there
_Place = tuple[date, tuple[tuple[str, str], ...]]  # the start of a step, and whom it is for


@dataclass(frozen=True, kw_only=True)
class StepChange:
    """One step, in force from `start` on for `where`, as it was and as it is; None where there was or is none."""

    start: date
    where: Mapping[str, str]
    before: Target | None
    after: Target | None


@dataclass(frozen=True, kw_only=True)
class TargetChange:
    """One change of a KPI's targets: the version that it made, when (UTC), who, why, and the steps that it touched.

    `back_to` is the version before it, whose targets take the change back; None for the first definitions.
    """

    version: int
    at: datetime
    who: str
    reason: str
    steps: tuple[StepChange, ...]
    back_to: int | None


def target_history(workspace: Workspace, kpi_id: str) -> tuple[TargetChange, ...]:
    """Return every change of the targets of the KPI called *kpi_id*, newest first."""
    return kept(workspace, ("target history", kpi_id), lambda: _history(_versions(workspace, kpi_id)))


def going_back(workspace: Workspace, kpi_id: str, version: int) -> tuple[StepChange, ...]:
    """Return which steps change when the KPI gets the targets back that it had in *version*; raises NotFound."""
    then = {line.version: targets for line, targets in _versions(workspace, kpi_id)}
    if version not in then:
        raise NotFound("version", str(version), map(str, then))
    return step_changes(workspace.kpi(kpi_id).targets, then[version])


def step_changes(before: Sequence[Target], after: Sequence[Target]) -> tuple[StepChange, ...]:
    """Return the steps in which *after* differs from *before*, in the order of time."""
    old, new = {_place(step): step for step in before}, {_place(step): step for step in after}
    return tuple(
        StepChange(start=place[0], where=dict(place[1]), before=old.get(place), after=new.get(place))
        for place in sorted({*old, *new})
        if old.get(place) != new.get(place)
    )


def _versions(workspace: Workspace, kpi_id: str) -> Sequence[_Version]:
    return kept(workspace, ("targets over versions", kpi_id), lambda: workspace.targets_over_versions(kpi_id))


def _history(versions: Sequence[_Version]) -> tuple[TargetChange, ...]:
    changes = [
        _change(line, step_changes(earlier, now), before.version)
        for (line, now), (before, earlier) in pairwise(versions)
    ]
    changes += [_change(line, step_changes((), now), None) for line, now in versions[-1:]]
    return tuple(change for change in changes if change.steps)


def _change(line: DefinitionVersion, steps: tuple[StepChange, ...], back_to: int | None) -> TargetChange:
    return TargetChange(version=line.version, at=line.at, who=line.who, reason=line.note, steps=steps, back_to=back_to)


def _place(step: Target) -> _Place:
    return step.start, tuple(sorted(step.where.items()))
