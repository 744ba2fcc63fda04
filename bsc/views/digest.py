"""A digest: how the period stands, what needs attention first, and what is new since the last one."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Self

from bsc.model.view import View
from bsc.model.words import Status
from bsc.views.attention_items import Item
from bsc.views.board_pack import board_pack
from bsc.views.pack import Cover, Section, Wanted
from bsc.views.workspace import Workspace

FIRST: Final = 5  # things that need attention: what is read on a phone
_GATHERED: Final = Wanted(sections=(Section.ACTIONS, Section.NOTES), forecasts=False)


@dataclass(frozen=True)
class Mark:
    """What a digest told: of whom, the period, the score as printed, and each line by what it is about."""

    seen: str = ""
    period: str = ""
    points: str = ""
    lines: tuple[tuple[str, tuple[str, ...], str], ...] = ()  # what it is about, its reasons' kinds, its headline

    def written(self) -> str:
        """Return it as JSON."""
        return json.dumps([self.seen, self.period, self.points, self.lines], ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return what was written; None for an empty text."""
        if not text:
            return None
        seen, period, points, lines = json.loads(text)
        return cls(seen, period, points, tuple((about, tuple(kinds), headline) for about, kinds, headline in lines))


@dataclass(frozen=True, kw_only=True)
class Needed:
    """One thing that needs attention: what, its status, why it stands where it stands, whether it is new."""

    headline: str
    why: str
    status: Status
    new: bool


@dataclass(frozen=True, kw_only=True)
class Digest:
    """What a digest tells; `news` are sentences about what is other than in the last one, `more` counts what is left.

    `late` are sentences about datasets that wait for a file, `overdue` about initiatives that should be done.
    """

    cover: Cover
    needed: tuple[Needed, ...]
    more: int
    gains: tuple[str, ...]
    news: tuple[str, ...]
    late: tuple[str, ...]
    overdue: tuple[str, ...]
    first: bool
    mark: Mark


def digest(workspace: Workspace, view: View, before: Mark | None = None) -> Digest:
    """Return the digest of the period of *view*, with what is new since the one that told *before*.

    What was told of other customers is compared with nothing: this is the first one of these.
    """
    pack = board_pack(workspace, view, _GATHERED)
    items = pack.attention.items
    lines = tuple((_about(each), _kinds(each), each.headline) for each in items)
    mark = Mark(pack.cover.seen, pack.cover.period, pack.cover.points, lines)
    if before is not None and before.seen != mark.seen:
        before = None
    new = {about for about, _ in _new(before, mark)} if before else set()
    return Digest(
        cover=pack.cover,
        needed=tuple(
            Needed(
                headline=each.headline,
                why=each.why,
                status=each.status,
                new=_about(each) in new,
            )
            for each in items[:FIRST]
        ),
        more=max(len(items) - FIRST, 0),
        gains=tuple(each.headline for each in pack.attention.gains[:FIRST]),
        news=tuple(_news(before, mark)) if before else (),
        late=tuple(f"{each.name}: {each.word}" for each in pack.datasets if each.late),
        overdue=tuple(f"{each.name}: due {each.due}{_by(each.owner)}" for each in pack.actions if each.overdue),
        first=before is None,
        mark=mark,
    )


def _news(before: Mark, now: Mark) -> Iterator[str]:
    if (before.period, before.points) != (now.period, now.points):
        yield f"Score {now.points} in {now.period}, after {before.points} in {before.period} in the last digest."
    yield from (f"New: {headline}" for _, headline in _new(before, now))
    still = {about for about, *_ in now.lines}
    yield from (f"No longer on the list: {headline}" for about, _, headline in before.lines if about not in still)


def _new(before: Mark, now: Mark) -> Iterator[tuple[str, str]]:
    """Yield what each line is about, and its headline, that was not there *before*, or for fewer reasons."""
    was = {about: set(kinds) for about, kinds, _ in before.lines}
    for about, kinds, headline in now.lines:
        if about not in was or set(kinds) - was[about]:
            yield about, headline


def _kinds(item: Item) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(each.kind) for each in item.reasons))


def _about(item: Item) -> str:
    kinds: tuple[tuple[str, Any], ...] = (
        ("kpi", item.kpi), ("dataset", item.dataset), ("initiative", item.initiative)
    )  # fmt: skip
    return next((f"{kind} {found}" for kind, found in kinds if found), item.name)


def _by(owner: str) -> str:
    return f" ({owner})" if owner else ""
