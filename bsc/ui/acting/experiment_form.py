"""The part of an initiative's form that makes it an experiment: the plan, and the numbers of both variants."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st
from pydantic import ValidationError

from bsc.model.definitions import Experiment, Kpi, Measured
from bsc.model.editing import Document
from bsc.model.words import Unit
from bsc.ui.editors.draft import Draft, names
from bsc.ui.failures import escaped
from bsc.views.experiments import plan_sentence
from bsc.views.workspace import Workspace

FIELD: Final = "experiment"
_MEASURED: Final = {
    Measured.CONVERSIONS.value: "Conversions: how many of the cases",
    Measured.VALUES.value: "Values: a number of each case",
}
_BETTER: Final = {"true": "Higher is better", "false": "Lower is better"}
_POWERS: Final = {0.8: "80 %", 0.9: "90 %", 0.95: "95 %"}
_SURE: Final = {0.9: "90 %", 0.95: "95 %", 0.99: "99 %"}


def fields(draft: Draft, workspace: Workspace) -> Document | None:
    """Draw whether the initiative is an experiment and, where it is, its fields; return it, None where it is none."""
    base = dict(draft.base.get(FIELD) or {})
    inner = draft.part(FIELD, {**base, "is_one": bool(base)})
    if not inner.flag("is_one", "This is an experiment", help="A test of two variants, planned before it starts."):
        return None
    with st.container(border=True):
        made = {**base, **_plan(inner, workspace), **_days(inner)}
        measured = Measured(str(made["measured"]))
        made |= _sides(inner, base, measured)
        _needed(made, workspace)
    return {name: value for name, value in made.items() if value not in (None, "", {})}


def _plan(inner: Draft, workspace: Workspace) -> Document:
    left, right = st.columns(2)
    with left:
        measured = inner.choice("measured", "What is counted", _MEASURED, empty=Measured.CONVERSIONS.value)
        shown = _is_share(str(measured), inner, workspace)
        effect = _number(inner, "smallest_effect", "Smallest effect worth finding", shown=shown)
        power = _level(inner, "power", "Found how often (power)", _POWERS, 0.8)
    with right:
        better = inner.part("better", {"way": str(inner.base.get("higher_is_better", True)).casefold()})
        way = better.choice("way", "Better", _BETTER, empty="true")
        baseline = _number(inner, "baseline", "Baseline, as it is today", shown=shown)
        confidence = _level(inner, "confidence", "Confidence", _SURE, 0.95)
    values = measured == Measured.VALUES.value
    kpi = inner.choice("kpi", "KPI it is about", {"": "None", **names(workspace.scorecard.kpis)}, empty="")
    deviation = _number(inner, "deviation", "Standard deviation of the values", shown=shown) if values else None
    return {
        "measured": measured,
        "kpi": kpi,
        "higher_is_better": None if way == "true" else False,
        "baseline": baseline,
        "smallest_effect": effect,
        "deviation": deviation,
        "power": power,
        "confidence": confidence,
    }


def _days(inner: Draft) -> Document:
    left, right = st.columns(2)
    with left:
        start = inner.day("start", "First day")
    with right:
        end = inner.day("end", "Last day")
    return {"start": start, "end": end}


def _sides(inner: Draft, base: Mapping[str, Any], measured: Measured) -> Document:
    found: Document = {}
    for column, (name, label, called) in zip(
        st.columns(2), (("control", "Control", "As it is"), ("variant", "Variant", "New")), strict=True
    ):
        side = inner.part(name, {"name": called, **base.get(name, {})})
        with column:
            made: Document = {"name": side.text("name", label), "cases": _count(side, "cases", "Cases", least=1)}
            if measured is Measured.CONVERSIONS:
                made["successes"] = _count(side, "successes", "Converted", least=0)
            else:
                made["mean"] = side.number("mean", "Mean")
                made["deviation"] = side.number("deviation", "Standard deviation", min_value=0.0)
        found[name] = {key: value for key, value in made.items() if value not in (None, "")}
    return found


def _count(side: Draft, field: str, label: str, *, least: int) -> int | None:
    return st.number_input(
        label,
        value=side.base.get(field),
        min_value=least,
        step=1,
        key=side.key(field),
        persist_state="page",
    )


def _number(inner: Draft, field: str, label: str, *, shown: float) -> float | None:
    """Draw a number that is kept as it is and shown times *shown*: a share in percent."""
    kept = inner.base.get(field)
    own = inner.part("percent" if shown != 1 else "plain", {field: None if kept is None else round(kept * shown, 9)})
    written = own.number(field, f"{label} (%)" if shown != 1 else label)
    return None if written is None else round(written / shown, 11)


def _level(inner: Draft, field: str, label: str, offered: Mapping[float, str], usual: float) -> float | None:
    """Draw a choice of levels; return it, None for the *usual* one, which goes without saying."""
    kept = inner.base.get(field, usual)
    levels = {**offered, kept: offered.get(kept, f"{kept:.0%}")}
    own = inner.part(field, {"level": str(kept)})
    chosen = own.choice("level", label, {str(each): words for each, words in sorted(levels.items())}, empty=str(usual))
    return None if chosen in (None, str(usual)) else float(chosen)


def _is_share(measured: str, inner: Draft, workspace: Workspace) -> float:
    """Return by how much larger the plan's numbers are shown than kept: a hundredfold for shares."""
    chosen = st.session_state.get(inner.key("kpi"), inner.base.get("kpi"))
    kpi: Kpi | None = next((each for each in workspace.scorecard.kpis if each.id == chosen), None)
    in_percent = measured == Measured.CONVERSIONS.value or (kpi is not None and kpi.unit is Unit.PERCENT)
    return 100.0 if in_percent else 1.0


def _needed(made: Document, workspace: Workspace) -> None:
    """Draw how many cases the plan needs, as it is written now; nothing while it cannot be read."""
    try:
        experiment = Experiment.model_validate({name: each for name, each in made.items() if each not in (None, "")})
    except ValidationError:
        return  # the form says what is wrong with it when it is saved
    st.caption(f":material/calculate: {escaped(plan_sentence(workspace, experiment))}")
