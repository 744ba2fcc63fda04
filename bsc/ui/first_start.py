"""The first start: what stands where a page would be empty, with the next steps in one click each."""

from contextlib import nullcontext
from typing import Final

import streamlit as st

from bsc import actions, templates
from bsc.ui import links, session
from bsc.ui.links import Place
from bsc.views.workspace import Workspace

SAMPLE_ROWS: Final = "An invented company's exports, so that the template can be seen at work before your data is in."
_NO_ROWS: Final = "**No data yet.** The KPIs are defined; they wait for your first export."
_NO_KPI: Final = "**No KPI yet.** The map stands without numbers: an export brings its KPIs along, or add your own."


def needed(workspace: Workspace, place: Place) -> bool:
    """Return whether so little is defined yet that the page of the scorecard at *place* would be empty.

    The two maps need stages alone: touchpoints and objectives are drawn before there is a number.
    """
    if place not in links.GROUPS["Scorecard"]:
        return False
    scorecard = workspace.scorecard
    return not scorecard.stages or (place not in {links.MAP, links.STRATEGY} and not scorecard.kpis)


def page() -> None:
    """Draw the whole page: the sample company, a template, or the first export."""
    st.title("Run your customer journey by a scorecard")
    if not session.may_edit():
        st.write("Nothing is defined yet. Whoever keeps this scorecard begins it; come back then.")
        return
    st.write("Nothing is defined yet. Begin in one of three ways; nothing leaves this machine.")
    sample, template, export = st.columns(3)
    with sample, st.container(border=True, height="stretch"):
        _sample()
    with template, st.container(border=True, height="stretch"):
        _template()
    with export, st.container(border=True, height="stretch"):
        _export()


def banner(workspace: Workspace) -> None:
    """Draw the next step above a page that has no KPI, or whose KPIs have no rows yet."""
    said = _NO_KPI if not workspace.scorecard.kpis else "" if workspace.shapes else _NO_ROWS
    if not said:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(said, width="stretch")
        links.to(links.DATA, "Upload an export", icon=":material/upload_file:")


def _sample() -> None:
    st.subheader(":material/apartment: See it at work")
    st.write("An invented subscription business with more than 30 months of exports, stories and gaps included.")
    st.space("stretch")
    if st.button("Load the sample company", type="primary", key="load_sample", width="stretch"):
        with st.spinner("Importing the sample company's exports …"):
            actions.load_demo(session.store(), who=session.who())
        st.rerun()


def _template() -> None:
    st.subheader(":material/library_books: Start from a template")
    chosen = st.selectbox(
        "Template",
        templates.templates(),
        format_func=lambda template: template.title,
        key="template",
        label_visibility="collapsed",
    )
    st.write(chosen.description)
    rows = st.toggle("With the sample company's rows", key="template_rows", help=SAMPLE_ROWS)
    st.space("stretch")
    if st.button("Use this template", key="use_template", width="stretch"):
        with st.spinner("Importing …") if rows else nullcontext():
            actions.load_template(session.store(), chosen.id, who=session.who(), rows=rows)
        st.rerun()


def _export() -> None:
    st.subheader(":material/upload_file: Bring your own data")
    st.write("Upload your first export as your tool wrote it; define KPIs on its columns afterwards.")
    st.space("stretch")
    if st.button("Upload your first export", key="upload_first", width="stretch"):
        links.go(links.DATA)
