"""Who answers for what: everybody who owns or helps, and all that one of them has, with what needs attention first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bsc.model.people import plain, spellings
from bsc.model.review import Decision, DecisionState, Review
from bsc.model.subject import SubjectKind
from bsc.model.view import View
from bsc.views import mentions
from bsc.views.dates import day
from bsc.views.keeping import kept
from bsc.views.mentions import Mention
from bsc.views.responsibility_standing import Owned, Standing, standings
from bsc.views.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Answering:
    """A person or team: `id` is the same however the name is written, `written` are the ways it is, the usual first.

    `owns` and `helps` count things, `owes` the open decisions.
    """

    id: str
    written: tuple[str, ...]
    owns: int
    helps: int
    owes: int

    @property
    def name(self) -> str:
        """Return the name in its usual way."""
        return " ".join(self.written[0].split())

    @property
    def said(self) -> str:
        """Return every way in which the name is written: `Web team / web team`."""
        return " / ".join(self.written)


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing of somebody's: how it stands, and whether they `help` with it or answer for it."""

    standing: Standing
    helps: bool


@dataclass(frozen=True, kw_only=True)
class Owed:
    """A decision that somebody owes: of which review, by its id and name, and by how many days it is late (0: not)."""

    text: str
    review: str
    review_name: str
    due: date | None
    late: int
    initiative: str | None

    @property
    def said(self) -> str:
        """Return until when, in words."""
        if self.due is None:
            return "no due date"
        return f"overdue: due {day(self.due)}" if self.late else f"due {day(self.due)}"


@dataclass(frozen=True, kw_only=True)
class Mine:
    """All that one person or team has: things by kind in the order of KINDS, decisions, notes that speak to them."""

    who: Answering
    tasks: tuple[Task, ...]
    decisions: tuple[Owed, ...]
    mentions: tuple[Mention, ...]

    def of(self, kind: SubjectKind) -> tuple[Task, ...]:
        """Return what they have of *kind*: what they own, then what they help with."""
        return tuple(sorted((each for each in self.tasks if each.standing.about.kind is kind), key=lambda t: t.helps))

    @property
    def first(self) -> tuple[Task, ...]:
        """Return what needs their attention, the most urgent first; among equals what they own before the rest."""
        wanting = [each for each in self.tasks if each.standing.urgency]
        return tuple(sorted(wanting, key=lambda each: (-each.standing.urgency, each.helps)))


def answering(workspace: Workspace) -> tuple[Answering, ...]:
    """Return everybody who owns something, helps with it or owes a decision, by the alphabet."""
    owners, helpers = kept(workspace, ("whose",), lambda: _whose(workspace))
    owing = [each.owner for _, each in _open_decisions(workspace)]
    written = spellings([*owners, *helpers, *owing])
    found = [
        Answering(
            id=identity,
            written=ways,
            owns=_count(identity, owners),
            helps=_count(identity, helpers),
            owes=_count(identity, owing),
        )
        for identity, ways in written.items()
    ]
    return tuple(sorted(found, key=lambda each: each.id))


def mine(workspace: Workspace, view: View, who: str) -> Mine:
    """Return all that *who* (an id of `answering`, or a name) has, in the period of *view*."""
    identity = plain(who)
    known = {each.id: each for each in answering(workspace)}
    asked = known.get(identity) or Answering(id=identity, written=(who,), owns=0, helps=0, owes=0)
    return Mine(
        who=asked,
        tasks=kept(workspace, ("tasks", identity), lambda: tuple(_tasks(workspace, view, identity)), view),
        decisions=tuple(sorted(_owed(workspace, identity), key=lambda each: each.due or date.max)),
        mentions=mentions.of_person(workspace, asked.name),
    )


def meant(who: str, known: Iterable[Answering]) -> Answering | None:
    """Return the one of *known* that somebody signed in as *who* is: by name, by address, or by what is before its @.

    `anna.berg@firm.test` is Anna Berg.
    """
    before = plain(who.partition("@")[0].replace(".", " ").replace("_", " ").replace("-", " "))
    asked = [plain(who), *([before] if "@" in who else [])]
    people = {each.id: each for each in known}
    return next((people[name] for name in asked if name in people), None)


def differing(workspace: Workspace) -> tuple[Answering, ...]:
    """Return those whose name is written in more than one way."""
    return tuple(each for each in answering(workspace) if len(each.written) > 1)


def _whose(workspace: Workspace) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return every owner and every helper, as often as they are one, as they are written."""
    scorecard = workspace.scorecard
    owned: list[Owned] = [
        *scorecard.stages,
        *scorecard.objectives,
        *scorecard.kpis,
        *scorecard.touchpoints,
        *scorecard.datasets,
        *scorecard.initiatives,
    ]
    return tuple(each.owner for each in owned), tuple(name for each in owned for name in each.helpers)


def _count(identity: str, names: Iterable[str]) -> int:
    return sum(plain(name) == identity for name in names)


def _tasks(workspace: Workspace, view: View, identity: str) -> Iterator[Task]:
    for each in standings(workspace, view):
        if plain(each.owner) == identity:
            yield Task(standing=each, helps=False)
        elif identity in map(plain, each.helpers):
            yield Task(standing=each, helps=True)


def _open_decisions(workspace: Workspace) -> Iterator[tuple[Review, Decision]]:
    for review in workspace.reviews():
        for each in review.decisions:
            if each.state is DecisionState.OPEN:
                yield review, each


def _owed(workspace: Workspace, identity: str) -> Iterator[Owed]:
    for review, each in _open_decisions(workspace):
        if plain(each.owner) == identity:
            yield Owed(
                text=each.text,
                review=review.id,
                review_name=review.name,
                due=each.due,
                late=max((workspace.today - each.due).days, 0) if each.due else 0,
                initiative=each.initiative,
            )
