"""The board pack: everything that a board reads of one period and view, gathered from the read models of the pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final, TypeVar

from bsc.charts.figures import NO_VALUE
from bsc.intake.progress import Progress, Watch, unwatched
from bsc.model.fence import PERSONA
from bsc.model.view import View
from bsc.scoring.attribution import change
from bsc.views.attention import Attention, attention
from bsc.views.attention_words import SEEN, number_of_points
from bsc.views.cards import score
from bsc.views.contacts import persona_name
from bsc.views.dates import day, days, moment
from bsc.views.journey_map import journey_map
from bsc.views.keeping import kept
from bsc.views.pack import Cover, Mover, Pack, PackTrend, Section, Wanted
from bsc.views.pack_notes import dataset_notes, remarks
from bsc.views.pack_reviewed import reviewed
from bsc.views.pack_rows import actions, definitions
from bsc.views.pack_scores import score_rows
from bsc.views.pack_trends import pack_trend
from bsc.views.stage import stage_page
from bsc.views.trend import kpi_choices
from bsc.views.why import comparable_tree
from bsc.views.workspace import Workspace

Rows = TypeVar("Rows")
ALL: Final = Wanted()
_MOVERS: Final = 4
_BEFORE, _TRENDS = 0.1, 0.9  # shares of the work that are done before the trends, and with them


def board_pack(
    workspace: Workspace,
    view: View,
    wanted: Wanted = ALL,
    *,
    made: datetime | None = None,
    watch: Watch = unwatched,
) -> Pack:
    """Return the pack of *view* with what is *wanted*; *made*, the moment that it is made at, stands on its cover.

    It is kept in memory like the pages. *watch* is told each step, and may stop the work by raising.
    """
    pinned = replace(view, period=workspace.calendar.name(workspace.period(view)))
    beside = (workspace.all_notes(), wanted)  # no part of the workspace's state
    pack = kept(workspace, ("board pack", *beside), lambda: _Gathered(workspace, pinned, wanted, watch).pack(), pinned)
    if Section.ACTIONS in wanted.sections and workspace.reviews():  # which are no part of its state either
        pack = replace(pack, reviewed=reviewed(workspace, workspace.period(pinned)))
    return replace(pack, cover=replace(pack.cover, made=moment(made))) if made else pack


class _Gathered:
    """What a pack is made of, asked for part by part."""

    def __init__(self, workspace: Workspace, view: View, wanted: Wanted, watch: Watch) -> None:
        """Look at *workspace* under *view*."""
        self.workspace, self.view, self.wanted, self.watch = workspace, view, wanted, watch
        self.period = workspace.period(view)

    def pack(self) -> Pack:
        """Return the pack."""
        workspace, view = self.workspace, self.view
        self.tell("reading the journey map")
        drawn = journey_map(workspace, view)
        found = attention(workspace, view, self.period)
        stages = workspace.scorecard.stages
        return Pack(
            sections=tuple(each for each in Section if each in self.wanted.sections),
            currency=workspace.currency,
            cover=self.cover(found),
            attention=found,
            map=drawn,
            readings=workspace.readings(view, self.period),
            stages=self.part(Section.STAGES, lambda: tuple(stage_page(workspace, view, each.id) for each in stages)),
            trends=self.part(Section.TRENDS, self.trends),
            actions=self.part(Section.ACTIONS, partial(actions, workspace, view)),
            scores=self.part(Section.SCORES, partial(score_rows, workspace, view)),
            definitions=self.part(Section.DEFINITIONS, partial(definitions, workspace, view)),
            datasets=self.part(Section.NOTES, partial(dataset_notes, workspace)),
            remarks=self.part(Section.NOTES, partial(remarks, workspace, view, drawn)),
        )

    def part(self, section: Section, make: Callable[[], tuple[Rows, ...]]) -> tuple[Rows, ...]:
        """Return what *make* makes where *section* is wanted."""
        return make() if section in self.wanted.sections else ()

    def tell(self, step: str, share: float = 0.0) -> None:
        """Tell the watcher that *step* begins, with the *share* of all work that is done."""
        self.watch(Progress(step=step, share=share))

    def trends(self) -> tuple[PackTrend, ...]:
        """Return the pinned KPIs over time, in the journey's order; all of them where none is pinned."""
        kpis = {each.id: each for each in self.workspace.scorecard.kpis}
        ordered = [kpis[kpi_id] for kpi_id in kpi_choices(self.workspace.scorecard)]
        shown = [each for each in ordered if each.pinned] or ordered
        made = []
        for at, kpi in enumerate(shown, 1):
            self.tell(f"drawing trend {at} of {len(shown)}", _BEFORE + (_TRENDS - _BEFORE) * (at - 1) / len(shown))
            made.append(pack_trend(self.workspace, self.view, kpi, self.wanted))
        return tuple(made)

    def cover(self, found: Attention) -> Cover:
        """Return the cover."""
        workspace, calendar = self.workspace, self.workspace.calendar
        shown = score(workspace.tree(self.view, self.period))
        before = calendar.shifted(self.period, -1)
        pair = [comparable_tree(workspace, self.view, each) for each in (before, self.period)]
        changed = change(*pair)
        names = {stage.id: stage.name for stage in workspace.scorecard.stages}
        last = workspace.last_day()
        return Cover(
            journey=workspace.scorecard.journey.name,
            period=calendar.label(self.period),
            days=days((self.period.start, self.period.last_day)),
            running=self.period.end > workspace.today,
            persona=persona_name(workspace.scorecard, self.view.persona),
            filters=self.filters(),
            until=day(last) if last else "",
            made="",
            score=shown,
            points=NO_VALUE if shown.points is None else f"{shown.points:.0f}",
            coverage=f"{shown.coverage:.0%}",
            change=_moved(changed.difference),
            before=calendar.label(before),
            movers=tuple(
                Mover(kpi=each.kpi, name=each.name, stage=names.get(each.stage or "", ""), points=each.total)
                for each in changed.effects[:_MOVERS]
                if abs(each.total) >= SEEN
            ),
            sentence=found.sentence,
            status=found.status,
        )

    def filters(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return what is filtered by, for people; the persona stands by itself."""
        seen = self.workspace.filters(self.view)
        return tuple((name.replace("_", " ").capitalize(), values) for name, values in seen.items() if name != PERSONA)


def _moved(difference: float | None) -> str:
    """Return by how much the score has moved; empty where there is nothing to compare."""
    if difference is None:
        return ""
    if abs(difference) < SEEN:
        return "unchanged"
    return f"{'+' if difference > 0 else '−'}{number_of_points(abs(difference))}"
