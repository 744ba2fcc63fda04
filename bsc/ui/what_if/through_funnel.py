"""The tab Through the funnel: another rate of one step, and what it brings to later counts, money and scores."""

import math
from typing import Final

import streamlit as st

from bsc.charts.figures import figure
from bsc.charts.theme import LOOKS
from bsc.model.view import View
from bsc.model.words import Better, Status, Unit
from bsc.scoring.rollup import Node
from bsc.ui import computing, controls, files, labels, links
from bsc.ui.failures import escaped
from bsc.ui.tables import table
from bsc.ui.trends.dial import Dial
from bsc.views.csv_text import csv_text
from bsc.views.funnel import POINT, Effect, Funnel, Reached, assumption, funnel, sentence
from bsc.views.scenarios import by
from bsc.views.workspace import Workspace

NARROW: Final = 200  # pixels: two amounts of money stand side by side
NO_MONEY: Final = "none"
_STEP: Final = "funnel_step"
_MONEY: Final = "funnel_money"
_POINTS: Final = "funnel_points"


def draw(workspace: Workspace, view: View) -> None:
    """Draw the tab; where no step of the funnel has a rate, say why not and what would do."""
    found = computing.answer(workspace, "funnel", view, lambda asked: funnel(asked, view))
    if not found.movable:
        _without(found)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        step = _step(found)
        money = _money(found)
    effect = found.with_rate(step, _rate(found, step), money)
    st.markdown(f"**{escaped(sentence(found, effect))}**")
    st.markdown(escaped(_scored(effect.before, effect.after)))
    st.caption(f"Assumed: {escaped(assumption(found, step, money))}")
    with st.container(key="what_if_funnel"), st.grid(4, min_column_width=NARROW):
        for at, reached in enumerate(effect.counts):
            _count(found, at, reached)
        if effect.money:
            _paid(found, effect.money)
    _each_step(found, money)


def _without(found: Funnel) -> None:
    if not found.steps:
        st.info("No funnel is defined: name the KPI that counts in each stage, under `funnel` in the YAML.")
        links.to(links.DEFINITIONS, "Open the definitions", icon=":material/tune:")
        return
    st.info(f"No two neighbouring counts of the funnel are known in {escaped(found.label)}: choose another period.")


def _step(found: Funnel) -> int:
    offered = labels.unlike(
        {found.steps[at].reading.kpi.id: f"{found.steps[at - 1].name} → {found.steps[at].name}" for at in found.movable}
    )
    controls.seat(_STEP, "step of the funnel", offered)
    chosen = st.selectbox(
        "Step", list(offered), format_func=lambda kpi: offered.get(kpi, kpi), key=_STEP, bind="query-params", width=340
    )
    links.pin(_STEP, chosen)
    return next((at for at in found.movable if found.steps[at].reading.kpi.id == chosen), found.movable[0])


def _money(found: Funnel) -> str | None:
    """Draw the choice of the KPI that counts money; the one that the funnel leads to is the default."""
    if not found.money:
        st.caption("No KPI adds up money: a sum in the currency would be counted along.")
        return None
    offered = labels.unlike({each.kpi.id: each.kpi.name for each in found.money} | {NO_MONEY: "No money"})
    controls.seat(_MONEY, "KPI that adds up money", offered)
    chosen = st.selectbox(
        "Money",
        list(offered),
        format_func=lambda kpi: offered.get(kpi, kpi),
        key=_MONEY,
        bind="query-params",
        width=260,
    )
    links.pin(_MONEY, chosen)
    return None if chosen in {None, NO_MONEY} else chosen


def _rate(found: Funnel, step: int) -> float:
    """Draw by how many points the rate is moved, and the rate as a slider; return the rate, 0-1."""
    now = found.steps[step].rate or 0.0
    _seat_points()
    with st.grid(2, min_column_width=280) as places:
        with places.cell():
            points = st.number_input(
                "Percentage points more or less", step=0.5, format="%.2f", key=_POINTS, bind="query-params"
            )
        wanted = min(max(now + (points or 0.0) * POINT, 0.0), found.highest(step))
        with places.cell():
            _slider(found, step, now, wanted)
    links.pin(_POINTS, f"{points or 0.0:g}")
    return wanted if points else now


def _seat_points() -> None:
    """Let the step begin at one point more; say when the address tells something else than a number."""
    written = st.query_params.get(_POINTS, "")
    if written and not _is_number(written):
        controls.say_unknown("number of points", written, (), cure="write a number like 1.5")
    st.session_state.setdefault(_POINTS, 1.0)


def _is_number(written: str) -> bool:
    try:
        return math.isfinite(float(written))
    except ValueError:
        return False


