"""What a scenario is about: targets and weights added to it, one at a time."""

from typing import Final

import streamlit as st

from bsc.model.definitions import Target
from bsc.model.scenario import Scenario, WeightedKind
from bsc.ui import labels
from bsc.ui.what_if import working
from bsc.views.scenario_drafts import parts, with_target, with_weight
from bsc.views.trend import Trend
from bsc.views.workspace import Workspace

KINDS: Final[dict[WeightedKind, str]] = {"stage": "Stage", "objective": "Objective", "kpi": "KPI"}
_TARGET: Final = "what_if.add.target"
_WEIGHT: Final = "what_if.add.weight"


def target(workspace: Workspace, now: Scenario) -> str | None:
    """Draw the choice of a KPI whose target is to be thought about; return it once, when it was chosen."""
    drafted = {draft.kpi for draft in now.targets if not draft.target.where}
    offered = {kpi: label for kpi, label in labels.kpis(workspace.scorecard).items() if kpi not in drafted}
    return _chosen(_TARGET, "Add a target", offered, "A KPI's target and red line")


def weight(workspace: Workspace, now: Scenario) -> tuple[WeightedKind, str] | None:
    """Draw the choice of a part that is to weigh otherwise; return its kind and id once, when it was chosen."""
    drafted = {(draft.kind, draft.id) for draft in now.weights}
    offered = {
        f"{kind} {part.id}": f"{noun}: {part.name}"
        for kind, noun in KINDS.items()
        for part in parts(workspace.scorecard, kind)
        if (kind, part.id) not in drafted
    }
    chosen = _chosen(_WEIGHT, "Add a weight", labels.unlike(offered), "A stage, objective or KPI")
    if chosen is None:
        return None
    kind, _, part = chosen.partition(" ")
    return next(each for each in KINDS if each == kind), part


def add_target(kept: Scenario, trend: Trend) -> None:
    """Put the target of *trend*'s KPI into the scenario as it stands: in force, or what it would begin with."""
    anchors = trend.published or trend.suggestion

    def added(now: Scenario) -> Scenario:
        step = Target(start=now.start, target=anchors.target, red_line=anchors.red_line)
        return with_target(now, trend.kpi.id, step)

    working.change(kept, added)


def add_weight(workspace: Workspace, kept: Scenario, kind: WeightedKind, part: str) -> None:
    """Put the weight of the *part* of *kind* into the scenario as it stands."""
    found = next(each for each in parts(workspace.scorecard, kind) if each.id == part)
    working.change(kept, lambda now: with_weight(now, kind, part, found.weight_on(now.start)))


def _chosen(key: str, label: str, offered: dict[str, str], placeholder: str) -> str | None:
    """Draw a choice that is empty again as soon as something was chosen; return what."""
    st.selectbox(
        label,
        list(offered),
        index=None,
        format_func=lambda name: offered.get(name, name),
        placeholder=placeholder,
        key=key,
        on_change=_take,
        args=(key,),
    )
    taken: str | None = st.session_state.pop(f"{key}.taken", None)
    return taken


def _take(key: str) -> None:
    st.session_state[f"{key}.taken"] = st.session_state[key]
    st.session_state[key] = None
