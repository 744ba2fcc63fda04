"""The story of a period, one thought a slide: how it stands, what needs attention, the journey and its stages.

Then the KPIs that it turns on over time, what is done about them, and how to read it all. It is told from the read
models of the pages, so that a figure in a room is the figure on the page.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bsc.charts.figures import NO_VALUE
from bsc.model.definitions import Kpi
from bsc.model.editing import number_of
from bsc.model.view import View
from bsc.views.attention import Attention
from bsc.views.attention_items import Item
from bsc.views.attention_words import SEEN, number_of_points
from bsc.views.board_pack import board_pack
from bsc.views.flow import Flows, flows
from bsc.views.journey_map import Column, JourneyMap
from bsc.views.keeping import kept
from bsc.views.pack import Action, Pack, PackTrend, Remarks, Section, Wanted
from bsc.views.pack_notes import NOTED
from bsc.views.pack_trends import pack_trend
from bsc.views.slides import Close, Curve, Done, Needed, Opening, Place, Point, Side, Slide, Stop, Story, Way, Work
from bsc.views.stage import Panel, StagePage
from bsc.views.trend_layers import Layers
from bsc.views.trend_picture import picture
from bsc.views.workspace import Workspace

MOST: Final = 4  # things that need attention, and initiatives: what a room can take in at once
TRENDS: Final = 5  # slides with a KPI over time, at most
CARDS: Final = 2  # KPIs of a perspective on a stage's slide
_NOTES: Final = 6  # of the period, the newest: what a room can read
_MOVERS: Final = 2  # KPIs that a sentence about a score names
_GATHERED: Final = Wanted(sections=(Section.STAGES, Section.ACTIONS, Section.NOTES), forecasts=False)
_CARE: Final = ("What is shown", "Coverage", "Read with care")  # the rest of the notes are for reading, not for a room


def story(workspace: Workspace, view: View) -> Story:
    """Return the story of the period of *view*."""
    notes = workspace.all_notes()  # no part of the workspace's state
    return kept(workspace, ("story", notes), lambda: _Told(workspace, view).story(), view)


class _Told:
    """What the story is made of."""

    def __init__(self, workspace: Workspace, view: View) -> None:
        """Gather it from *workspace* under *view*, the latest period by its name."""
        self.workspace = workspace
        self.view = replace(view, period=workspace.calendar.name(workspace.period(view)))
        self.pack: Pack = board_pack(workspace, self.view, _GATHERED)

    def story(self) -> Story:
        cover = self.pack.cover
        until = [f"data until {cover.until}"] if cover.until else []
        foot = (cover.journey, cover.period, cover.seen, *until, f"{cover.coverage} known")
        late = _late(self.pack)
        named = late[0] if len(late) == 1 else f"{number_of(len(late), 'dataset')} wait for a file" if late else ""
        return Story(slides=tuple(self.slides()), foot=foot, late=named)

    def slides(self) -> Iterator[Slide]:
        found = flows(self.workspace, self.view)
        yield Slide(id="cover", kind="cover", title=self.pack.cover.journey, body=_opening(self.pack))
        yield Slide(id="attention", kind="attention", title=_heading(self.pack.attention), body=_needed(self.pack))
        yield Slide(id="map", kind="map", title="Journey map", body=_way(self.pack.map))
        for page in self.pack.stages:
            body = _place(page, found)
            yield Slide(id=f"stage.{page.stage.id}", kind="stage", title=page.stage.name, body=body)
        for kpi in self.kpis():
            yield Slide(id=f"trend.{kpi.id}", kind="trend", title=kpi.name, body=self.curve(kpi))
        yield Slide(id="actions", kind="actions", title="What is done about it", body=_done(self.pack.actions))
        if noted := _noted(self.pack):
            yield Slide(id="noted", kind="notes", title=NOTED, body=noted)
        yield Slide(id="notes", kind="notes", title="How to read this", body=_close(self.pack))

    def kpis(self) -> list[Kpi]:
        """Return the pinned KPIs of the story: what the headline names, needs attention, got better, moved the score.

        Where no KPI is pinned, each may be one of them.
        """
        kpis = {each.id: each for each in self.workspace.scorecard.kpis}
        pinned = {each.id for each in kpis.values() if each.pinned} or set(kpis)
        spoken = self.pack.attention
        named = [spoken.kpi, *(each.kpi for each in (*spoken.items, *spoken.gains))]
        moved = [each.kpi for each in self.pack.cover.movers]
        return [kpis[each] for each in dict.fromkeys((*named, *moved)) if each in pinned][:TRENDS]

    def curve(self, kpi: Kpi) -> Curve:
        """Return *kpi* over time, as its page draws it."""
        shown = pack_trend(self.workspace, self.view, kpi, _GATHERED)
        last = shown.points[-1]
        return Curve(
            where=f"{shown.stage} · {shown.perspective.label}",
            card=shown.card,
            target=_known(last.target_words),
            red_line=_known(last.red_line_words),
            sentence=_sentence(self.pack.attention, shown),
            picture=picture(shown.trend, Layers()),
        )


def _opening(pack: Pack) -> Opening:
    cover = pack.cover
    return Opening(
        period=cover.period,
        days=f"{cover.days}, not over yet" if cover.running else cover.days,
        seen=cover.seen,
        score=cover.score,
        change=cover.change,
        before=cover.before,
        sentence=cover.sentence,
        status=cover.status,
    )


def _heading(found: Attention) -> str:
    return "What needs attention" if found.items else "Nothing needs attention"


def _needed(pack: Pack) -> Needed:
    """Return what needs attention first; where nothing does, what has got better."""
    found = pack.attention
    listed = found.items or found.gains
    more = len(listed) - MOST
    return Needed(
        points=tuple(_point(each) for each in listed[:MOST]) or (_calm(found),),
        more=f"and {number_of(more, 'more', 'more')} on the journey map" if more > 0 else "",
    )


def _point(item: Item) -> Point:
    costs = f"It costs the journey {number_of_points(item.costs)}." if item.costs >= SEEN else ""
    return Point(status=item.status, title=item.title, lead=item.lead, reason=costs or item.reasons[0].sentence)


def _calm(found: Attention) -> Point:
    return Point(status=found.status, title=found.sentence, lead="", reason="")


def _way(drawn: JourneyMap) -> Way:
    return Way(
        perspectives=tuple(row.name for row in drawn.rows if row.kind == "perspective"),
        stops=tuple(_stop(column) for column in drawn.columns),
    )


def _stop(column: Column) -> Stop:
    flow = column.flow
    return Stop(
        name=column.name,
        score=column.score,
        cards=column.cards,
        count=f"{flow.count} {flow.name}" if flow else "",
        goes_on=_known(flow.goes_on) if flow else "",
    )


def _place(page: StagePage, found: Flows) -> Place:
    flow = found.of.get(page.stage.id)
    return Place(
        goal=page.stage.goal,
        score=page.score,
        sides=tuple(_side(panel) for panel in page.panels),
        moved=_moved(page),
        flow=flow.sentence if flow else "",
    )


def _side(panel: Panel) -> Side:
    cards = tuple(card for aim in panel.aims for card in aim.cards)
    return Side(name=panel.perspective.label, score=panel.score, cards=cards[:CARDS], more=max(len(cards) - CARDS, 0))


def _moved(page: StagePage) -> str:
    """Return what the stage's score did since the period before, and which KPIs moved it most."""
    difference = page.change.difference
    if difference is None:
        return f"Its score cannot be compared with {page.before}."
    if abs(difference) < SEEN:
        return f"Its score is that of {page.before}."
    most = [each for each in page.change.effects[:_MOVERS] if abs(each.total) >= SEEN]
    named = ", ".join(f"{each.name} ({_signed(each.total)})" for each in most)
    moved = f"{number_of_points(abs(difference))} {'more' if difference > 0 else 'less'} than in {page.before}"
    return f"{moved}: {named}." if named else f"{moved}."


