"""The tab Templates: ready-made scorecards, with what each would bring."""

from contextlib import nullcontext

import streamlit as st

from bsc import actions, templates
from bsc.errors import BscError
from bsc.model.definitions import Scorecard
from bsc.model.editing import number_of
from bsc.model.reading import scorecard_from
from bsc.model.words import Perspective
from bsc.store.yaml_text import document_from_yaml
from bsc.ui import failures, first_start, notices, session
from bsc.ui.editors import changes, saving
from bsc.views.workspace import Workspace


def draw(workspace: Workspace) -> None:
    """Draw the choice of a template and a preview of it."""
    st.caption("A template brings stages, objectives, KPIs, datasets and touchpoints. Uploaded rows stay as they are.")
    names = templates.names()
    chosen = st.segmented_control(
        "Template",
        names,
        default=names[0],
        required=True,
        format_func=lambda name: failures.escaped(templates.template(name).title),
        key="definitions.template",
        label_visibility="collapsed",
    )
    template = templates.template(chosen or names[0])
    wanted = _scorecard(template.id)
    st.write(failures.escaped(template.description))
    _contents(wanted)
    empty = not (workspace.scorecard.stages or workspace.scorecard.kpis)
    if not empty:
        st.markdown("**What it would do to the scorecard that is defined now**")
        if not changes.show(workspace, wanted):
            return
    label = "Use this template" if empty else "Replace everything by this template"
    sure = empty or st.checkbox("Replace what is defined now", key="definitions.template_sure")
    rows = _rows(workspace, wanted)
    if st.button(label, type="primary", key="definitions.use_template", disabled=not sure):
        _use(template, rows=rows)


def _rows(workspace: Workspace, wanted: Scorecard) -> bool:
    """Draw what its KPIs would be computed from; return whether the sample company's rows are wanted."""
    if not workspace.shapes:
        return st.toggle(
            "With the sample company's rows", key="definitions.template_rows", help=first_start.SAMPLE_ROWS
        )
    fed = [each for each in wanted.datasets if each.query is None]
    held = sum(each.id in workspace.shapes for each in fed)
    st.caption(f"{held} of its {number_of(len(fed), 'dataset')} hold rows already; the others wait for an export.")
    return False


def _use(template: templates.Template, *, rows: bool) -> None:
    try:
        with st.spinner("Importing …") if rows else nullcontext():
            actions.load_template(session.store(), template.id, session.who(), rows=rows)
    except BscError as error:  # as where what is uploaded already does not fit its formulas
        saving.refused(error)
        return
    notices.say(f"Template {template.title} loaded")
    st.rerun()


def _contents(wanted: Scorecard) -> None:
    counts = {
        "Stages": wanted.stages,
        "Objectives": wanted.objectives,
        "KPIs": wanted.kpis,
        "Datasets": wanted.datasets,
        "Touchpoints": wanted.touchpoints,
    }
    with st.container(horizontal=True):
        for label, items in counts.items():
            st.metric(label, len(items), border=True, width=120)
    perspectives = {each.id: each.perspective for each in wanted.objectives}
    stages = {each.id: each.stage for each in wanted.objectives}
    st.dataframe(
        {
            "Stage": [stage.name for stage in wanted.stages],
            **{
                each.label: [
                    [
                        kpi.name
                        for kpi in wanted.kpis
                        if (stages[kpi.objective], perspectives[kpi.objective]) == (stage.id, each)
                    ]
                    for stage in wanted.stages
                ]
                for each in Perspective
            },
        },
        hide_index=True,
        height="auto",
    )


@st.cache_data(show_spinner=False)
def _scorecard(name: str) -> Scorecard:
    return scorecard_from(document_from_yaml(templates.text(name)))
