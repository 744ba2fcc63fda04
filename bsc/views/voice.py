"""The customer's voice: what customers wrote about a touchpoint, what tells who they are masked.

A search looks into the masked text only: whoever searches learns nothing that is hidden.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bsc.actuals import LONGEST_COMMENT, Asked, Comment, Order, Tally
from bsc.errors import FormulaProblem, NotFound
from bsc.intake.free_text import masked
from bsc.model.definitions import ALL_PERSONAS, Comments, Touchpoint
from bsc.model.editing import number_of
from bsc.model.fence import PERSONA
from bsc.model.view import View
from bsc.views.csv_text import csv_text
from bsc.views.dates import day
from bsc.views.keeping import kept
from bsc.views.tagged import Which, digest_of, elsewhere, tagged_to, touchpoints_of
from bsc.views.workspace import Workspace

ON_A_PAGE = 10
MOST_SEARCHED = 2_000  # comments that hold the words, read before masking
MOST_IN_FILE = 5_000
_LEFT_OFF = 300  # characters at the end of a comment that was cut: half an address is not masked
CSV_HEADER = ("Day", "Persona", "Rating", "Comment", "Tagged to")


class Tagging(StrEnum):
    """Which comments by where they were put: any, those put to the touchpoint, those put to none."""

    ANY = "any"
    TAGGED = "tagged"
    UNTAGGED = "untagged"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which comments of a touchpoint: from its source at this place, with these words, in this order, on this page.

    With `earlier` also those from before the period. `tagging` says which by where somebody has put them.
    """

    source: int = 0
    search: str = ""
    order: Order = Order.NEWEST
    earlier: bool = False
    tagging: Tagging = Tagging.ANY
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class Said:
    """One comment, masked: its text, its rating as in the export, its day, the name of the persona who wrote it.

    `which` is what tells it from others: it holds nothing that can be read.
    """

    text: str
    which: Which = ("", "")
    rating: str = ""
    day: date | None = None
    persona: str = ""