def _signed(points: float) -> str:
    return f"{'+' if points > 0 else '−'}{abs(points):.1f}"


def _sentence(found: Attention, shown: PackTrend) -> str:
    """Return the one sentence about a KPI: why it needs attention, else what is to be seen of it."""
    item = next((each for each in (*found.items, *found.gains) if each.kpi == shown.kpi.id), None)
    return item.reasons[0].sentence if item else shown.sentences[0]


def _known(words: str) -> str:
    return "" if words == NO_VALUE else words


def _done(actions: tuple[Action, ...]) -> Done:
    under_way = [each for each in actions if each.state.open]
    more = len(under_way) - MOST
    return Done(
        works=tuple(
            Work(
                name=each.name,
                owner=each.owner,
                due=each.due,
                state=str(each.state),
                overdue=each.overdue,
                moves=each.kpis[:CARDS],
                note=each.note,
            )
            for each in under_way[:MOST]
        ),
        more=f"and {number_of(more, 'more', 'more')} under way" if more > 0 else "",
    )


def _close(pack: Pack) -> Close:
    return Close(
        remarks=tuple(each for each in pack.remarks if each.heading in _CARE),
        late=_late(pack),
    )


def _noted(pack: Pack) -> Close | None:
    """Return what people noted in the period, the newest of it; None where nobody did."""
    found = [each.sentences[-_NOTES:] for each in pack.remarks if each.heading == NOTED]
    return Close(remarks=(Remarks(heading=pack.cover.period, sentences=found[0]),), late=()) if found else None


def _late(pack: Pack) -> tuple[str, ...]:
    return tuple(f"{each.name}: {each.word.lower()}" for each in pack.datasets if each.late)
