"""A formula while it is written: what is wrong with it and where, or what it gives."""

from collections.abc import Mapping
from dataclasses import dataclass

from bsc import formula
from bsc.charts.figures import figure
from bsc.errors import BscError, FormulaProblem
from bsc.model.definitions import Kpi
from bsc.views.workspace import Workspace

PERIODS = 12
DRAFT_ID = "draft_kpi"
_FIELDS = {"formula": "Formula", "where": "Only rows where", "time": "Time column", "dataset": "Dataset"}


@dataclass(frozen=True)
class Shown:
    """One value of the preview: its period and value in words, the value itself (None: no value), its rows."""

    period: str
    value: float | None
    words: str
    rows: int
    partial: bool


@dataclass(frozen=True)
class FormulaCheck:
    """What is known of a formula: its problems with the marked text, or its last values, oldest first."""

    problems: tuple[str, ...] = ()
    marked: str = ""
    values: tuple[Shown, ...] = ()
    note: str = ""


def formula_check(workspace: Workspace, kpi: Kpi, filters: Mapping[str, tuple[str, ...]]) -> FormulaCheck:
    """Return what *kpi*, which need not be saved, would show in its last twelve periods under *filters*."""
    draft = replace_id(kpi)
    problems = formula.check_kpi(draft, workspace.scorecard, workspace.shapes)
    if problems:
        return FormulaCheck(tuple(_said(kpi, each) for each in problems), _marked(kpi, problems[0]))
    if kpi.dataset not in workspace.shapes and not _derived(workspace, kpi.dataset):
        return FormulaCheck(note="The formula is in order. Its dataset holds no rows yet, so there is nothing to show.")
    try:
        return FormulaCheck(values=_values(workspace, draft, filters))
    except BscError as error:
        return FormulaCheck(problems=(str(error),))


def replace_id(kpi: Kpi) -> Kpi:
    """Return *kpi* under an id that no saved KPI has, without targets: they do not change a value."""
    return kpi.model_copy(update={"id": DRAFT_ID, "targets": ()})


def _values(workspace: Workspace, kpi: Kpi, filters: Mapping[str, tuple[str, ...]]) -> tuple[Shown, ...]:
    calendar = workspace.calendar
    last = calendar.period(min(workspace.last_day() or workspace.today, workspace.today), kpi.frequency)
    periods = calendar.last(last, PERIODS)
    found = workspace.computed([kpi], periods, filters)
    shown = []
    for period in periods:
        actual = found[kpi.id, period]
        words = figure(actual.value, kpi.unit, workspace.currency)
        shown.append(Shown(calendar.label(period), actual.value, words, actual.rows, actual.partial))
    return tuple(shown)


def _derived(workspace: Workspace, dataset: str) -> bool:
    return any(each.id == dataset and each.query for each in workspace.scorecard.datasets)


def _said(kpi: Kpi, problem: FormulaProblem) -> str:
    text = str(getattr(kpi, problem.key, None) or "")
    where = _FIELDS.get(problem.key, problem.key)
    if problem.position is None or problem.position >= len(text):
        return f"{where}: {problem}"
    return f"{where}, character {problem.position + 1}: {problem}"


def _marked(kpi: Kpi, problem: FormulaProblem) -> str:
    """Return the line where the problem stands with a mark beneath, or nothing when its place is unknown."""
    text = str(getattr(kpi, problem.key, None) or "")
    if problem.position is None or problem.position > len(text) or not text:
        return ""
    before = text[: problem.position]
    line = text.splitlines()[before.count("\n")]
    return f"{line}\n{' ' * len(before.rpartition(chr(10))[2])}▲"
