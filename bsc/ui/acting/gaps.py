"""The tab Gaps: what is missing so that somebody can answer for the journey, each beside what fills it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

import streamlit as st

from bsc.model.editing import number_of
from bsc.model.people import Picked, assigned
from bsc.model.subject import SubjectKind
from bsc.model.words import Perspective
from bsc.ui import computing, controls, files, links, session
from bsc.ui.acting import making, seeds, standing
from bsc.ui.editors import drawer, saving
from bsc.ui.editors.draft import Draft, open_draft
from bsc.ui.failures import escaped
from bsc.views.gaps import Gap, Lacking, gaps, listed_csv
from bsc.views.mentions import people
from bsc.views.responsibility_standing import SECTION_OF
from bsc.views.workspace import Workspace

HOME: Final = "gaps"  # where the drawer of this tab is drawn
_TICKED: Final = "gaps.tick"
_WHY: Final[Mapping[Gap, str]] = {
    Gap.NO_OWNER: "What nobody answers for, nobody improves. Tick what belongs together, and give it to somebody.",
    Gap.NO_ACTION: "Red, and no open action is to move them.",
    Gap.NO_TARGET: "Without a target nothing says whether the value is good.",
    Gap.NO_DATA: "Nothing can be said of them in this period.",
    Gap.LATE: "Their next export is due, or none has come in.",
    Gap.NO_KPI: "Nothing tells whether they are reached.",
    Gap.NO_CUSTOMER_KPI: "Nothing tells how customers fare there.",
}
_FULL: Final[Mapping[Gap, str]] = {
    Gap.NO_OWNER: "Everything has an owner.",
    Gap.NO_ACTION: "Every KPI that is off track has an open action.",
    Gap.NO_TARGET: "Every KPI has a target.",
    Gap.NO_DATA: "Every KPI has a value.",
    Gap.LATE: "Every dataset is up to date.",
    Gap.NO_KPI: "Every objective has a KPI.",
    Gap.NO_CUSTOMER_KPI: "Every stage has a customer KPI.",
}


def draw(workspace: Workspace) -> None:
    """Draw every gap with how much is missing; what is filled is said in one line."""
    view = controls.view()
    found = computing.answer(workspace, "gaps", view, lambda asked: gaps(asked, view))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{number_of(sum(map(len, found.values())), 'gap')}**", width="content")
        files.download(
            "Download as CSV", partial(listed_csv, found), "gaps.csv", "text/csv", kind="tertiary", key="gaps.file"
        )
    for gap, lacking in found.items():
        if lacking:
            with st.expander(f"{gap} ({len(lacking)})", expanded=True, key=f"gap.{gap.name}"):
                st.caption(_WHY[gap])
                _filled_by(gap)(workspace, lacking)
    full = [_FULL[gap] for gap, lacking in found.items() if not lacking]
    if full:
        st.caption(" ".join(full))


def _filled_by(gap: Gap) -> Callable[[Workspace, Sequence[Lacking]], None]:
    return _without_owner if gap is Gap.NO_OWNER else partial(_each, _CONTROLS[gap])


def _each(control: Callable[[Workspace, Lacking], None], workspace: Workspace, lacking: Sequence[Lacking]) -> None:
    for each in lacking:
        text, fills = st.columns((8, 4), vertical_alignment="center", gap="small")
        with text:
            standing.line(each.standing, f"gap.{each.gap.name}.{each.about.id}")
        with fills:
            control(workspace, each)


def _action(workspace: Workspace, each: Lacking) -> None:
    kpi = workspace.kpi(each.about.id)
    period = workspace.calendar.label(workspace.period(controls.view()))
    seed = seeds.of_red_kpi(workspace, kpi, f"{kpi.name}: {each.standing.said}", period)
    making.offer(workspace, seed, f"gap.{kpi.id}", home=links.RESPONSIBILITY)


def _target(_: Workspace, each: Lacking) -> None:
    label = "Set a target" if session.may_edit() else "Over time"
    links.to(links.TRENDS, label, icon=links.TRENDS.icon, key=f"gap.target.{each.about.id}", kpi=each.about.id)


def _data(workspace: Workspace, each: Lacking) -> None:
    kpi = workspace.kpi(each.about.id)
    if workspace.shapes.get(kpi.dataset) is None:
        links.to(links.DATA, "Upload its export", icon=links.DATA.icon, key=f"gap.data.{kpi.id}")
    elif session.may_edit():
        _opens("kpis", kpi.id, "Look at its formula", workspace)


def _file(_: Workspace, each: Lacking) -> None:
    links.to(links.DATA, "Upload its next export", icon=links.DATA.icon, key=f"gap.file.{each.about.id}")


def _kpi(workspace: Workspace, each: Lacking) -> None:
    if session.may_edit():
        _adds("kpis", "Add a KPI", each.about.id, workspace, objective=each.about.id)


def _customer_kpi(workspace: Workspace, each: Lacking) -> None:
    """Draw what adds a KPI to the stage's customer objective, or an objective first where it has none."""
    if not session.may_edit():
        return
    stage = each.about.id
    wanted = [
        one.id
        for one in workspace.scorecard.objectives
        if (one.stage, one.perspective) == (stage, Perspective.CUSTOMER)
    ]
    if wanted:
        _adds("kpis", "Add a KPI", stage, workspace, objective=wanted[0])
    else:
        customer = Perspective.CUSTOMER.value
        _adds("objectives", "Add an objective", stage, workspace, then="kpis", stage=stage, perspective=customer)


