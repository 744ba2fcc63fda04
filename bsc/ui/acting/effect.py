"""Did it work? Each KPI that an initiative is meant to move, before and since, and what may be said of it."""

from functools import partial
from typing import Final

import streamlit as st

from bsc.charts.before_after import TABLES, before_after_chart
from bsc.charts.figures import figure
from bsc.charts.theme import VERDICTS
from bsc.model.definitions import Initiative
from bsc.model.view import View
from bsc.ui import computing, files, vega
from bsc.ui.failures import escaped
from bsc.ui.tables import table
from bsc.views.csv_text import csv_text
from bsc.views.dates import day
from bsc.views.effects import Effects, KpiEffect, effects
from bsc.views.effects_rows import COLUMNS, HEADER, effect_rows, figures_table, numbers_table
from bsc.views.effects_words import interval, moved, reached
from bsc.views.workspace import Workspace

_NARROW: Final = 130  # pixels: two cards still stand side by side on a telephone
_UNBROKEN: Final = "\N{NO-BREAK SPACE}"


def draw(workspace: Workspace, view: View, initiative: Initiative) -> None:
    """Draw what *initiative* did to every KPI that it is meant to move; *view* tells the question from others."""
    st.subheader("Did it work?", anchor=False)
    name = f"effects {initiative.id}"
    found = computing.answer(workspace, name, view, lambda asked: effects(asked, initiative))
    if len(found.effects) != 1:
        _whole(found)
    for each in found.effects:
        with st.container(border=True):
            _effect(each)


def _whole(found: Effects) -> None:
    """Draw the word on all KPIs together; that of a single one stands with it."""
    outcome = found.outcome
    st.markdown(f"{VERDICTS[outcome.verdict]} **{escaped(_capital(outcome.word))}**")
    if not found.effects:
        st.caption(escaped(outcome.sentence))


def _effect(effect: KpiEffect) -> None:
    st.markdown(f"{VERDICTS[effect.verdict]} **{escaped(_capital(effect.word))}** · {escaped(effect.kpi.name)}")
    st.markdown(escaped(effect.sentence))
    if effect.told:
        _cards(effect)
    if effect.series.before + effect.series.after > 1:
        _chart(effect)
        _figures(effect)
    for note in effect.notes:
        st.caption(escaped(note))


def _cards(effect: KpiEffect) -> None:
    told, kpi, currency = effect.told, effect.kpi, effect.currency
    if told is None:
        return
    beyond = "Beyond the others" if effect.comparison and effect.comparison.change else "Beyond its own past"
    with st.grid(4, min_column_width=_NARROW):
        _card("Before", figure(told.before, kpi.unit, currency), f"mean of {effect.counted[0]}")
        _card("Since", figure(told.after, kpi.unit, currency), f"mean of {effect.counted[1]}")
        _card(beyond, moved(told.change, kpi, currency), interval(told, kpi, currency))
        if effect.expected:
            _card("Expected", moved(effect.expected.change, kpi, currency), f"seen: {reached(told, effect.expected)}")


def _card(name: str, value: str, below: str) -> None:
    st.metric(
        name,
        escaped(value),
        delta=escaped(below),
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
    )


def _chart(effect: KpiEffect) -> None:
    kpi, rows = effect.kpi, effect_rows(effect)
    vega.draw(
        before_after_chart,
        kpi.unit,
        effect.currency,
        tables={name: table(columns, getattr(rows, name)) for name, columns in TABLES.items()},
        key=f"effect_{kpi.id}",
        alt=f"{kpi.name} before and since. {effect.sentence}",
        title=f"{kpi.name}: before and since",
    )
    st.markdown(f":small[{'&emsp; '.join(part.replace(' ', _UNBROKEN) for part in _legend(effect))}]")
    for number, other in enumerate(effect.others, 1):
        st.caption(f"{number}: {escaped(other.name)}, {day(other.since)}")


def _legend(effect: KpiEffect) -> list[str]:
    parts = ["● counted"]
    if effect.told:
        parts += ["━ mean before and since", ":blue[▮ usual before]", ":violet[╌ without it, with its 97% interval]"]
    if effect.told and effect.expected:
        parts.append(":green[┄ expected]")
    if effect.comparison:
        drawn = f"the others, {effect.comparison.others}"
        parts.append(f":gray[╌ {escaped(drawn)}{', to scale' if effect.comparison.ratio else ''}]")
    return [*parts, ":gray[○ counts to neither]"]


def _figures(effect: KpiEffect) -> None:
    with st.expander("Figures"):
        st.dataframe(
            table(dict.fromkeys(COLUMNS, str), figures_table(effect)),
            hide_index=True,
            key=f"effect_figures_{effect.kpi.id}",
        )
        files.download(
            "Download as CSV",
            partial(csv_text, HEADER, numbers_table(effect)),
            f"{effect.kpi.id}-before-and-since.csv",
            "text/csv",
            key=f"effect_csv_{effect.kpi.id}",
        )


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
