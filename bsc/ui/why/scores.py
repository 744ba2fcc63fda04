"""Why a score changed: where in the scorecard one stands, the waterfalls, the table, and the way further down."""

from typing import Final

import streamlit as st

from bsc.model.words import Unit
from bsc.ui import files, links
from bsc.ui.failures import escaped
from bsc.ui.tables import table
from bsc.ui.why import choices, waterfalls
from bsc.views.csv_text import csv_text
from bsc.views.why import WhyChanged
from bsc.views.why_rows import (
    CAUSES,
    PARTS_HEADER,
    SEEN,
    Row,
    cause_rows,
    effect_words,
    part_rows,
    parts_table,
    sentence,
)

_POINTS: Final = ("Score before", "Score after", *CAUSES.values(), "Together")
_COLUMNS: Final = {name: float if name in _POINTS else str for name in PARTS_HEADER}


def breadcrumb(why: WhyChanged) -> None:
    """Draw the way from the journey to the part, each step of which can be opened."""
    *above, _ = why.trail
    if not above:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for part, name in above:
            st.button(
                f"{escaped(name)}",
                key=f"why_up_{part}",
                type="tertiary",
                on_click=choices.open_later,
                args=(part,),
            )
            st.markdown(":gray[›]", width="content")
        st.markdown(f"**{escaped(why.name)}**", width="content")


def explained(why: WhyChanged) -> None:
    """Draw the change in a sentence and as waterfalls: the parts beneath, and the causes."""
    st.markdown(escaped(sentence(why)))
    if why.running:
        st.caption(":material/hourglass_top: A period is not over: sums are held to what their days owe so far.")
    parts, causes = part_rows(why), cause_rows(why)
    about = f"{why.name}, points from {why.before} to {why.after}"
    waterfalls.pair(parts, causes, Unit.POINTS, "", key="why", of=("parts", "causes"), about=about)
    if parts:
        waterfalls.legend()


def further(why: WhyChanged) -> None:
    """Draw a button for each part beneath, with what it did, that opens it."""
    if not why.lines:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(":gray[Open]", width="content")
        for line in why.lines:
            st.button(
                f"{escaped(line.name)} :gray[{effect_words(line.causes)}]",
                key=f"why_down_{line.part}",
                type="tertiary",
                icon=":material/subdirectory_arrow_right:",
                on_click=choices.open_later,
                args=(line.part,),
            )


def numbers(why: WhyChanged) -> None:
    """Draw the same as a table, in points, with its file."""
    if not why.lines:
        return
    rows = parts_table(why)
    shown = [_shown(dict(zip(PARTS_HEADER, row, strict=True))) for row in rows]
    told = [name for name in PARTS_HEADER if name in _POINTS or any(row[name] for row in shown)]
    st.dataframe(
        table({name: _COLUMNS[name] for name in told}, shown),
        hide_index=True,
        column_config={
            "Part": st.column_config.TextColumn(width="medium"),
            "Score before": st.column_config.NumberColumn(format="%.1f", help=f"The part's own score in {why.before}"),
            "Score after": st.column_config.NumberColumn(format="%.1f", help=f"The part's own score in {why.after}"),
            **{
                name: st.column_config.NumberColumn(
                    format="%+.2f", help=f"What its {name.lower()} did, in points above"
                )
                for name in CAUSES.values()
            },
            "Together": st.column_config.NumberColumn(format="%+.2f", help="What it did to the score above, in points"),
        },
        placeholder="–",
        key="why_table",
    )
    files.download(
        "Download as CSV",
        csv_text(PARTS_HEADER, rows),
        f"why_{str(why.part).replace('.', '_')}.csv",
        "text/csv",
        key="why_csv",
    )


def _shown(row: Row) -> Row:
    """Return *row* with effects that two decimals do not show as plain zeros, so that none is a minus nothing."""
    effects = {name: row[name] for name in (*CAUSES.values(), "Together")}
    small = [name for name, effect in effects.items() if isinstance(effect, float) and abs(effect) < SEEN]
    return {**row, **dict.fromkeys(small, 0.0)}


def onward(why: WhyChanged) -> None:
    """Draw the link to the page that shows the part itself, where there is one."""
    match why.part.level:
        case "kpi":
            links.to(links.TRENDS, "Open its trend", icon=":material/show_chart:", key="why_trend", kpi=why.part.id)
        case "stage":
            links.to(links.STAGE, "Open the stage", icon=":material/view_quilt:", key="why_stage", stage=why.part.id)
        case _:
            return
