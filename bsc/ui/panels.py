"""What the Stage page is made of: the score, a perspective's panel, why this score, what changed."""

from collections.abc import Callable, Mapping, Sequence
from math import nan

import streamlit as st

from bsc.charts.theme import CHANGED, LOOKS
from bsc.ui import links, session
from bsc.ui.failures import escaped
from bsc.ui.tables import table
from bsc.views.cards import Card, Score
from bsc.views.stage import Aim, Explained, Panel, StagePage

Beside = Callable[[Card], None]
Above = Callable[[Panel], None]
_PANEL_WIDTH = 360
_CARD_WIDTH = 165
_EXPLAINED: Mapping[str, type] = {
    **dict.fromkeys(("KPI", "Perspective", "Status"), str),
    **dict.fromkeys(("Points", "Weight", "Adds", "Costs", "Since last"), float),
}


def _nothing(_: Card | Panel) -> None:
    """Draw nothing beneath a card, or in a panel's head."""


def score_line(score: Score, missing: Sequence[str] = ()) -> None:
    """Draw a score in one row: points, status, coverage, counts, worst child; beneath it the names of the *missing*."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{_points(score)}** of 100", width="content")
        badge(score)
        parts = [f"{LOOKS[status].glyph} {count} {status.lower()}" for status, count in score.counts]
        parts = [f"{score.coverage:.0%} known", *parts, *([f"worst: {escaped(score.worst)}"] if score.worst else [])]
        st.caption(" · ".join(parts), width="content")
    if missing:
        st.caption(f"Not in the score, for want of data or a target: {escaped(', '.join(missing))}.")


def grid(panels: list[Panel], beside: Beside = _nothing, above: Above = _nothing) -> None:
    """Draw *panels* side by side, in rows of equal height.

    *beside* draws what stands beneath each card, *above* what stands beneath each panel's heading.
    """
    columns = st.grid(2, min_column_width=_PANEL_WIDTH, border=True)
    for panel in panels:
        with columns.cell():
            _panel(panel, beside, above)


def why_this_score(page: StagePage) -> None:
    """Draw every KPI's points × weight, what it adds and keeps from the score, and its effect since last period."""
    st.subheader("Why this score")
    st.caption(
        f"Points × weight = what a KPI adds; {_sum(page.score)}. "
        f"Missing KPIs lower what is known ({page.score.coverage:.0%}), not the points."
    )
    st.dataframe(
        table(_EXPLAINED, [_explained(line) for line in page.explained]),
        column_config={
            "KPI": st.column_config.TextColumn(width="medium"),
            "Points": st.column_config.ProgressColumn(min_value=0, max_value=100, format="%.0f"),
            "Weight": st.column_config.NumberColumn(format="%.1f%%", help="Its part of the stage's score"),
            "Adds": st.column_config.NumberColumn(format="%.1f", help="Points × weight"),
            "Costs": st.column_config.NumberColumn(format="%.1f", help="What the score misses because of it"),
            "Since last": st.column_config.NumberColumn(
                format="%+.1f", help=f"Its effect on the stage's score since {page.before}"
            ),
        },
        placeholder="–",
        hide_index=True,
        width="stretch",
    )


def _explained(line: Explained) -> Mapping[str, object]:
    return {
        "KPI": line.name,
        "Perspective": line.perspective,
        "Status": f"{LOOKS[line.status].glyph} {line.status}",
        "Points": line.points,
        "Weight": line.weight * 100,
        "Adds": line.adds if line.points is not None else None,
        "Costs": -line.lost if line.points is not None else None,
        "Since last": line.effect,
    }


def what_changed(page: StagePage) -> None:
    """Draw what moved the score since the period before: by cause, then the KPIs that moved it most."""
    st.subheader(f"What changed since {page.before}")
    changed = page.change
    if changed.difference is None:
        st.caption("There is no score in both periods to compare.")
        return
    st.markdown(f"**{changed.before:.1f} → {changed.after:.1f}** ({changed.difference:+.1f} points)")
    causes = {
        "value": "values that moved",
        "target": "targets that changed",
        "weight": "weights that changed",
        "coverage": "KPIs that came or went",
    }
    said = [f"{words} {changed.of(factor):+.1f}" for factor, words in causes.items() if abs(changed.of(factor)) >= 0.05]  # type: ignore[arg-type]  # noqa: PLR2004 -- shown with one decimal
    st.caption(f"{' · '.join(said).capitalize()}." if said else "Nothing moved by a tenth of a point.")
    links.to(
        links.WHY,
        "Take it apart",
        icon=links.WHY.icon,
        key="stage_why",
        part=f"stage.{page.stage.id}",
    )


def badge(score: Score) -> None:
    """Draw the status of *score* as a badge: glyph, word, colour."""
    look = LOOKS[score.status]
    partial = " · period not over" if score.running else " · partial" if score.partial else ""
    st.badge(f"{look.glyph} {score.status}{partial}", color=look.theme_color)


def _panel(panel: Panel, beside: Beside, above: Above) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"#### {panel.perspective.label}", width="content")
        if panel.aims:
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content"):
                st.markdown(f"**{_points(panel.score)}**", width="content")
                badge(panel.score)
    above(panel)
    if not panel.aims:
        st.caption("Nothing is wanted here yet.")
        links.to(links.DEFINITIONS, "Define an objective", icon=":material/add:", key=f"define_{panel.perspective}")
    for aim in panel.aims:
        _aim(aim, beside)


def _aim(aim: Aim, beside: Beside) -> None:
    st.markdown(f"{escaped(aim.name)}  \n:small[:gray[{escaped(aim.owner) or 'no owner yet'}]]")
    if not aim.cards:
        st.caption("No KPI tells how it goes.")
        return
    cells = st.grid(2, min_column_width=_CARD_WIDTH)
    for card in aim.cards:
        with cells.cell():
            _metric(card)
            beside(card)


def _metric(card: Card) -> None:
    look = LOOKS[card.status]
    st.metric(
        escaped(card.name),
        escaped(card.figure),
        f"{look.glyph} {card.status}",
        delta_color=look.theme_color,
        delta_arrow="off",
        delta_description=escaped(card.change),
        chart_data=_sparkline(card),
        chart_type="line",
    )
    if card.changed:
        judged = f", for the {card.changed_for}" if card.changed_for else ""
        st.markdown(f":gray-background[**{CHANGED[card.changed_to]} changed**{judged}]")
        st.caption(escaped(card.changed))
    if card.notes:
        st.caption(escaped(" · ".join(card.notes)))
    target = f"Target {card.target}" if card.target else "Set a target" if session.may_edit() else "Over time"
    links.to(links.TRENDS, target, icon=":material/show_chart:", key=f"trend_{card.kpi}", kpi=card.kpi)


def _sparkline(card: Card) -> list[float] | None:
    """Return the last values with NaN for a gap; None where there is nothing to draw."""
    if all(value is None for value in card.sparkline):
        return None
    return [nan if value is None else value for value in card.sparkline]


def _sum(score: Score) -> str:
    return "nothing is scored yet" if score.points is None else f"all of them make {score.points:.0f}"


def _points(score: Score) -> str:
    return "–" if score.points is None else f"{score.points:.0f}"
