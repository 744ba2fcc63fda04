"""The formula of a KPI: written with its columns and functions at hand, checked and shown as one types."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from bsc.formula import functions
from bsc.model.definitions import Kpi
from bsc.ui import failures, prose
from bsc.ui.editors.draft import Draft
from bsc.views.definitions import ColumnChoice, columns
from bsc.views.formula_check import FormulaCheck, formula_check
from bsc.views.workspace import Workspace

PAUSE: Final = "400ms"  # of typing, before the formula is checked
_BESIDE: Final[dict[str, str]] = {
    "count(distinct )": "how many different values",
    "filter (where )": "after an aggregate: only the rows that count",
    "case when  then  else  end": "one value or another",
}
_SLOT: Final = re.compile(r"(?<=[(,])\s+(?=[),])|(?<=distinct )(?=\))|(?<=where )(?=\))")


def field(draft: Draft, name: str, label: str, **how: object) -> str:
    """Draw one line of the formula language that is committed while one types; return it."""
    return draft.text(name, label, live=PAUSE, **how).strip()


def insertions(draft: Draft, workspace: Workspace, dataset: str) -> None:
    """Draw the columns and functions that can be put at the end of the formula."""
    choices = {each.text: each for each in columns(workspace.scorecard, workspace.shapes, dataset)}
    left, right = st.columns(2)
    with left:
        _insertion(draft, "column", list(choices), lambda name: _described(choices[name]))
    with right:
        calls = {_emptied(each.call): each.help for each in functions()} | _BESIDE
        _insertion(draft, "function", list(calls), lambda call: f"{call} – {calls[call]}")


def _insertion(draft: Draft, noun: str, options: list[str], described: Callable[[str], str]) -> None:
    key = draft.key(f"insert_{noun}")
    st.selectbox(
        f"Insert a {noun}",
        options,
        index=None,
        key=key,
        format_func=described,
        placeholder=f"Insert a {noun}" if options else f"No {noun} known yet",
        label_visibility="collapsed",
        disabled=not options,
        on_change=_insert,
        args=(draft.key("formula"), key),
    )


def _described(column: ColumnChoice) -> str:
    kind = f" · {column.type.value}" if column.type else ""
    label = f" · {column.label}" if column.label != column.text else ""
    return f"{column.text}{kind}{label}"


def _emptied(call: str) -> str:
    """Return *call* with a place for each argument instead of its name: `quantile(x, share)` → `quantile( , )`."""
    name, _, arguments = call.removesuffix(")").partition("(")
    return call if arguments == "*" else f"{name}({' ' + ', ' * arguments.count(',')})"


def _insert(formula_key: str, key: str) -> None:
    """Put what was chosen into the first empty place of a call (`sum( )`), else at the end."""
    if chosen := st.session_state[key]:
        st.session_state[formula_key] = inserted(st.session_state.get(formula_key) or "", chosen)
        st.session_state[key] = None


def inserted(text: str, chosen: str) -> str:
    """Return *text* with *chosen* in the first empty place of a call, else at its end."""
    if place := _SLOT.search(text):
        space = " " if text[place.start() - 1] == "," else ""
        return f"{text[: place.start()]}{space}{chosen}{text[place.end() :]}"
    return f"{text} {chosen}".strip()


def preview(workspace: Workspace, kpi: Kpi, filters: Mapping[str, tuple[str, ...]]) -> FormulaCheck:
    """Draw what the formula gives, or what is wrong with it; return the check."""
    check = formula_check(workspace, kpi, filters)
    if check.marked:
        st.code(check.marked, language=None)
    for problem in check.problems:
        st.error(prose.coded(problem), icon=":material/error:")
    if check.note:
        st.caption(check.note)
    if check.values:
        _draw_values(check, filters)
    return check


def _draw_values(check: FormulaCheck, filters: Mapping[str, tuple[str, ...]]) -> None:
    known = [each for each in check.values if each.value is not None]
    if not known:
        st.caption("The formula is in order, and has no value in the last twelve periods.")
        return
    where = ", ".join(f"{name}: {' or '.join(values)}" for name, values in filters.items())
    st.metric(
        f"{known[-1].period}{' · so far' if known[-1].partial else ''}",
        known[-1].words,
        chart_data=[math.nan if each.value is None else each.value for each in check.values],  # a gap stays a gap
        chart_type="line",
        border=True,
    )
    st.caption(
        failures.escaped(f"The last {len(check.values)} periods{f', {where}' if where else ', nothing filtered'}")
    )
    st.dataframe(
        {
            "Period": [each.period + (" · so far" if each.partial else "") for each in check.values],
            "Value": [each.words for each in check.values],
            "Rows": [each.rows for each in check.values],
        },
        hide_index=True,
        height="content",
    )
