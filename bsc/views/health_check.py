"""A health check that goes on: what it was to look at, step by step, and what has become of each finding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bsc.model.definitions import Initiative
from bsc.model.initiatives import Origin
from bsc.model.review import AgendaItem, ItemKind, Review, ReviewKind
from bsc.model.subject import Subject
from bsc.views.health import STEPS, Finding, findings
from bsc.views.workspace import Workspace

_Key = tuple[ItemKind, Subject | None]


class Outcome(StrEnum):
    """What became of a finding."""

    OPEN = "to look at"
    SETTLED = "no longer found"
    ACCEPTED = "accepted"
    ACTED = "in an action"


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One item of a health check's agenda, the finding as it stands now (None: there is none), and actions on it."""

    item: AgendaItem
    finding: Finding | None
    actions: tuple[Initiative, ...]

    @property
    def outcome(self) -> Outcome:
        """Return what became of it: what is gone is settled, whatever was said of it before."""
        if self.finding is None:
            return Outcome.SETTLED
        if self.item.done and self.item.note:
            return Outcome.ACCEPTED
        return Outcome.ACTED if self.actions else Outcome.OPEN

    @property
    def sentence(self) -> str:
        """Return what is found now; where nothing is, what was found."""
        return self.finding.sentence if self.finding else self.item.sentence


@dataclass(frozen=True, kw_only=True)
class HealthCheck:
    """A health check by its steps, each with what it is to look at; `new` is what has been found since it was begun."""

    review: Review
    steps: Mapping[ItemKind, tuple[Checked, ...]]
    new: tuple[Finding, ...]

    @property
    def all(self) -> tuple[Checked, ...]:
        """Return what all the steps look at."""
        return tuple(each for checked in self.steps.values() for each in checked)

    def count(self, outcome: Outcome) -> int:
        """Return of how many findings that became."""
        return sum(each.outcome is outcome for each in self.all)

    def after(self, kind: ItemKind) -> ItemKind | None:
        """Return the step that follows *kind*; None after the last."""
        later = STEPS[STEPS.index(kind) + 1 :]
        return later[0] if later else None


def going_on(workspace: Workspace) -> HealthCheck | None:
    """Return the health check that goes on, the latest where there are several; None where none does."""
    checks = [each for each in workspace.reviews() if each.kind is ReviewKind.JOURNEY and each.open]
    return health_check(workspace, checks[-1]) if checks else None


def last_closed(workspace: Workspace) -> Review | None:
    """Return the latest health check that has ended; None where there was none."""
    closed = [each for each in workspace.reviews() if each.kind is ReviewKind.JOURNEY and not each.open]
    return closed[-1] if closed else None


def health_check(workspace: Workspace, review: Review) -> HealthCheck:
    """Return *review*, a health check, with what has become of what it was to look at."""
    now: dict[_Key, Finding] = {(each.kind, each.about): each for each in findings(workspace)}
    held = {(item.kind, item.about) for item in review.agenda}
    return HealthCheck(
        review=review,
        steps={kind: tuple(_checked(workspace, review, kind, now)) for kind in STEPS},
        new=tuple(each for key, each in now.items() if key not in held and each.accepted is None),
    )


def _checked(workspace: Workspace, review: Review, kind: ItemKind, now: Mapping[_Key, Finding]) -> Iterable[Checked]:
    for item in review.agenda:
        if item.kind is kind:
            yield Checked(
                item=item,
                finding=now.get((item.kind, item.about)),
                actions=tuple(each for each in workspace.scorecard.initiatives if _made_of(each, item)),
            )


def _made_of(initiative: Initiative, item: AgendaItem) -> bool:
    """Return whether *initiative* was made of what *item* is about, in a health check, and is not over."""
    made = initiative.made_from
    return (
        made is not None and made.origin is Origin.HEALTH_CHECK and made.about == item.about and initiative.state.open
    )
