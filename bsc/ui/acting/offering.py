"""Where an initiative is offered: beside a red card, a signal, a pain, an arrow, and a line of what needs attention.

What is red already in somebody's hands is not offered again: there the way leads to the initiative.
"""

from functools import partial

import streamlit as st

from bsc.model.definitions import Initiative, Kpi, Touchpoint
from bsc.model.view import View
from bsc.model.words import Status
from bsc.ui import links, panels, session
from bsc.ui.acting import making, seeds
from bsc.ui.failures import escaped
from bsc.ui.links import Place
from bsc.views.attention_items import Item
from bsc.views.attention_reasons import Kind
from bsc.views.cards import Card
from bsc.views.signals import variations
from bsc.views.stage import StagePage
from bsc.views.strategy_evidence import Evidence
from bsc.views.strategy_words import headline
from bsc.views.trend import Trend
from bsc.views.workspace import Workspace


def open_for(workspace: Workspace, kpi: Kpi) -> tuple[Initiative, ...]:
    """Return the open initiatives that are to move *kpi*."""
    return tuple(each for each in workspace.scorecard.initiatives if each.state.open and each.moves(kpi))


def beneath_cards(workspace: Workspace, page: StagePage) -> panels.Beside:
    """Return what draws, beneath a card of the stage's *page*, the way to what is done about it."""
    return partial(_beneath, workspace, page.period)


def on_trend(workspace: Workspace, view: View, trend: Trend) -> None:
    """Draw the initiatives that are to move the KPI of *trend*, and where it is red or has changed, a new one."""
    if not links.reaches(links.INITIATIVE):
        return
    kpi, shown = trend.kpi, trend.shown
    changed = variations(workspace, view, shown.period)[kpi.id].changed
    when = workspace.calendar.label(shown.period)
    red = shown.status is Status.OFF_TRACK
    worse = changed is not None and changed.better is not True
    if not (red or worse or open_for(workspace, kpi)):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _known(workspace, kpi, "trend")
        if worse and changed:
            seed = seeds.of_signal(workspace, kpi, changed.sentence, when)
            making.offer(workspace, seed, f"signal.{kpi.id}", home=links.TRENDS)
        elif red:
            making.offer(workspace, seeds.of_red_kpi(workspace, kpi, when=when), f"red.{kpi.id}", home=links.TRENDS)


def for_line(workspace: Workspace, item: Item, when: str, home: Place) -> None:
    """Draw the way to an initiative for a line of what needs attention, where it is red and nobody acts on it."""
    if item.kpi is None or not any(each.kind is Kind.NO_ACTION for each in item.reasons):
        return
    seed = seeds.of_red_kpi(workspace, workspace.kpi(item.kpi), f"{item.name}: {item.lead}", when)
    making.offer(workspace, seed, f"line.{item.kpi}", home=home)


def for_pain(workspace: Workspace, touchpoint: Touchpoint, pain: str, number: int, home: Place) -> None:
    """Draw the way to an initiative that is to ease the *pain* of that *number* at *touchpoint*."""
    seed = seeds.of_pain(workspace, touchpoint, pain)
    making.offer(workspace, seed, f"pain.{touchpoint.id}.{number}", home=home)


def for_arrow(workspace: Workspace, found: Evidence) -> None:
    """Draw the way to an initiative that moves the arrow's effect through its cause."""
    seed = seeds.of_arrow(workspace, found.cause, found.effect, found.kpis[0], headline(found))
    making.offer(workspace, seed, f"arrow.{found.cause}.{found.effect}", home=links.STRATEGY)


def _beneath(workspace: Workspace, period: str, card: Card) -> None:
    if card.status is not Status.OFF_TRACK or not links.reaches(links.INITIATIVE):
        return
    kpi = workspace.kpi(card.kpi)
    if _known(workspace, kpi, "card") or not session.may_edit():
        return
    target = f" against a target of {card.target}" if card.target else ""
    seed = seeds.of_red_kpi(workspace, kpi, f"{kpi.name}: {card.figure}{target}, {card.status.lower()}", period)
    making.offer(workspace, seed, f"card.{card.kpi}", home=links.STAGE)


def _known(workspace: Workspace, kpi: Kpi, where: str) -> bool:
    """Draw a link to each open initiative that is to move *kpi*; return whether there is one."""
    found = open_for(workspace, kpi)
    for each in found:
        links.to(
            links.INITIATIVE,
            escaped(each.name),
            icon=links.INITIATIVE.icon,
            key=f"{where}.{kpi.id}.{each.id}",
            initiative=each.id,
        )
    return bool(found)