def _adds(section: str, label: str, key: str, workspace: Workspace, then: str = "", **base: object) -> None:
    draft = Draft(section, None, base, workspace.store.definitions_version(), home=HOME, then=then)
    st.button(
        label,
        icon=":material/add:",
        key=f"gap.add.{section}.{key}",
        type="tertiary",
        on_click=open_draft,
        args=(draft,),
    )


def _opens(section: str, identity: str, label: str, workspace: Workspace) -> None:
    st.button(
        label,
        icon=":material/edit:",
        key=f"gap.open.{section}.{identity}",
        type="tertiary",
        on_click=partial(drawer.open_item, section, identity, workspace, home=HOME),
    )


_CONTROLS: Final[Mapping[Gap, Callable[[Workspace, Lacking], None]]] = {
    Gap.NO_ACTION: _action,
    Gap.NO_TARGET: _target,
    Gap.NO_DATA: _data,
    Gap.LATE: _file,
    Gap.NO_KPI: _kpi,
    Gap.NO_CUSTOMER_KPI: _customer_kpi,
}


def _without_owner(workspace: Workspace, lacking: Sequence[Lacking]) -> None:
    """Draw what has no owner by kind, with a tick each for editors, and what gives all that is ticked to somebody."""
    ticked = []
    for kind, (_, plural) in standing.NOUNS.items():
        of_kind = [each for each in lacking if each.about.kind is kind]
        if of_kind:
            ticked += _of_kind(kind, plural, of_kind)
    if session.may_edit():
        _giving(workspace, ticked)


def _of_kind(kind: SubjectKind, plural: str, lacking: Sequence[Lacking]) -> list[Picked]:
    """Draw what of *kind* has no owner; return what is ticked."""
    st.markdown(f"**{plural}**")
    section = SECTION_OF[kind]
    if session.may_edit() and len(lacking) > 1:
        st.checkbox(f"All {len(lacking)}", key=f"{_TICKED}.all.{kind}", on_change=_tick_all, args=(kind, lacking))
    found = []
    for each in lacking:
        if not session.may_edit():
            standing.line(each.standing, f"gap.owner.{kind}.{each.about.id}")
        elif st.checkbox(f"{escaped(each.standing.name)} {_where(each)}", key=_tick(each)):
            found.append((section, each.about.id))
    return found


def _where(each: Lacking) -> str:
    return f":small[:gray[{escaped(each.standing.where)}]]" if each.standing.where else ""


def _tick(each: Lacking) -> str:
    return f"{_TICKED}.{each.about.kind}.{each.about.id}"


def _tick_all(kind: SubjectKind, lacking: Sequence[Lacking]) -> None:
    """Tick all of *kind*, or none. A callback."""
    for each in lacking:
        st.session_state[_tick(each)] = st.session_state[f"{_TICKED}.all.{kind}"]


def _giving(workspace: Workspace, ticked: Sequence[Picked]) -> None:
    known = [name for name in people(workspace) if name != session.SOMEBODY.name]
    with st.container(horizontal=True, vertical_alignment="bottom", border=True):
        owner = st.selectbox(
            "Owner",
            known,
            index=None,
            accept_new_options=True,
            placeholder="Choose or write",
            key="gaps.owner",
            width=240,
        )
        helpers = st.multiselect(
            "Helpers", known, accept_new_options=True, placeholder="Nobody", key="gaps.helpers", width=280
        )
        wanted = st.button(
            f"Give {number_of(len(ticked), 'thing')} to them" if ticked else "Give what is ticked to them",
            key="gaps.give",
            disabled=not ticked,
            type="primary",
            icon=":material/group_add:",
        )
    if not wanted:
        return
    said = f"{number_of(len(ticked), 'thing')} given to {owner or ', '.join(helpers) or 'nobody'}"
    version = workspace.store.definitions_version()
    if saving.edited(partial(assigned, items=ticked, owner=owner or "", helpers=helpers), version, said):
        st.rerun()
