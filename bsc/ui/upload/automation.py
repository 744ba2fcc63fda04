"""Automation: the tokens with which a scheduler or another system brings its files in by itself."""

from typing import Final
from urllib.parse import urlsplit, urlunsplit

import streamlit as st

from bsc.actions.tokens import NewToken, make_token, revoke_token, tokens
from bsc.errors import BscError
from bsc.model.access import Role
from bsc.store.tokens import EVERY_DATASET, TokenLine
from bsc.ui import failures, notices, session
from bsc.views.dates import day, moment
from bsc.views.workspace import Workspace

_MADE: Final = "upload.token_made"
_COUNT: Final = "upload.token_count"
_REVOKING: Final = "upload.revoking"


def draw(workspace: Workspace) -> None:
    """Draw how a program brings files in, the form for a new token, and the tokens that there are."""
    st.caption(
        "A scheduler, a CRM or `bsc import --server` brings files in with a token, while everybody works on. "
        "A token opens only the datasets that it was made for; what cannot be read without a question is refused."
    )
    if not session.may(Role.ADMIN):
        st.caption("Tokens are made and revoked by an admin.")
        return
    _shown_once()
    _form(workspace)
    for line in tokens(workspace.store):
        _token(workspace, line)


def _form(workspace: Workspace) -> None:
    labels = {EVERY_DATASET: "Every dataset, new ones as well"}
    labels |= {each.id: each.label for each in workspace.scorecard.datasets if each.query is None}
    count = st.session_state.setdefault(_COUNT, 0)
    with st.form(f"upload.token.{count}", border=True), st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            "New token for", placeholder="The system that will use it, like nightly CRM export",
            key=f"upload.token.name.{count}", width=320,
        )  # fmt: skip
        chosen = st.multiselect(
            "May bring files into", list(labels), format_func=lambda each: labels.get(each, each),
            key=f"upload.token.datasets.{count}", placeholder="Choose datasets", width=360,
        )  # fmt: skip
        wanted = st.form_submit_button("Make the token", icon=":material/key:", key=f"upload.token.make.{count}")
    if wanted:
        _make(name, chosen)


def _make(name: str, datasets: list[str]) -> None:
    try:
        st.session_state[_MADE] = make_token(session.store(), name, datasets, who=session.who())
    except BscError as error:
        failures.sentence(error)
        return
    st.session_state[_COUNT] += 1  # an empty form again
    st.rerun()


def _shown_once() -> None:
    made: NewToken | None = st.session_state.get(_MADE)
    if made is None:
        return
    dataset = next((each for each in made.line.datasets if each != EVERY_DATASET), "DATASET")
    with st.container(border=True, gap="xsmall"):
        st.markdown(f":material/key: **{failures.escaped(made.line.name)}**: copy it now, it is shown only this once.")
        st.code(made.text, language=None, wrap_lines=True)
        st.caption("With it, from any machine that reaches this app:")
        st.code(_example(dataset), language="bash", wrap_lines=True)
        if st.button("I have copied it", key="upload.token.copied"):
            del st.session_state[_MADE]
            st.rerun()


def _example(dataset: str) -> str:
    place = urlsplit(st.context.url or "http://127.0.0.1:8501")
    target = urlunsplit((place.scheme, place.netloc, "/api/imports", f"dataset={dataset}&name=export.csv", ""))
    return f'curl --fail-with-body -H "Authorization: Bearer $BSC_TOKEN" --data-binary @export.csv "{target}"'


def _token(workspace: Workspace, line: TokenLine) -> None:
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{failures.escaped(line.name)}**", width="stretch")
            if line.active:
                st.button(
                    "Revoke …", key=f"revoke.{line.id}", icon=":material/block:", type="tertiary",
                    on_click=_ask, args=(line.id,),
                )  # fmt: skip
            else:
                st.badge("Revoked", color="gray", icon=":material/block:")
        st.caption(failures.escaped(_said(workspace, line)))
        if line.active and st.session_state.get(_REVOKING) == line.id:
            _confirm(line)


def _said(workspace: Workspace, line: TokenLine) -> str:
    names = {each.id: each.label for each in workspace.scorecard.datasets}
    opens = [names.get(each, each) for each in line.datasets]
    said = [
        "every dataset" if EVERY_DATASET in line.datasets else ", ".join(opens),
        f"made {day(line.made_at)} by {line.made_by}",
        f"last used {moment(line.last_used)}" if line.last_used else "never used",
        *([f"revoked {moment(line.revoked_at)}"] if line.revoked_at else []),
    ]
    return " · ".join(said)


def _ask(token_id: str) -> None:
    st.session_state[_REVOKING] = token_id


def _confirm(line: TokenLine) -> None:
    st.warning("What uses this token is refused from now on. A revoked token does not come back.")
    with st.container(horizontal=True):
        revoke = st.button("Revoke this token", type="primary", key=f"revoke.really.{line.id}")
        keep = st.button("Keep it", key=f"revoke.keep.{line.id}")
    if not (revoke or keep):
        return
    st.session_state.pop(_REVOKING, None)
    if revoke:
        try:
            revoke_token(session.store(), line.id, who=session.who())
        except BscError as error:
            failures.sentence(error)
            return
        notices.say(f"Token {line.name} revoked")
    st.rerun()
