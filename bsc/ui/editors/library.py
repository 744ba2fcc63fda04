"""The tab Library: KPIs that journeys are run by, each beside the data that could answer it, added in one click."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from bsc.model.editing import number_of
from bsc.model.view import View
from bsc.model.words import Perspective
from bsc.ui import bound, computing, failures
from bsc.ui.editors import library_choice
from bsc.ui.editors.draft import close
from bsc.views.definitions import Cell
from bsc.views.library import Offer, benchmark_words, latest, offers, suggestions
from bsc.views.workspace import Workspace

_ALL: Final = "all"
MOST: Final = 16  # drawn at once
_INSTEAD: Final = 4


def draw(workspace: Workspace) -> None:
    """Draw the library, a stage at a time, and what is looked at of it."""
    offered = offers(workspace)
    ready = sum(each.best is not None for each in offered)
    there = sum(bool(each.there) for each in offered)
    st.caption(
        f"{number_of(len(offered), 'KPI')} that customer journeys are run by, over columns called by what they mean. "
        f"Your datasets could answer {ready} of them; {there} {'is' if there == 1 else 'are'} defined already."
    )
    found = _found(workspace, offered)
    values = _values(workspace, found[:MOST])
    for each in found[:MOST]:
        _offer(workspace, each, values.get(each.kpi.id, ""))
    if not found:
        st.info("No KPI of the library is like that: choose another stage, or search for another word.")
    if len(found) > MOST:
        st.caption(f"{len(found) - MOST} more: choose a stage or search for a word.")
    library_choice.draw(workspace)


def _values(workspace: Workspace, shown: list[Offer]) -> Mapping[str, str]:
    """Return what those of *shown* that the data can answer came to last; of many rows computed in the background."""
    asked = f"library {' '.join(each.kpi.id for each in shown)}"
    return computing.answer(workspace, asked, View(), lambda looked_at: latest(looked_at, shown))


def suggest(workspace: Workspace, cell: Cell) -> None:
    """Draw what an empty cell of the map could have: a button for each KPI that opens it beside the data."""
    for each in suggestions(workspace, cell.stage.id, cell.perspective):
        st.button(
            failures.escaped(each.kpi.name),
            key=f"suggested.{cell.stage.id}.{cell.perspective}.{each.kpi.id}",
            icon=":material/add_circle:" if each.best else ":material/lightbulb:",
            type="tertiary",
            help=_help(each),
            on_click=library_choice.look,
            args=(each.kpi.id, cell.stage.id),
        )


def instead(workspace: Workspace, objective: str | None) -> None:
    """Draw what the library has for the cell of *objective*, to be taken instead of a KPI that is written by hand."""
    known = {each.id: each for each in workspace.scorecard.objectives}
    if objective not in known:
        return
    found = suggestions(workspace, known[objective].stage, known[objective].perspective, most=_INSTEAD)
    if not found:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("From the library:", width="content")
        for each in found:
            icon = ":material/add_circle:" if each.best else ":material/lightbulb:"
            name, key = failures.escaped(each.kpi.name), f"instead.{each.kpi.id}"
            if st.button(name, key=key, icon=icon, type="tertiary", help=_help(each)):
                library_choice.look(each.kpi.id, known[objective].stage)
                close()
                st.rerun()


def _help(offer: Offer) -> str:
    data = "your data can answer it" if offer.best else "it needs columns that are not recognised yet"
    return failures.escaped(f"{offer.kpi.name}: {offer.kpi.description} From the library; {data}.")


def _found(workspace: Workspace, offered: tuple[Offer, ...]) -> list[Offer]:
    """Draw stage, perspective, search and a switch; return the KPIs that they let through, in their order."""
    stages = {_ALL: "All stages"} | {each.id: each.name for each in workspace.scorecard.stages}
    perspectives = {_ALL: "All perspectives"} | {each.value: each.label for each in Perspective}
    with st.container(horizontal=True, vertical_alignment="center"):
        stage = bound.picked("library_stage", "stage of the library", stages, width=190)
        perspective = bound.picked("library_perspective", "perspective of the library", perspectives, width=190)
        asked = "Search: a word of the name, a system, a column"
        words = bound.words("library_search", "Search the library", placeholder=asked)
        answerable = bound.switched("library_answerable", "My data can answer")
        missing = bound.switched("library_missing", "Not defined yet", otherwise=True)
    return [
        each
        for each in offered
        if stage in (_ALL, each.stage)
        and perspective in (_ALL, each.kpi.perspective.value)
        and _says(each, words)
        and (each.best is not None or not answerable)
        and not (each.there and missing)
    ]


def _says(offer: Offer, words: str) -> bool:
    """Return whether every one of *words* stands in what the KPI says of itself."""
    kpi = offer.kpi
    text = " ".join((kpi.name, kpi.description, kpi.formula, kpi.where, kpi.rows, *kpi.systems)).casefold()
    return all(word in text for word in words.casefold().split())


def _offer(workspace: Workspace, offer: Offer, value: str) -> None:
    kpi = offer.kpi
    with st.container(border=True):
        what, how = st.columns([4, 1.2], vertical_alignment="center")
        with what:
            st.markdown(f"**{failures.escaped(kpi.name)}** · {kpi.perspective.label}")
            st.caption(
                f"{failures.escaped(kpi.description)}  \n`{kpi.formula}`  \n"
                f"Benchmark: {failures.escaped(benchmark_words(kpi))}"
            )
        with how:
            _ways(workspace, offer, value)


def _ways(workspace: Workspace, offer: Offer, value: str) -> None:
    """Draw what can be done with the KPI: added at once where the data was recognised, or looked at."""
    if offer.there:
        st.markdown(":gray[:material/check: defined already]")
    if value:
        st.caption(failures.escaped(value))
    elif not offer.there:
        st.caption("Not recognised in your data" if offer.best is None else "No rows yet")
    choice = None if offer.there else library_choice.at_once(workspace, offer)
    with st.container(horizontal=True):
        if choice is not None:
            st.button(
                "Add", key=f"library.add.{offer.kpi.id}", type="primary", on_click=library_choice.add, args=(choice,)
            )
        st.button(
            "Look …" if choice else "Add …",
            key=f"library.look.{offer.kpi.id}",
            on_click=library_choice.look,
            args=(offer.kpi.id,),
        )
