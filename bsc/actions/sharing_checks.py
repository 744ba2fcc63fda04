"""What a share link must be like before it is made: a name, an end that is to come, and a view that there is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from bsc import actuals
from bsc.errors import NotFound, Refused
from bsc.model.definitions import ALL_PERSONAS, Scorecard
from bsc.model.fence import PERSONA
from bsc.model.sharing import MINUTES, PAGES, Kind, SharedView
from bsc.store import Store

LONGEST_NAME: Final = 120  # characters
LONGEST_NOTE: Final = 2000
_LONGEST_OPENED: Final = 2000  # characters of what a page has open under one name


@dataclass(frozen=True, kw_only=True)
class WantedShare:
    """A share link that is wanted: what it shows, under which name, until when (UTC; None for ever).

    With a passphrase, whoever opens it must know that as well.
    """

    name: str
    shown: SharedView
    kind: Kind = Kind.LIVE
    note: str = ""
    expires_at: datetime | None = None
    passphrase: str = field(default="", repr=False)


def named(wanted: WantedShare) -> str:
    """Return the link's name without blanks around it; raises Refused for one that nobody could tell it by."""
    name = " ".join(wanted.name.split())
    if not name:
        raise Refused("a share link without a name cannot be told from others – name it after those who will open it")
    if len(name) > LONGEST_NAME or len(wanted.note) > LONGEST_NOTE:
        message = f"a name has at most {LONGEST_NAME} characters and a note {LONGEST_NOTE:,} – shorten it"
        raise Refused(message)
    return name


def ending(wanted: WantedShare, now: datetime) -> datetime | None:
    """Return when the link expires, in UTC without a zone; raises Refused unless that is after *now*."""
    end = wanted.expires_at
    if end is not None and end.tzinfo is not None:
        end = end.astimezone(UTC).replace(tzinfo=None)
    if end is not None and end <= now:
        message = f"the link would have expired on {end:%Y-%m-%d %H:%M} already – choose a day that is to come"
        raise Refused(message)
    return end


def checked(store: Store, shown: SharedView) -> SharedView:
    """Return *shown* as it is kept; raises NotFound or BscError where it names what is not there.

    Raises Refused where something is locked without a value: that would be a lock that keeps nobody out.
    """
    scorecard = store.scorecard()
    _check_pages(shown)
    if MINUTES in shown.pages:
        _check_minutes(store, shown)
    _check_opened(scorecard, shown)
    persona = None if shown.persona in (None, ALL_PERSONAS) else shown.persona
    _check_known("persona", filter(None, [persona]), [each.id for each in scorecard.personas])
    filters = {name: tuple(sorted(set(values))) for name, values in shown.filters.items() if values}
    _check_filters(store, scorecard, filters)
    period = scorecard.journey.calendar.parse(shown.period, shown.grain) if shown.period else None
    kept = shown.model_copy(
        update={
            "persona": persona,
            "filters": filters,
            "period": scorecard.journey.calendar.name(period) if period else None,
            "locked": tuple(sorted(set(shown.locked))),
            "pages": tuple(page for page in (*PAGES, MINUTES) if page in shown.pages),
        }
    )
    _check_locks(kept)
    return kept


def _check_pages(shown: SharedView) -> None:
    if not shown.pages:
        raise Refused("a link without a page shows nothing – choose the pages that can be opened with it")
    _check_known("page", [*shown.pages, shown.start], [*PAGES, MINUTES])
    if shown.start not in shown.pages:
        message = f'the page "{shown.start}" that opens first is none of the link\'s pages – add it, or begin elsewhere'
        raise Refused(message)


def _check_minutes(store: Store, shown: SharedView) -> None:
    """Raise Refused unless *shown* is the minutes of one closed review and nothing else."""
    if shown.minutes is None:
        raise Refused("minutes are shared by themselves – make a link to one review, and another one to other pages")
    if shown.locked or shown.filters or shown.persona:
        raise Refused(
            "minutes tell of the whole company and cannot be locked to a part of it – share them without filters"
        )
    reviews = {each.id: each for each in store.reviews()}
    _check_known("review", [shown.minutes], reviews)
    if reviews[shown.minutes].open:
        message = f"the review {reviews[shown.minutes].name} goes on still – close it, then share its minutes"
        raise Refused(message)


def _check_opened(scorecard: Scorecard, shown: SharedView) -> None:
    known = {"stage": [each.id for each in scorecard.stages], "kpi": [each.id for each in scorecard.kpis]}
    for name, opened in shown.opened.items():
        values = (opened,) if isinstance(opened, str) else opened
        if name in known:
            _check_known({"kpi": "KPI"}.get(name, name), values, known[name])
        if len(name) + sum(map(len, values)) > _LONGEST_OPENED:
            message = f'"{name[:40]}" of the page is too long for a link – open the page anew, then share it'
            raise Refused(message)


def _check_filters(store: Store, scorecard: Scorecard, filters: dict[str, tuple[str, ...]]) -> None:
    if not filters:
        return
    known = actuals.dimensions(store, scorecard, store.shapes())
    _check_known("dimension", filters, [name for name in known if name != PERSONA])
    for name, values in filters.items():
        _check_known(name.replace("_", " "), values, known[name])


def _check_locks(shown: SharedView) -> None:
    for name in shown.locked:
        if name == PERSONA and shown.persona is None:
            raise Refused("the persona is locked, but none is chosen – choose one, or do not lock it")
        if name != PERSONA and name not in shown.filters:
            message = f'"{name}" is locked, but not filtered – choose the values that may be seen, or do not lock it'
            raise Refused(message)


def _check_known(noun: str, names: Iterable[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise NotFound(noun, name, known)
