"""The drafts of targets in a scenario: each with its sliders, what is published, and how it would have fared."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Final

import streamlit as st

from bsc.model.definitions import Kpi, Level, Target
from bsc.model.editing import number_of
from bsc.model.scenario import DraftTarget, Scenario
from bsc.scoring.judging import Anchors
from bsc.ui.failures import escaped
from bsc.ui.trends.dial import Dial
from bsc.ui.what_if import heads, pair, working
from bsc.ui.what_if.heads import Place
from bsc.views.reach import numbers, pushed
from bsc.views.readings import Reading
from bsc.views.scenario_drafts import with_target, without_targets
from bsc.views.scenarios import Comparison, levels, published_on
from bsc.views.trend import Trend
from bsc.views.workspace import Workspace

NARROW: Final = 190  # pixels that a slider needs
ELSEWHERE: Final = ":material/block: This target does not hold for what you look at: no score changes here."


def draw(workspace: Workspace, kept: Scenario, compared: Comparison, trends: Mapping[str, Trend], place: Place) -> None:
    """Draw the drafts of targets as they stand now, a place each; *trends* are those of their KPIs, for everybody."""
    lines = {line.id: line for line in compared.lines if line.kind == "kpi"}
    order = {kpi.id: place for place, kpi in enumerate(workspace.scorecard.kpis)}
    drafts = [draft for draft in compared.outcomes[0].scenario.targets if draft.kpi in trends]
    drafts.sort(key=lambda draft: (order[draft.kpi], _segment(draft), draft.target.start))
    for (kpi, where), found in groupby(drafts, key=_segment):
        steps = list(found)
        with place():
            key = f"what_if.{kept.id}.{kpi}.{where}"
            heads.draw(lines[kpi], "target", key, kept, partial(without_targets, drafts=steps))
            with st.container():
                st.caption(escaped(_said(workspace, trends[kpi], steps)))
                if not _holds(steps, compared.outcomes[0].readings.get(kpi)):
                    st.caption(ELSEWHERE)
            if len(steps) == 1:
                _sliders(kept, steps[0], trends[kpi], key)


def _segment(draft: DraftTarget) -> tuple[str, tuple[tuple[str, str], ...]]:
    return draft.kpi, tuple(sorted(draft.target.where.items()))


def _holds(steps: Sequence[DraftTarget], reading: Reading | None) -> bool:
    """Return whether what is looked at is held to one of *steps*: not where it is another part of the customers."""
    held = reading.target if reading else None
    levels_held = (held.target, held.red_line) if held else None
    return levels_held in [(step.target.target, step.target.red_line) for step in steps]


def _said(workspace: Workspace, trend: Trend, steps: Sequence[DraftTarget]) -> str:
    """Return what is published for the same segment, for whom and from when the draft would hold, and its record."""
    first, last, kpi = steps[0].target, steps[-1].target, trend.kpi
    before = published_on(kpi, first.start, first.where)
    now = levels(before.target, before.red_line, kpi, workspace.currency) if before else "none"
    said = [f"Published: {now}", f"from {_label(workspace, kpi, first)} on"]
    said += [", ".join(f"{name} = {value}" for name, value in sorted(first.where.items()))] if first.where else []
    if len(steps) > 1:
        ends = levels(last.target, last.red_line, kpi, workspace.currency)
        said.append(f"{len(steps)} steps up to {ends} in {_label(workspace, kpi, last)}, drawn on Trends & targets")
    elif not first.where:
        record = trend.record(Anchors(first.target, first.red_line))
        said += [f"met in {record.met} of the last {number_of(record.of, 'period')}"] if record.of else []
    return " · ".join(said)


def _label(workspace: Workspace, kpi: Kpi, step: Target) -> str:
    return workspace.calendar.label(workspace.calendar.period(step.start, kpi.frequency))


def _sliders(kept: Scenario, draft: DraftTarget, trend: Trend, key: str) -> None:
    dial, step = Dial(trend.reach, trend.kpi.unit, trend.currency), draft.target
    both = (("Target", step.target, _target_moved), ("Red line", step.red_line, _red_line_moved))
    sides = st.grid(2, min_column_width=NARROW)
    for name, level, moved in both:
        with sides.cell():
            take = partial(_take, kept, draft.kpi, dial, partial(moved, trend.kpi, step))
            pair.draw(f"{key}.{name}", f"{name}{dial.in_words}", _shown(dial, level), _scale(dial, level), take)


def _scale(dial: Dial, level: Level) -> pair.Scale:
    longest = max((dial.field_format(number) for number in numbers(level)), key=len)
    return pair.Scale(low=dial.low, high=dial.high, step=dial.step, slider_format=dial.format, field_format=longest)


def _shown(dial: Dial, level: Level) -> Level:
    return (dial.shown(level[0]), dial.shown(level[1])) if isinstance(level, tuple) else dial.shown(level)


def _take(kept: Scenario, kpi: str, dial: Dial, moved: Callable[[Level], Target], said: Level) -> None:
    level = (dial.kept(said[0]), dial.kept(said[1])) if isinstance(said, tuple) else dial.kept(said)
    working.change(kept, lambda now: with_target(now, kpi, moved(level)))


def _target_moved(kpi: Kpi, step: Target, level: Level) -> Target:
    red_line = pushed(kpi.better, level, step.red_line, target_moved=True)
    return step.model_copy(update={"target": level, "red_line": red_line})


def _red_line_moved(kpi: Kpi, step: Target, level: Level) -> Target:
    target = pushed(kpi.better, level, step.target, target_moved=False)
    return step.model_copy(update={"target": target, "red_line": level})
