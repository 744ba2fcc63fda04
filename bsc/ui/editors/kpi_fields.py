"""The fields of a KPI, in the order in which one thinks of them."""

from typing import Final

import streamlit as st

from bsc.model.editing import Document
from bsc.model.periods import Grain
from bsc.model.words import Better, Kind, Unit
from bsc.ui.editors import formula, whose
from bsc.ui.editors.draft import Draft, names
from bsc.views import weights
from bsc.views.workspace import Workspace

_BETTER: Final = {Better.HIGHER: "Higher is better", Better.LOWER: "Lower is better", Better.WITHIN: "Within a range"}
_KIND: Final = {Kind.LEADING: "Leading: tells early", Kind.LAGGING: "Lagging: confirms late"}
_UNIT: Final = {
    Unit.PERCENT: "Percent (a share 0–1)",
    Unit.NUMBER: "Number",
    Unit.CURRENCY: "Money",
    Unit.DAYS: "Days",
    Unit.HOURS: "Hours",
    Unit.POINTS: "Points",
    Unit.RATIO: "Ratio",
}
_DEFAULTS: Final = {
    "unit": Unit.NUMBER.value,
    "better": Better.HIGHER.value,
    "kind": Kind.LAGGING.value,
    "frequency": Grain.MONTH.value,
}


def meaning(draft: Draft, workspace: Workspace) -> Document:
    """Draw name, objective and what stands behind the KPI; return what is written."""
    name = draft.text("name", "Name", required=True, placeholder="Click-through rate")
    identity = draft.identity(name)
    stages = names(workspace.scorecard.stages)
    objectives = {
        each.id: f"{each.name} · {stages[each.stage]} · {each.perspective.label}"
        for each in workspace.scorecard.objectives
    }
    objective = draft.choice("objective", "Objective", objectives)
    description = draft.area("description", "Description", height=80)
    return {"id": identity, "name": name, "objective": objective, "description": description}


def calculation(draft: Draft, workspace: Workspace) -> Document:
    """Draw dataset, formula, condition and time column; return what is written."""
    dataset = draft.choice("dataset", "Dataset", names(workspace.scorecard.datasets))
    written = formula.field(draft, "formula", "Formula", placeholder="sum(clicks) / sum(impressions)")
    formula.insertions(draft, workspace, dataset or "")
    left, right = st.columns(2)
    with left:
        where = formula.field(draft, "where", "Only rows where", placeholder="status = 'active'")
    with right:
        time = formula.field(draft, "time", "Time column", placeholder="The dataset's own")
    return {"dataset": dataset, "formula": written, "where": where, "time": time}


def judging(draft: Draft, workspace: Workspace, objective: str | None) -> Document:
    """Draw unit, direction, kind, frequency, weight and what becomes of gaps; return what is written."""
    first, second, third = st.columns(3)
    with first:
        unit = _word(draft, "unit", "Unit", {each.value: words for each, words in _UNIT.items()})
        kind = _word(draft, "kind", "Kind", {each.value: words for each, words in _KIND.items()})
    with second:
        better = _word(draft, "better", "Better", {each.value: words for each, words in _BETTER.items()})
        weight = draft.weight(weights.of_kpi(workspace.scorecard, draft.id, objective, workspace.today))
    with third:
        frequency = _word(draft, "frequency", "Judged every", {each.value: each.value for each in Grain})
        missing = _missing(draft)
    pinned = draft.flag("pinned", "Show in the journey map's cell")
    judged = {"unit": unit, "kind": kind, "better": better, "frequency": frequency}
    return {
        **{field: None if value == _DEFAULTS[field] else value for field, value in judged.items()},
        "weight": None if weight == 1 else weight,
        "missing": missing,
        "pinned": pinned or None,
        **_targets(draft, better),
    }


def _word(draft: Draft, field: str, label: str, options: dict[str, str]) -> str:
    return draft.choice(field, label, options, empty=_DEFAULTS[field]) or _DEFAULTS[field]


def _missing(draft: Draft) -> str | None:
    carried = str(draft.base.get("missing", "none")).removeprefix("carry ").removeprefix("none")
    periods = st.number_input(
        "Carry the last value on for … periods",
        value=int(carried or 0),
        min_value=0,
        max_value=99,
        key=draft.key("missing"),
        help="0: a gap stays a gap. Values carried on are marked as stale.",
    )
    return f"carry {periods}" if periods else None


def _targets(draft: Draft, better: str) -> Document:
    """Return the KPI's targets: kept, unless they face the wrong way now and are given up for it."""
    targets = draft.base.get("targets")
    if not targets:
        return {}
    count = f"{len(targets)} target{'' if len(targets) == 1 else 's'}"
    if better == draft.base.get("better", Better.HIGHER.value):
        st.caption(f"{count}, set under Trends & targets.")
        return {}
    given_up = st.checkbox(
        f"Give up its {count}: they were set for the other direction", key=draft.key("give_up_targets")
    )
    return {"targets": None} if given_up else {}


def background(draft: Draft, workspace: Workspace) -> Document:
    """Draw owner, helpers, source and benchmark; return what is written."""
    owned = whose.fields(draft, workspace)
    source = draft.text("source", "Source", placeholder="Google Ads", help="Where the figures come from, for people.")
    benchmark = draft.part("benchmark", draft.base.get("benchmark") or {})
    left, right = st.columns(2)
    with left:
        value = benchmark.number("value", "Benchmark", placeholder="What others reach", format="%g")
        segment = benchmark.text("segment", "Benchmark's segment", placeholder="search ads")
    with right:
        year = benchmark.year("year", "Benchmark's year")
        origin = benchmark.text("source", "Benchmark's source")
    if value is None:
        return {**owned, "source": source, "benchmark": None}
    stated = {"value": value, "year": year, "segment": segment, "source": origin}
    return {
        **owned,
        "source": source,
        "benchmark": {key: each for key, each in stated.items() if each not in (None, "")},
    }
