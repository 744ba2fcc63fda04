"""The tab Wins: what improved and stayed improved, what stands behind it, and what other stages can take over."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from bsc.charts.theme import STATES, VERDICTS
from bsc.model.definitions import Initiative
from bsc.model.editing import joined, number_of
from bsc.model.initiatives import Origin
from bsc.model.subject import Subject, SubjectKind
from bsc.model.view import View
from bsc.ui import computing, links, session
from bsc.ui.acting import making
from bsc.ui.acting.making import Seed
from bsc.ui.acting.seeds import named
from bsc.ui.failures import escaped
from bsc.views.initiatives import moved_kpis
from bsc.views.wins import Behind, Practice, Win, practices, wins
from bsc.views.workspace import Workspace

_NOT_KNOWN: Final = "No action is known that took effect then: ask who did something differently."
_FIRST: Final = 8  # wins that are drawn; the others a click away
_WRITE: Final = "Write what others can take over"


def draw(workspace: Workspace, view: View) -> None:
    """Draw the wins, what gained most points first, then the practices with what came of them elsewhere."""
    found = computing.answer(workspace, "wins", view, lambda asked: wins(asked, view))
    known = computing.answer(workspace, "practices", View(), practices)
    st.subheader("Improved and stayed improved", anchor=False)
    if not found:
        st.caption(
            "No KPI stands at a better level than before, and has stayed there. A level takes eight periods to be told."
        )
    _cards(workspace, found[:_FIRST])
    if later := found[_FIRST:]:
        with st.expander(f"{len(later)} more", key="wins.more"):
            _cards(workspace, later)
    st.subheader("Practices", anchor=False)
    if not known:
        st.caption("No action says yet what others can take over from it. It is written in its form, under Practice.")
    for each in known:
        with st.container(border=True, gap="xsmall"):
            _practice(workspace, each)


def _cards(workspace: Workspace, found: Sequence[Win]) -> None:
    if not found:
        return
    cells = st.grid(2, min_column_width=340)
    for win in found:
        with cells.cell(), st.container(border=True, gap="xsmall", height="stretch"):
            _win(workspace, win)


def _win(workspace: Workspace, win: Win) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        links.to(links.TRENDS, f"**{escaped(win.kpi.name)}**", key=f"win.{win.kpi.id}", kpi=win.kpi.id)
        st.markdown(f":gray[{escaped(win.where)}]", width="content")
    gained = "" if win.gained is None else f" · {win.gained:+.0f} points of 100"
    st.markdown(
        f"**{escaped(win.change)}** since {escaped(win.since_label)}: from a mean of {escaped(win.before)} to one of "
        f"{escaped(win.after)}, held for {number_of(win.held, win.since.grain)}{gained}"
    )
    if win.beside:
        names = joined([f"“{each.name}”" for each in win.beside])
        st.caption(escaped(f"For the same objective, with other KPIs: {names}."))
    elif not win.behind:
        st.caption(_NOT_KNOWN)
    for each in win.behind:
        _behind(workspace, win, each)


def _behind(workspace: Workspace, win: Win, each: Behind) -> None:
    initiative = each.initiative
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        key = f"win.{win.kpi.id}.{initiative.id}"
        links.to(
            links.INITIATIVE, escaped(initiative.name), icon=links.INITIATIVE.icon, key=key, initiative=initiative.id
        )
        st.markdown(_verdict(str(each.effect.verdict), each.effect.word), width="content")
    if initiative.practice:
        st.caption(f"Practice: {escaped(initiative.practice)}")
    elif session.may_edit():
        st.button(
            _WRITE,
            key=f"{key}.write",
            icon=":material/edit_note:",
            type="tertiary",
            on_click=making.edit,
            args=(workspace, initiative.id, links.ACTIONS),
        )


def _practice(workspace: Workspace, each: Practice) -> None:
    initiative = each.initiative
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        key = f"practice.{initiative.id}"
        links.to(links.INITIATIVE, f"**{escaped(initiative.name)}**", key=key, initiative=initiative.id)
        if each.verdict is not None:
            st.markdown(_verdict(str(each.verdict), each.word), width="content")
    st.markdown(escaped(initiative.practice))
    for adoption in each.adoptions:
        taken = adoption.initiative
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            links.to(
                links.INITIATIVE,
                escaped(taken.name),
                icon=links.INITIATIVE.icon,
                key=f"{key}.{taken.id}",
                initiative=taken.id,
            )
            said = f" · did it work: {escaped(adoption.word)}" if adoption.word else ""
            st.markdown(f"{STATES[taken.state]} {taken.state.capitalize()}{said}", width="content")
    if not each.adoptions:
        st.caption("Nobody has taken it over yet.")
    adopt(workspace, initiative, f"adopt.{initiative.id}")


def adopt(workspace: Workspace, initiative: Initiative, key: str) -> None:
    """Draw "Adopt in another stage": each other stage opens the form of an action that takes the practice over.

    Nothing is drawn for who may change nothing.
    """
    stages = {workspace.objective_of(kpi).stage for kpi in moved_kpis(workspace, initiative)}
    others = [each for each in workspace.scorecard.stages if each.id not in stages] or list(workspace.scorecard.stages)
    if not session.may_edit() or not others:
        return
    with st.popover("Adopt in another stage", icon=":material/content_copy:", key=key):
        st.caption("Opens an action that is filled in; nothing is kept before you save it.")
        for stage in others:
            seed = seed_of(workspace, initiative, stage.id)
            making.offer(
                workspace, seed, f"{key}.{stage.id}", home=links.ACTIONS, label=stage.name, icon=":material/add:"
            )


def seed_of(workspace: Workspace, initiative: Initiative, stage: str) -> Seed:
    """Return what an action begins with that takes the practice of *initiative* over in *stage*.

    Its objective is the one there of the same perspective, where there is just one.
    """
    perspectives = {workspace.objective_of(kpi).perspective for kpi in moved_kpis(workspace, initiative)}
    fitting = [
        each.id for each in workspace.scorecard.objectives if each.stage == stage and each.perspective in perspectives
    ]
    there = workspace.stage(stage)
    return Seed(
        name=named(f"{initiative.name} in {there.name}"),
        origin=Origin.PRACTICE,
        about=Subject.of(SubjectKind.INITIATIVE, initiative.id),
        objective=fitting[0] if len(fitting) == 1 else None,
        owner=there.owner,
        note=initiative.practice,
        adopts=initiative.id,
    )


def _verdict(verdict: str, word: str) -> str:
    return f"{VERDICTS.get(verdict, '')} {escaped(word)}".strip()
