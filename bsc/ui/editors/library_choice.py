"""Taking one KPI from the library: its dataset, what there stands for its columns, its objective, and what it gives."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import streamlit as st

from bsc import actions
from bsc.actions import LibraryChoice
from bsc.errors import BscError
from bsc.model.library import LibraryKpi
from bsc.model.library_fit import is_of_type
from bsc.model.usual_stages import default_stages
from bsc.model.words import Unit
from bsc.templates.kpi_library import library, library_kpi
from bsc.ui import controls, failures, links, notices, parts, prose, session
from bsc.ui.editors import formula, saving, undoing
from bsc.ui.editors.draft import LIBRARY, close
from bsc.views.library import Offer, benchmark_words, columns_of, offers, texts_of, values_of
from bsc.views.workspace import Workspace

_NEW: Final = ""  # the objective that is suggested, where it is not there yet


@dataclass(frozen=True)
class Opened:
    """A KPI of the library that is looked at, for a stage (empty: the nearest to its usual one)."""

    kpi: str
    stage: str = ""

    def key(self, field: str) -> str:
        """Return the key of the widget of *field*."""
        return f"library.{self.kpi}.{field}"


def look(kpi: str, stage: str = "") -> None:
    """Let the next run show the library's KPI with what it would count, and no draft beside it; for callbacks."""
    close()
    st.session_state[LIBRARY] = Opened(kpi, stage)


def add(choice: LibraryChoice) -> None:
    """Add the KPI as it is chosen; what stands against it is shown at the next run. A callback."""
    try:
        _add(choice)
    except BscError as error:
        notices.refuse(error)


def _add(choice: LibraryChoice) -> None:
    change = actions.add_from_library(session.store(), choice, session.who())
    said = f"{library_kpi(choice.kpi).name} added from the library"
    undoing.remember(change.version, said)
    notices.say(said)


def at_once(workspace: Workspace, offer: Offer, stage: str = "") -> LibraryChoice | None:
    """Return the choice that needs no question: every column and text was recognised; None where one was not."""
    best = offer.best
    if best is None:
        return None
    texts = texts_of(workspace, offer.kpi.id, best.dataset, best.columns)
    if not all(texts.values()):
        return None
    return LibraryChoice(kpi=offer.kpi.id, dataset=best.dataset, columns=best.columns, texts=texts, stage=stage)


def draw(workspace: Workspace) -> None:
    """Draw what is to be chosen of the KPI that is looked at, over the page; nothing where none is."""
    opened: Opened | None = st.session_state.get(LIBRARY)
    if opened is None:
        return
    title = failures.escaped(library_kpi(opened.kpi).name)
    parts.dialog(_contents, title)(workspace, opened)


def _contents(workspace: Workspace, opened: Opened) -> None:
    links.follow()
    kpi = library_kpi(opened.kpi)
    facts(kpi)
    if not workspace.scorecard.datasets:
        st.info("A KPI counts the rows of a dataset: upload an export, or add a dataset, first.")
        links.to(links.DATA, "Upload an export", icon=":material/upload_file:")
        choice = None
    else:
        left, right = st.columns([3, 2], gap="medium")
        with left:
            choice = _choice(workspace, opened, kpi)
        with right:
            st.markdown("**Preview**")
            _preview(workspace, choice)
    with st.container(horizontal=True):
        wanted = st.button("Add this KPI", type="primary", key="library.add", disabled=choice is None)
        dropped = st.button("Cancel", key="library.cancel")
    if dropped or (wanted and choice is not None and _added(choice)):
        _leave(opened)


def facts(kpi: LibraryKpi) -> None:
    """Draw what the KPI means, counts and is compared with."""
    st.write(failures.escaped(kpi.description))
    only = f", only rows where `{kpi.where}`" if kpi.where else ""
    st.markdown(f"`{kpi.formula}`{only}")
    st.caption(failures.escaped(f"{_kinds(kpi)} · {kpi.rows}, from {', '.join(kpi.systems)}"))
    st.caption(f"Benchmark: {failures.escaped(benchmark_words(kpi))}")


def _kinds(kpi: LibraryKpi) -> str:
    better = {"higher": "higher is better", "lower": "lower is better", "within": "best within a range"}[kpi.better]
    unit = "Money" if kpi.unit is Unit.CURRENCY else kpi.unit.value.capitalize()
    return f"{unit} · {better} · {kpi.kind.value} · judged by {kpi.frequency.value}"


