"""Whether a KPI or a dataset can be computed, as far as is known: every problem of it at once."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from bsc.errors import FormulaProblem
from bsc.formula.catalogue import Catalogue, Frame, Lookup
from bsc.formula.formulas import parse, parse_condition
from bsc.formula.measures import Measures
from bsc.formula.tree import Column
from bsc.formula.writing import WHENS
from bsc.model.definitions import Dataset, Kpi, Scorecard, Touchpoint
from bsc.model.shape import DatasetShape

Read = TypeVar("Read")


def check_kpi(kpi: Kpi, scorecard: Scorecard, shapes: Mapping[str, DatasetShape]) -> list[FormulaProblem]:
    """Return what is wrong with the KPI's formula, condition and time column; `key` says which of them.

    Columns are checked where the dataset has rows or is derived; a dataset that is not defined is not judged here.
    """
    catalogue = Catalogue(scorecard, shapes)
    problems: list[FormulaProblem] = []
    formula = _tried(problems, "formula", lambda: parse(kpi.formula))
    where = _tried(problems, "where", lambda: parse_condition(kpi.where)) if kpi.where else None
    if not _is_defined(kpi.dataset, catalogue):
        return problems
    frame = _tried(problems, "dataset", lambda: catalogue.frame(kpi.dataset))
    if frame is None:
        return problems
    time = _tried(problems, "time", lambda: time_column(kpi.time or frame.dataset.time, frame))
    if where is not None:
        _tried(problems, "where", lambda: Measures(frame, Column("")).condition(where))
    if formula is not None and time is not None:
        _tried(problems, "formula", lambda: Measures(frame, time).add(formula, None))
    return problems


def check_dataset(dataset: Dataset, scorecard: Scorecard, shapes: Mapping[str, DatasetShape]) -> list[FormulaProblem]:
    """Return what is wrong with the dataset's query, lookups, time column, dimensions and key; `key` says which."""
    catalogue = Catalogue(scorecard, shapes)
    problems: list[FormulaProblem] = []
    if not _is_defined(dataset.id, catalogue):
        return problems
    if dataset.query is not None and _tried(problems, "query", lambda: catalogue.derived(dataset.id)) is None:
        return problems
    frame = _tried(problems, "lookups", lambda: catalogue.frame(dataset.id))
    if frame is None:
        return problems
    if dataset.time:
        _tried(problems, "time", lambda: time_column(dataset.time, frame))
    for name, text in dataset.dimensions.items():
        _tried(problems, f"dimensions.{name}", partial(_known, frame, text))
    for number, text in enumerate(dataset.key):
        _tried(problems, f"key[{number}]", partial(_known, frame, text))
    for name, lookup in frame.lookups.items():
        _tried(problems, f"lookups.{name}", partial(_meets, frame, lookup))
    return problems


def check_touchpoint(
    touchpoint: Touchpoint, scorecard: Scorecard, shapes: Mapping[str, DatasetShape]
) -> list[FormulaProblem]:
    """Return which columns of the comments on the touchpoint are not there; `key` says where."""
    catalogue = Catalogue(scorecard, shapes)
    problems: list[FormulaProblem] = []
    for number, comments in enumerate(touchpoint.comments):
        key = f"comments[{number}]"
        if not _is_defined(comments.dataset, catalogue):
            continue
        frame = _tried(problems, f"{key}.dataset", partial(catalogue.frame, comments.dataset))
        if frame is None:
            continue
        _tried(problems, f"{key}.text", partial(_known, frame, comments.text))
        if comments.rating:
            _tried(problems, f"{key}.rating", partial(_known, frame, comments.rating))
        for column in comments.where:
            _tried(problems, f"{key}.where.{column}", partial(_known, frame, column))
    return problems


def time_column(text: str | None, frame: Frame) -> Column:
    """Return the column that places rows in time, by its name *text*; raises FormulaProblem when it cannot."""
    if not text:
        raise FormulaProblem(f'"{frame.dataset.label}" has no time column', "give the dataset, or the KPI, a `time`")
    column = frame.named(text)
    kind = frame.column(column).type
    if kind not in {*WHENS, None}:
        cure = "declare it as a date under `columns` of the dataset, and import again"
        raise FormulaProblem(f"the time column `{text}` is a {kind}", cure)
    return column


def _is_defined(dataset: str, catalogue: Catalogue) -> bool:
    """Return whether the dataset and its lookups name datasets; what names nothing is reported with the definitions."""
    known = catalogue.datasets
    return dataset in known and all(name in known for name in known[dataset].lookups)


def _known(frame: Frame, text: str) -> None:
    frame.column(frame.named(text))


def _meets(frame: Frame, lookup: Lookup) -> None:
    for own, key in zip(lookup.columns, lookup.key, strict=True):
        frame.column(Column(own))
        frame.column(Column(key, lookup.dataset))


def _tried(problems: list[FormulaProblem], key: str, read: Callable[[], Read]) -> Read | None:
    """Return what *read* gives; None when it raises a FormulaProblem, which joins *problems* under *key*."""
    try:
        return read()
    except FormulaProblem as problem:
        problem.key = key
        problems.append(problem)
        return None