def _slider(found: Funnel, step: int, now: float, wanted: float) -> None:
    dial = Dial(found.reach(step), Unit.PERCENT, found.currency)
    name = f"{found.steps[step].name} of {found.steps[step - 1].name} (now {figure(now, Unit.PERCENT)})"
    key = f"what_if.rate.{step}.{dial.high:g}"
    standing = dial.standing(wanted)
    if st.session_state.get(key) != standing:
        st.session_state[key] = standing
    st.slider(
        escaped(name),
        dial.low,
        dial.high,
        step=dial.step,
        format=dial.format,
        key=key,
        on_change=_slid,
        args=(key, dial, now),
    )


def _slid(key: str, dial: Dial, now: float) -> None:
    """Say in points what the slider says, as finely as it moves."""
    st.session_state[_POINTS] = round((dial.kept(st.session_state[key]) - now) / POINT, dial.decimals)


def _count(found: Funnel, at: int, reached: Reached) -> None:
    step = found.steps[at]
    rate = "" if step.rate is None else f"{figure(step.rate, Unit.PERCENT)} of {found.steps[at - 1].name}"
    _figure(reached, found.currency, f"{step.stage.name}. {rate}".strip())


def _paid(found: Funnel, reached: Reached) -> None:
    _figure(reached, found.currency, "Money")


def _figure(reached: Reached, currency: str, told: str) -> None:
    kpi, more = reached.before.kpi, reached.difference
    before, after = (figure(value, kpi.unit, currency) for value in (reached.before.value, reached.value))
    good = None if not more or kpi.better is Better.WITHIN else (more > 0) is (kpi.better is Better.HIGHER)
    st.metric(
        escaped(kpi.name),
        after if not more else f"{before} → {after}",
        delta=figure(more, kpi.unit, currency, signed=True) if more else "as it is",
        delta_color="off" if good is None else "green" if good else "red",
        delta_arrow="off" if not more else "up" if more > 0 else "down",
        delta_description=_statuses(reached.before.status, reached.status),
        help=escaped(told),
        border=True,
        height="stretch",
    )


def _scored(before: Node, after: Node) -> str:
    """Return what becomes of the journey's score, and whose status turns, in sentences."""
    points = [f"{node.score:.1f}" for node in (before, after) if node.score is not None]
    if len(points) < 2 or points[0] == points[1]:  # noqa: PLR2004 -- before and after
        lead = f"The journey's score stays at {points[0]} points." if points else "The journey has no score."
    else:
        lead = f"The journey's score: {points[0]} → {points[1]} points ({by(float(points[1]) - float(points[0]))})."
    turned = [
        f"{new.name}: {old.status} → {new.status}."
        for old, new in zip(before.walk(), after.walk(), strict=True)
        if old.status is not new.status and new.kind in {"journey", "stage", "kpi"}
    ]
    return " ".join([lead, *turned])


def _statuses(before: Status, after: Status) -> str:
    return " → ".join(dict.fromkeys(f"{LOOKS[status].glyph} {status}" for status in (before, after)))


def _each_step(found: Funnel, money: str | None) -> None:
    """Draw what one point more would bring at each step, so that steps can be held against each other."""
    effects = found.one_point_more(money)
    if not effects:
        return
    st.subheader("One point more, step by step")
    paid = f"{found.paid(money).kpi.name} ({found.currency})" if money else ""
    last = found.steps[-1].name
    columns = {
        "Step": str,
        "Rate now": float,
        "One point is": float,
        f"{last}, more": float,
        **({paid: float} if paid else {}),
    }
    rows = [_row(found, effect, last, paid) for effect in effects]
    st.dataframe(
        table(columns, rows),
        column_config={
            "Rate now": st.column_config.NumberColumn(format="%.1f%%"),
            "One point is": st.column_config.NumberColumn(
                format="%+.1f%%", help="Of the rate: a point is a great step where the rate is small"
            ),
            f"{last}, more": st.column_config.NumberColumn(format="%+.2f"),
            **({paid: st.column_config.NumberColumn(format="%+,.0f")} if paid else {}),
        },
        hide_index=True,
        height="auto",
        key="what_if_steps",
    )
    st.caption("Steps where all go on already are left out. A point is not the same effort everywhere.")
    files.download(
        "Download as CSV",
        csv_text(list(columns), [[row.get(name) for name in columns] for row in rows]),
        "one_point_more.csv",
        "text/csv",
        key="what_if_steps_csv",
    )


def _row(found: Funnel, effect: Effect, last: str, paid: str) -> dict[str, object]:
    rate = found.steps[effect.step].rate or 0.0
    row: dict[str, object] = {
        "Step": f"{found.steps[effect.step - 1].name} → {found.steps[effect.step].name}",
        "Rate now": rate * 100,
        "One point is": 100 * POINT / rate if rate else None,
        f"{last}, more": effect.counts[-1].difference,
    }
    return {**row, paid: effect.money.difference} if paid and effect.money else row
