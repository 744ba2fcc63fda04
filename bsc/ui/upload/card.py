"""One waiting file: looked at, corrected where needed, imported by one click."""

from typing import Final

import streamlit as st

from bsc import actions
from bsc.actions import Preview, Receipt
from bsc.actions.reading import fingerprint
from bsc.errors import BscError, Question
from bsc.model.editing import number_of
from bsc.ui import failures, links, prose, session
from bsc.ui.upload import choices, new_dataset, preview
from bsc.ui.upload.choices import NEW_DATASET, Choices
from bsc.ui.upload.files import WaitingFile, discard
from bsc.views.data import missing_columns, suggestions
from bsc.views.effect import column_sentences, effect_sentence, same_bytes_sentence
from bsc.views.workspace import Workspace

_LOOKS_KEPT: Final = 4  # of one file, under different choices, so that going back costs nothing
_MEGABYTE: Final = 1_000_000
_RECEIPTS: Final = "upload.receipts"


def draw(file: WaitingFile, workspace: Workspace) -> None:
    """Draw the card of *file*; a file that cannot be read says why and can only be discarded."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            name = failures.escaped(file.name)
            st.markdown(f":material/description: **{name}** :gray[{_size(file.size)}]", width="stretch")
            st.button("Discard", key=file.key("discard"), type="tertiary", on_click=discard, args=(file,))
        try:
            _contents(file, workspace)
        except BscError as error:
            failures.sentence(error)


def receipts() -> None:
    """Draw what was imported in this session, until it is put away."""
    done: list[str] = st.session_state.get(_RECEIPTS, [])
    if not done:
        return
    st.success("  \n".join(failures.escaped(each) for each in done), icon=":material/check_circle:")
    with st.container(horizontal=True, gap="medium"):
        links.to(links.MAP, "Open the journey map", icon=":material/route:", key="upload.to_map")
        if st.button("Put away", key="upload.put_away", type="tertiary", icon=":material/close:"):
            st.session_state[_RECEIPTS] = []
            st.rerun()


def _contents(file: WaitingFile, workspace: Workspace) -> None:
    first = _look(file, workspace, Choices())
    number = choices.table(file, first.inspection.tables)
    seen = first if number is None else _look(file, workspace, Choices(table=number))
    headers = [each.name for each in seen.table.columns]
    chosen = choices.dataset(file, suggestions(workspace.scorecard, workspace.shapes, headers))
    if chosen is None or chosen == NEW_DATASET:
        _without_dataset(file, workspace, seen, number, wanted=chosen == NEW_DATASET)
    else:
        _into(file, workspace, chosen, seen, number)


def _without_dataset(
    file: WaitingFile, workspace: Workspace, seen: Preview, number: str | None, *, wanted: bool
) -> None:
    given = choices.answers(file, seen.questions, {})
    look = _look(file, workspace, Choices(table=number, answers=given))
    preview.facts(look.table)
    if wanted:
        new_dataset.form(file, look.table, workspace)
    preview.details(file, look.table)


def _into(file: WaitingFile, workspace: Workspace, dataset: str, seen: Preview, number: str | None) -> None:
    base = _look(file, workspace, Choices(dataset, number))
    remembered = workspace.store.mapping(fingerprint(base.table), dataset)
    known = [each for each in seen.questions if each.column in remembered.answers]
    asked: dict[str, Question] = {each.column: each for each in [*known, *base.questions]}
    given = choices.answers(file, list(asked.values()), remembered.answers)
    renamed = _renames(file, workspace, dataset, base)
    kept = choices.personal(file, [each.name for each in base.table.columns if each.personal and not each.kept])
    chosen = Choices(dataset, number, given, renamed, kept)
    look = _look(file, workspace, chosen)
    further = look.effect.rejects if look.effect else ()
    preview.facts(look.table, further)
    _effect(look, workspace)
    _commit(file, workspace, look, chosen)
    preview.details(file, look.table, further)


def _renames(file: WaitingFile, workspace: Workspace, dataset: str, base: Preview) -> dict[str, str]:
    defined = next(each for each in workspace.scorecard.datasets if each.id == dataset)
    shape = workspace.shapes.get(dataset)
    missing = missing_columns(defined, shape, [each.stored for each in base.table.columns])
    held = {each.name for each in shape.columns} if shape else set()
    free = [each.name for each in base.table.columns if each.stored not in held]
    return choices.renames(file, free, missing, needed=bool(base.refused))


def _effect(look: Preview, workspace: Workspace) -> None:
    if look.refused:
        st.error(prose.coded(look.refused), icon=":material/error:")
    elif look.same_as is not None:
        st.info(failures.escaped(same_bytes_sentence(look.same_as, workspace.store.imports())), icon=":material/check:")
    elif look.effect is not None:
        st.markdown(f"**{failures.escaped(effect_sentence(look.effect))}**")
        for said in column_sentences(look.effect):
            st.caption(failures.escaped(said))


def _commit(file: WaitingFile, workspace: Workspace, look: Preview, chosen: Choices) -> None:
    ready = look.effect is not None and look.effect.rows > 0 and look.same_as is None
    if look.questions:
        st.caption("Answer the question above first: nothing is guessed.")
    label = f"Import {look.effect.rows:,} rows" if look.effect and ready else "Import"
    if not st.button(label, type="primary", key=file.key("import"), disabled=not ready, icon=":material/publish:"):
        return
    with st.spinner("Importing …"):
        receipt = actions.import_file(
            workspace.store,
            file.path,
            str(chosen.dataset),
            who=session.who(),
            name=file.name,
            answers=chosen.answers,
            rename=chosen.rename,
            keep_personal=chosen.keep_personal,
            table=chosen.table,
        )
    _done(file, _said(workspace, receipt), several=len(look.inspection.tables) > 1)


def _said(workspace: Workspace, receipt: Receipt) -> str:
    names = {each.id: each.label for each in workspace.scorecard.datasets}
    rows, apart = number_of(receipt.rows, "row"), number_of(receipt.dropped, "line")
    into = f"{receipt.file} into {names[receipt.dataset]}"
    return f"{into}: {rows}, {receipt.replaced:,} replaced, {apart} set apart, {receipt.rejects:,} rejected"


def _done(file: WaitingFile, said: str, *, several: bool) -> None:
    st.session_state[_RECEIPTS] = [*st.session_state.get(_RECEIPTS, []), said]
    if not several:
        discard(file)
    st.rerun()


def _look(file: WaitingFile, workspace: Workspace, chosen: Choices) -> Preview:
    """Return what an import would do under *chosen*, from memory where it was looked at before."""
    store = workspace.store
    kept: dict[object, Preview] = st.session_state.setdefault(file.key("looks"), {})
    key = (store.data_version(), store.definitions_version(), *chosen.known())
    if key not in kept:
        with st.spinner(f"Reading {failures.escaped(file.name)} …"):
            kept[key] = actions.inspect_file(
                store,
                file.path,
                chosen.dataset,
                name=file.name,
                answers=chosen.answers,
                rename=chosen.rename,
                keep_personal=chosen.keep_personal,
                table=chosen.table,
            )
        for old in list(kept)[:-_LOOKS_KEPT]:
            del kept[old]
    return kept[key]


def _size(size: int) -> str:
    return f"{size / _MEGABYTE:.1f} MB" if size >= _MEGABYTE else f"{size / 1000:.1f} kB"
