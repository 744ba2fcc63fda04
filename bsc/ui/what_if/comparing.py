"""The scenario beside the published scorecard, and beside others: the journey, what turns, and every score."""

from collections.abc import Sequence
from itertools import chain

import pyarrow as pa
import streamlit as st

from bsc.charts.figures import figure
from bsc.charts.theme import LOOKS
from bsc.model.words import Unit
from bsc.ui import files, prose
from bsc.ui.failures import escaped
from bsc.ui.tables import texts
from bsc.ui.what_if import heads
from bsc.views.csv_text import csv_text
from bsc.views.scenarios import NOUNS, Comparison, Line, Standing, by, differ, sentences

NARROW = 200  # pixels: a difference and a status stand side by side


def headline(compared: Comparison) -> None:
    """Draw the journey's score of each scenario, and beneath what the first one changes, in sentences."""
    journey = compared.lines[0]
    with st.container(key="what_if_scores"), st.grid(4, min_column_width=NARROW):
        for outcome, standing in zip(compared.outcomes, journey.standings, strict=True):
            _journey(outcome.scenario.name, journey.published, standing)
    outcome = compared.outcomes[0]
    st.markdown("\n".join(f"- {escaped(said)}" for said in sentences(compared)))
    if outcome.begins_later:
        st.caption(
            f":material/info: {escaped(compared.label)} keeps its targets and weights; the scores show it as if the "
            "scenario held already."
        )
    for said in outcome.left_out:
        st.warning(prose.coded(said[:1].upper() + said[1:]), icon=":material/link_off:")


def table(compared: Comparison) -> None:
    """Draw every score side by side, with the same numbers as a file."""
    shown = compared.told
    st.dataframe(_side_by_side(compared, shown), hide_index=True, height="auto", key="what_if_table")
    st.caption(
        "Journey, stages and perspectives always; cells, objectives and KPIs where a scenario moves them. "
        "“=” is as published."
    )
    files.download(
        "Download as CSV",
        csv_text(_header(compared), [_numbers(line) for line in compared.lines]),
        "what_if.csv",
        "text/csv",
        key="what_if_csv",
    )


def _journey(name: str, before: Standing, after: Standing) -> None:
    look = LOOKS[after.status]
    moved = differ(before, after)
    more = (after.points or 0) - (before.points or 0)
    st.metric(
        escaped(name),
        _points(after),
        delta=f"{by(more)} to {_points(before)}" if moved else "as published",
        delta_color="off" if not moved or more == 0 else "green" if more > 0 else "red",
        delta_arrow="off" if not moved or more == 0 else "up" if more > 0 else "down",
        delta_description=f"{look.glyph} {after.status}",
        help="The journey's score in this scenario, and how far it is from the published one",
        border=True,
        height="stretch",
    )


def _side_by_side(compared: Comparison, shown: Sequence[Line]) -> pa.Table:
    names = _unlike([outcome.scenario.name for outcome in compared.outcomes])
    columns: dict[str, list[str]] = {
        "Part": [NOUNS[line.kind] for line in shown],
        "Name": [line.name for line in shown],
        "Where": [line.place for line in shown],
        "Published": [_text(line.published) for line in shown],
    }
    for at, name in enumerate(names):
        columns[name] = [_against(line.published, line.standings[at]) for line in shown]
    return texts(columns)


def _against(before: Standing, after: Standing) -> str:
    if not differ(before, after):
        return "="
    if before.points is None or after.points is None:
        return _text(after)
    return f"{_text(after)} ({by(after.points - before.points)})"


def _text(standing: Standing) -> str:
    return f"{LOOKS[standing.status].glyph} {standing.status}{heads.points(standing)}"


def _points(standing: Standing) -> str:
    return figure(None if standing.points is None else round(standing.points, 1), Unit.POINTS)


def _header(compared: Comparison) -> list[str]:
    names = _unlike([outcome.scenario.name for outcome in compared.outcomes])
    return ["Part", "Id", "Name", "Where", *chain(*((f"{name}: points", f"{name}: status") for name in names))]


def _numbers(line: Line) -> list[object]:
    standings = (line.published, *line.standings)
    told = chain(*((standing.points, str(standing.status)) for standing in standings))
    return [NOUNS[line.kind], line.id, line.name, line.place, *told]


def _unlike(names: Sequence[str]) -> list[str]:
    """Return *names* so that none is the name of another column."""
    taken = {"Part", "Name", "Where", "Published"}
    made: list[str] = []
    for name in names:
        free, number = name, 2
        while free in taken:
            free, number = f"{name} ({number})", number + 1
        taken.add(free)
        made.append(free)
    return made
