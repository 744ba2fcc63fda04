"""The drafts of weights in a scenario: each with its slider, and the share of the whole that it makes."""

from collections.abc import Mapping
from functools import partial
from typing import Final

import streamlit as st

from bsc.model.definitions import Level
from bsc.model.scenario import DraftWeight, Scenario, WeightedKind
from bsc.ui.failures import escaped
from bsc.ui.what_if import heads, pair, working
from bsc.ui.what_if.adding import KINDS
from bsc.ui.what_if.heads import Place
from bsc.views.reach import numbers
from bsc.views.scenario_drafts import parts, with_weight, without_weight
from bsc.views.scenarios import Comparison, Line
from bsc.views.workspace import Workspace

HEAVIEST: Final = 10.0  # on the slider; the field goes further
STEP: Final = 0.25
_WHOLE: Final[Mapping[WeightedKind, str]] = {"stage": "the journey", "objective": "its cell", "kpi": "its objective"}


def draw(workspace: Workspace, kept: Scenario, compared: Comparison, place: Place) -> None:
    """Draw the drafts of weights as they stand now, a place each."""
    lines = {(line.kind, line.id): line for line in compared.lines}
    for draft in compared.outcomes[0].scenario.weights:
        if line := lines.get((draft.kind, draft.id)):
            with place():
                _weight(workspace, kept, draft, line)


def _weight(workspace: Workspace, kept: Scenario, draft: DraftWeight, line: Line) -> None:
    key = f"what_if.{kept.id}.{draft.kind}.{draft.id}.weight"
    heads.draw(line, "weight", key, kept, partial(without_weight, kind=draft.kind, part=draft.id))
    part = next(each for each in parts(workspace.scorecard, draft.kind) if each.id == draft.id)
    was, would = line.published.share, line.standings[0].share
    said = f"{KINDS[draft.kind]}, published weight {part.weight_on(kept.start):g} · {was:.1%} → {would:.1%} of "
    st.caption(escaped(said + _WHOLE[draft.kind]))
    scale = pair.Scale(low=0.0, high=HEAVIEST, step=STEP, slider_format="%.2f", field_format="%.2f", least=0.0)
    pair.draw(key, "Weight", float(draft.weight), scale, partial(_take, kept, draft))


def _take(kept: Scenario, draft: DraftWeight, said: Level) -> None:
    working.change(kept, lambda now: with_weight(now, draft.kind, draft.id, numbers(said)[0]))