@dataclass(frozen=True, kw_only=True)
class Rated:
    """How the comments rate: the mean of those with a rating, how many these are, the lowest and the highest."""

    mean: float
    count: int
    least: float
    greatest: float

    @property
    def words(self) -> str:
        """Return the mean and what it is made of in words: `mean rating 2.5 (6 ratings, 1 to 4)`."""
        return f"mean rating {self.mean:.1f} ({number_of(self.count, 'rating')}, {self.least:g} to {self.greatest:g})"


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A page of the comments on a touchpoint.

    `sources` names where comments stand (none: nobody has said where), `found` counts what was asked for (`cut`: there
    are more), `tagged` those of the period that were put to it, `problem` says why nothing can be read, `nothing` why
    nothing was found, `notes` what else to know.
    """

    touchpoint: Touchpoint
    period: str
    sources: tuple[str, ...] = ()
    rated: Rated | None = None
    can_rate: bool = False
    found: int = 0
    tagged: int = 0
    cut: bool = False
    comments: tuple[Said, ...] = ()
    notes: tuple[str, ...] = ()
    nothing: str = ""
    problem: str = ""

    @property
    def pages(self) -> int:
        """Return how many pages there are; one at least."""
        return max(-(-self.found // ON_A_PAGE), 1)


def touchpoint_of(workspace: Workspace, touchpoint_id: str) -> Touchpoint:
    """Return the touchpoint called *touchpoint_id*; raises NotFound with the nearest id."""
    known = {each.id: each for each in workspace.scorecard.touchpoints}
    if touchpoint_id not in known:
        raise NotFound("touchpoint", touchpoint_id, known)
    return known[touchpoint_id]


def voice(workspace: Workspace, view: View, touchpoint_id: str, wanted: Wanted | None = None) -> Voice:
    """Return the comments on the touchpoint in *view* that are *wanted*; raises NotFound when there is no such one."""
    asked = wanted or Wanted()
    tags = tagged_to(workspace, touchpoint_id), frozenset(touchpoints_of(workspace))  # no part of its state
    name = ("voice", touchpoint_id, asked, tags)
    return kept(workspace, name, lambda: _voice(workspace, view, touchpoint_id, asked), view)


def csv_of(workspace: Workspace, view: View, touchpoint_id: str, wanted: Wanted) -> str:
    """Return what is *wanted*, all pages of it (5,000 comments at most), masked, as CSV."""
    touchpoint = touchpoint_of(workspace, touchpoint_id)
    teller = _Teller(workspace, view, touchpoint, wanted.source)
    said = teller.searched(wanted)[0] if teller.words(wanted) else teller.read(wanted, MOST_IN_FILE)
    names = {each.id: each.name for each in workspace.scorecard.touchpoints}
    put = touchpoints_of(workspace)
    tags = {which: ", ".join(names[each] for each in touchpoints) for which, touchpoints in put.items()}
    rows = ([each.day, each.persona, each.rating, each.text, tags.get(each.which, "")] for each in said)
    return csv_text(CSV_HEADER, rows)


def _voice(workspace: Workspace, view: View, touchpoint_id: str, wanted: Wanted) -> Voice:
    touchpoint = touchpoint_of(workspace, touchpoint_id)
    period = workspace.calendar.label(workspace.period(view))
    own = tuple(_named(workspace, each) for each in touchpoint.comments)
    others = tuple(f"Tagged to it, from {_named(workspace, each)}" for each in elsewhere(workspace, touchpoint))
    sources = own + others
    empty = Voice(touchpoint=touchpoint, period=period, sources=sources)
    if not sources:
        return empty
    try:
        return _told(empty, _Teller(workspace, view, touchpoint, wanted.source), wanted)
    except FormulaProblem as problem:
        return replace(empty, problem=str(problem))


def _told(empty: Voice, teller: "_Teller", wanted: Wanted) -> Voice:
    tally = teller.tally(wanted)
    if teller.words(wanted):
        all_found, cut = teller.searched(wanted)
        found, first = len(all_found), (wanted.page - 1) * ON_A_PAGE
        comments = all_found[first : first + ON_A_PAGE]
    else:
        found, cut, comments = tally.comments, False, teller.read(wanted, ON_A_PAGE, (wanted.page - 1) * ON_A_PAGE)
    tagged = teller.tally(replace(wanted, tagging=Tagging.TAGGED)).comments if teller.own else 0
    return replace(
        empty,
        rated=_rated(tally),
        can_rate=teller.rates,
        found=found,
        tagged=tagged,
        cut=cut,
        comments=tuple(comments),
        notes=tuple(teller.notes()),
        nothing="" if found else teller.nothing(wanted, tally, empty.period),
    )


class _Teller:
    """What one source of a touchpoint's comments tells in a view."""

    def __init__(self, workspace: Workspace, view: View, touchpoint: Touchpoint, source: int) -> None:
        comments = (*touchpoint.comments, *elsewhere(workspace, touchpoint))[source]
        self._dataset = comments.dataset
        self._is_elsewhere = source >= len(touchpoint.comments)
        self.own = _digests(tagged_to(workspace, touchpoint.id), comments.dataset)
        self._tagged = _digests(touchpoints_of(workspace), comments.dataset)
        self._told = workspace.told(comments)
        self._names = {each.id: each.name for each in workspace.scorecard.personas}
        self._period = workspace.period(view)
        self._label = next(each.label for each in workspace.scorecard.datasets if each.id == comments.dataset)
        self._own = touchpoint.persona if view.persona == ALL_PERSONAS != touchpoint.persona else ""
        self._filters = workspace.filters(view)
        if self._own and self._told.has_personas:
            self._filters[PERSONA] = (self._own,)
        self.rates = comments.rating is not None

    def words(self, wanted: Wanted) -> tuple[str, ...]:
        return self._asked(wanted).words

    def tally(self, wanted: Wanted) -> Tally:
        """Return the tally of the period, whatever is searched for."""
        return self._told.tally(replace(self._asked(wanted), search=""))

    def read(self, wanted: Wanted, most: int, after: int = 0) -> list[Said]:
        return [self._said(each) for each in self._told.comments(self._asked(wanted), wanted.order, most, after)]

    def searched(self, wanted: Wanted) -> tuple[list[Said], bool]:
        """Return the comments that hold the words where nothing is hidden, and whether more were not looked at."""
        words = self.words(wanted)
        read = self.read(wanted, MOST_SEARCHED + 1)
        found = [each for each in read[:MOST_SEARCHED] if all(word in each.text.lower() for word in words)]
        return found, len(read) > MOST_SEARCHED

    def notes(self) -> Iterable[str]:
        if self._own and self._told.has_personas:
            yield f"Only what {self._names[self._own]} wrote: the touchpoint is theirs"
        if self._own and not self._told.has_personas:
            yield f"Of all customers: “{self._label}” does not say which persona wrote"
        if not self._told.has_days:
            yield f"Whatever the period: “{self._label}” does not say when it was written"

    def nothing(self, wanted: Wanted, tally: Tally, period: str) -> str:
        if tally.comments:
            return "No comment holds these words"
        if wanted.tagging is not Tagging.ANY:
            return "No comment here is tagged to it" if wanted.tagging is Tagging.TAGGED else "Every comment is tagged"
        latest = self._told.tally(replace(self._asked(wanted), search="", start=None)).last_day
        when = f"until the end of {period}" if wanted.earlier else f"in {period}"
        return f"No comment {when}" + (f"; the newest before is of {day(latest)}" if latest else "")

    def _asked(self, wanted: Wanted) -> Asked:
        return Asked(
            filters=self._filters,
            start=None if wanted.earlier else self._period.start,
            end=self._period.end,
            search=wanted.search,
            only=self.own if self._is_elsewhere or wanted.tagging is Tagging.TAGGED else None,
            without=self._tagged if wanted.tagging is Tagging.UNTAGGED else frozenset(),
        )

    def _said(self, comment: Comment) -> Said:
        text, persona = masked(comment.text), comment.persona or ""
        return Said(
            text=text if len(comment.text) < LONGEST_COMMENT else text[:-_LEFT_OFF] + " …",
            which=(self._dataset, digest_of(comment.text)),
            rating=_plain(comment.rating),
            day=comment.day,
            persona=self._names.get(persona, masked(persona)),
        )


def _digests(found: Iterable[Which], dataset: str) -> frozenset[str]:
    return frozenset(digest for its, digest in found if its == dataset)


def _named(workspace: Workspace, comments: Comments) -> str:
    """Return what the source is called: its dataset, and which of its rows."""
    label = next(each.label for each in workspace.scorecard.datasets if each.id == comments.dataset)
    return " · ".join([label, *comments.where.values()])


def _rated(tally: Tally) -> Rated | None:
    if tally.mean is None or tally.least is None or tally.greatest is None:
        return None
    return Rated(mean=tally.mean, count=tally.rated, least=tally.least, greatest=tally.greatest)


def _plain(rating: str | None) -> str:
    """Return a rating as people write it: 4 for 4.0; a word stays, masked."""
    if not rating:
        return ""
    try:
        return f"{float(rating):g}"
    except ValueError:
        return masked(rating)