def _choice(workspace: Workspace, opened: Opened, kpi: LibraryKpi) -> LibraryChoice | None:
    """Draw dataset, columns, texts and objective; return what is chosen, None while a column or text is open."""
    offer = next(each for each in offers(workspace) if each.kpi.id == kpi.id)
    labels = {each.id: each.label for each in workspace.scorecard.datasets}
    dataset = _select("Dataset", [fit.dataset for fit in offer.fits], opened.key("dataset"), labels)
    recognised = next(fit.columns for fit in offer.fits if fit.dataset == dataset)
    held = columns_of(workspace, dataset)
    columns: dict[str, str] = {}
    for needed in library().needs(kpi):
        wanted = library().columns[needed]
        fitting = [name for name, kind in held.items() if is_of_type(kind, wanted.type)]
        label = f"{needed.replace('_', ' ').capitalize()}: {wanted.means}"
        key = opened.key(f"{dataset}.{needed}")
        columns[needed] = _select(label, fitting, key, {}, recognised.get(needed), typed=True)
    texts = _texts(workspace, opened, kpi, dataset, columns)
    where = st.text_input("Only rows where", key=opened.key("where"), placeholder="survey = 'onboarding'")
    objective = _objective(workspace, opened, kpi)
    if not all((*columns.values(), *texts.values())):
        return None
    return LibraryChoice(
        kpi=kpi.id,
        dataset=dataset,
        columns=columns,
        texts=texts,
        objective=objective,
        stage=opened.stage,
        where=where.strip(),
    )


def _texts(
    workspace: Workspace, opened: Opened, kpi: LibraryKpi, dataset: str, columns: dict[str, str]
) -> dict[str, str]:
    chosen = {needed: column for needed, column in columns.items() if column}
    found = texts_of(workspace, kpi.id, dataset, chosen)
    written = {}
    for text, place in library().texts(kpi).items():
        column = columns[place]
        held = values_of(workspace, dataset, column) if column else ()
        label = f"“{text.replace('_', ' ')}” in {column or place} is written"
        key = opened.key(f"{dataset}.{column}.is.{text}")
        written[text] = _select(label, [*held] or [found[text]], key, {}, found[text], typed=True)
    return written


def _objective(workspace: Workspace, opened: Opened, kpi: LibraryKpi) -> str:
    """Draw the objectives that it can belong to, the suggested one first; return the id, empty for a new one."""
    scorecard = workspace.scorecard
    stages = {each.id: each.name for each in scorecard.stages or default_stages()}
    place = actions.library_place(scorecard, kpi, stage=opened.stage)
    suggested = _NEW if place.is_new else place.objective
    new = {_NEW: f"New: {place.name} · {stages[place.stage]}, {place.perspective.label}"} if place.is_new else {}
    known = {each.id: f"{each.name} · {stages[each.stage]}, {each.perspective.label}" for each in scorecard.objectives}
    return _select("Objective", [*new, *known], opened.key("objective"), {**new, **known}, suggested)


def _select(  # noqa: PLR0913 -- a selectbox's own parts
    label: str,
    options: Iterable[str],
    key: str,
    labels: dict[str, str],
    chosen: str | None = None,
    *,
    typed: bool = False,
) -> str:
    """Draw a choice of *options*, *chosen* (else the first, where nothing may be *typed*) at first; return it."""
    offered = list(options)
    if chosen is not None and chosen not in offered:
        offered.insert(0, chosen)
    place = offered.index(chosen) if chosen is not None and (chosen or not typed) else (None if typed else 0)
    picked = st.selectbox(
        label,
        offered,
        index=place,
        key=key,
        format_func=lambda each: labels.get(each, each),
        accept_new_options=typed,
        placeholder="Choose, or write it",
    )
    return picked or ""


def _preview(workspace: Workspace, choice: LibraryChoice | None) -> None:
    if choice is None:
        st.caption("Choose what stands for every column: its last values appear here.")
        return
    try:
        kpi = actions.kpi_from_library(workspace.scorecard, choice)
    except BscError as error:
        st.error(prose.coded(str(error)), icon=":material/error:")
        return
    only = f", where `{kpi.where}`" if kpi.where else ""
    st.markdown(f"`{kpi.formula}`{only}")
    formula.preview(workspace, kpi, workspace.filters(controls.view()))


def _added(choice: LibraryChoice) -> bool:
    """Add the KPI; return whether it is there, and show why not."""
    try:
        _add(choice)
    except BscError as error:
        saving.refused(error)
        return False
    return True


def _leave(opened: Opened) -> None:
    st.session_state.pop(LIBRARY, None)
    for key in [key for key in st.session_state if str(key).startswith(opened.key(""))]:
        del st.session_state[key]
    st.rerun()
