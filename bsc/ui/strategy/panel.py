"""What stands beneath the strategy map: the evidence on one arrow, one objective, or every arrow as a table."""

import streamlit as st

from bsc.charts.lags import LAGS, LINE, PAIRS, lag_chart, scatter_chart
from bsc.charts.theme import ARROWS, LOOKS
from bsc.insight.lags import Relation
from bsc.model.definitions import Kpi
from bsc.model.subject import Subject, SubjectKind
from bsc.ui import links, session, vega
from bsc.ui.acting import offering
from bsc.ui.editors import in_place
from bsc.ui.failures import escaped
from bsc.ui.noting import thread
from bsc.ui.strategy import arrows, choices
from bsc.ui.tables import table
from bsc.views import strategy_words as words
from bsc.views.strategy_evidence import Evidence
from bsc.views.strategy_map import Arrow, Box, StrategyMap
from bsc.views.strategy_rows import TABLE, lag_rows, line_rows, pair_rows, table_rows, titles, units
from bsc.views.workspace import Workspace


def summary(drawn: StrategyMap) -> None:
    """Say how many arrows there are of each verdict."""
    if not drawn.arrows:
        st.caption(f"No arrow yet{': draw one from an objective to what it drives' if session.may_edit() else ''}.")
        return
    counts = [f"{ARROWS[verdict].glyph} {count} {verdict}" for verdict, count in drawn.counted()]
    many = f"{len(drawn.arrows)} arrow{'' if len(drawn.arrows) == 1 else 's'}, in the data"
    st.caption(escaped(f"{many}: {' · '.join(counts)}"))


def arrow(workspace: Workspace, drawn: StrategyMap, found: Evidence) -> None:
    """Draw the evidence *found* on one arrow: a sentence, scatter and lag plot, what it does not say."""
    chosen = next(each for each in drawn.arrows if (each.cause, each.effect) == (found.cause, found.effect))
    with st.container(border=True):
        st.subheader(f"{escaped(chosen.cause_name)} → {escaped(chosen.effect_name)}", anchor=False)
        st.markdown(f"{escaped(ARROWS[found.verdict].glyph)} {escaped(words.headline(found))}")
        if claimed := words.claim(found):
            st.caption(f"The arrow claims: {escaped(claimed)}")
        cause, effect = found.kpis
        if cause and effect and isinstance(found.relation, Relation):
            _charts(workspace, found, (cause, effect), found.relation)
        st.caption(f":material/info: {escaped(words.WARNING)}")
        if said := f"{words.chosen(found)} {words.method(found)}".strip():
            with st.expander("What was compared, and how"):
                st.markdown(escaped(said))
        with st.container(horizontal=True):
            for end, kpi in (("cause", cause), ("effect", effect)):
                if kpi:
                    links.to(links.TRENDS, escaped(kpi.name), icon=links.TRENDS.icon, key=f"arrow.{end}", kpi=kpi.id)
            offering.for_arrow(workspace, found)
            arrows.removing(drawn, chosen.id)


def objective(workspace: Workspace, drawn: StrategyMap, box: Box) -> None:
    """Draw one objective: its status, its KPIs, and the arrows to and from it."""
    with st.container(border=True):
        st.subheader(escaped(box.name), anchor=False)
        points = "" if box.score.points is None else f" · {box.score.points:.0f} of 100"
        stage = workspace.stage(box.stage).name
        band = next(each.name for each in drawn.bands if each.id == box.perspective)
        said = [f"{LOOKS[box.score.status].glyph} {box.score.status}{points}", stage, band, box.owner or "no owner"]
        st.caption(escaped(" · ".join(said)))
        with st.container(horizontal=True):
            for kpi in (each for each in workspace.scorecard.kpis if each.objective == box.id):
                links.to(links.TRENDS, escaped(kpi.name), icon=links.TRENDS.icon, kpi=kpi.id)
        into, out = st.columns(2, gap="medium")
        with into:
            _list("Driven by", [each for each in drawn.arrows if each.effect == box.id], end="cause")
        with out:
            _list("Drives", [each for each in drawn.arrows if each.cause == box.id], end="effect")
        st.markdown("**Notes**")
        thread.draw(workspace, Subject.of(SubjectKind.OBJECTIVE, box.id), key="objective")
        with st.container(horizontal=True):
            links.to(links.STAGE, f"Open {escaped(stage)}", icon=links.STAGE.icon, stage=box.stage)
            if session.may_edit() and st.button(
                "Edit the objective", icon=":material/edit:", key="objective.edit", type="tertiary"
            ):
                in_place.act(workspace, {"do": "edit", "section": "objectives", "id": box.id})


def listed(drawn: StrategyMap) -> None:
    """Draw every arrow as a row of a table."""
    if drawn.arrows:
        with st.expander("All arrows as a table"):
            st.dataframe(
                table(TABLE, table_rows(drawn.arrows)),
                column_config={name: st.column_config.NumberColumn(format="%.2f") for name in ("r", "p")},
                hide_index=True,
            )


def _charts(workspace: Workspace, found: Evidence, kpis: tuple[Kpi, Kpi], relation: Relation) -> None:
    currency = workspace.currency
    pairs = {
        "pairs": table(PAIRS, pair_rows(found, relation, workspace.calendar, currency)),
        "line": table(LINE, line_rows(relation)),
    }
    lags = {"lags": table(LAGS, lag_rows(relation))}
    many = f"{found.grain.value.capitalize()}s"
    between = " → ".join(kpi.name for kpi in kpis)
    left, right = st.columns(2, gap="medium")
    with left:
        st.caption(f"**Effect against cause**, {words.later(found, relation)}: a dot for each {found.grain}")
        ends = (*titles(kpis, relation), *units(kpis, relation), currency)
        alt = f"Scatter of effect against cause: {words.headline(found)}"
        vega.draw(
            scatter_chart, *ends, tables=pairs, key="arrow.scatter", alt=alt, title=f"{between}: effect against cause"
        )
    with right:
        st.caption("**At every lag**: outside the grey band is more than chance would bring")
        alt = f"Correlation at every lag: {words.headline(found)}"
        vega.draw(
            lag_chart,
            f"{many} from cause to effect",
            tables=lags,
            key="arrow.lags",
            alt=alt,
            title=f"{between}: correlation at every lag",
        )


def _list(title: str, found: list[Arrow], *, end: str) -> None:
    st.markdown(f"**{title}**")
    if not found:
        st.caption("No arrow")
    for each in found:
        name = each.cause_name if end == "cause" else each.effect_name
        st.button(
            escaped(f"{ARROWS[each.verdict].glyph} {name} · {each.verdict}"),
            key=f"look.{end}.{each.id}",
            type="tertiary",
            on_click=choices.look_at,
            args=(choices.ARROW, choices.OBJECTIVE, each.id),
        )
