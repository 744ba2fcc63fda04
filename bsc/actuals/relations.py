"""A dataset's rows with what they look up, as SQL; and the refusal of a lookup that would double rows."""

from collections.abc import Iterable, Iterator, Mapping

from bsc.actuals.statements import Reader, statement
from bsc.errors import FormulaProblem, Problem
from bsc.formula import Catalogue, Frame
from bsc.formula.catalogue import ROW
from bsc.formula.tree import Column
from bsc.formula.writing import alike, quoted
from bsc.model.definitions import Scorecard
from bsc.model.shape import DatasetShape, column_name


def source_sql(catalogue: Catalogue, frame: Frame, lookups: Iterable[str]) -> str:
    """Return the rows of the frame's dataset, each with the one row (or none) that every lookup gives it."""
    joins = [join_sql(catalogue, frame, name) for name in sorted(lookups)]
    return " ".join([f"{catalogue.relation(frame.dataset.id)} as {ROW}", *joins])


def join_sql(catalogue: Catalogue, frame: Frame, name: str) -> str:
    """Return the join that gives each row of the frame the one row (or none) of the lookup *name*."""
    lookup = frame.lookups[name]
    meets = []
    for own, key in zip(lookup.columns, lookup.key, strict=True):
        here, there = frame.column(Column(own)), frame.column(Column(key, lookup.dataset))
        cast = "" if alike(here.type, there.type) else "::varchar"
        meets.append(f"{here.sql}{cast} = {there.sql}{cast}")
    return f"left join {catalogue.relation(lookup.dataset)} as {lookup.row} on {' and '.join(meets)}"


def check_lookups(reader: Reader, scorecard: Scorecard, shapes: Mapping[str, DatasetShape]) -> list[Problem]:
    """Return a problem for every lookup that finds more than one row for a key, with its place in the scorecard.

    `compute` gives the KPIs that go through such a lookup no value; this says so before anybody looks at one.
    """
    return list(_doubled(reader, Catalogue(scorecard, shapes)))


def _doubled(reader: Reader, catalogue: Catalogue) -> Iterator[Problem]:
    for number, dataset in enumerate(catalogue.scorecard.datasets):
        for name in dataset.lookups:
            try:
                frame = catalogue.frame(dataset.id)
                if frame.reached[name] is not None:
                    refuse_doubled(reader, catalogue, frame, name)
            except FormulaProblem as problem:
                yield problem.at(f"datasets[{number}].lookups.{name}")


def refuse_doubled(reader: Reader, catalogue: Catalogue, frame: Frame, name: str) -> None:
    """Raise FormulaProblem when two rows of the looked-up dataset have the same key: rows would count twice."""
    if problem := doubled(reader, catalogue, frame, name):
        raise problem


def doubled(reader: Reader, catalogue: Catalogue, frame: Frame, name: str) -> FormulaProblem | None:
    """Return what is wrong with a lookup that finds two rows for a key; None when it finds one at most.

    Rows that are replaced by that key are one by the way in which they are kept.
    """
    lookup = frame.lookups[name]
    if tuple(map(column_name, lookup.key)) == reader.unique_keys().get(name):
        return None
    key = [frame.column(Column(column, name)).sql for column in lookup.key]
    names = [quoted(f"k{number}") for number in range(len(key))]
    found = reader.read(
        statement(
            "doubled_key",
            derived=catalogue.derived_sql([name]),
            key=", ".join(f"{sql} as {alias}" for sql, alias in zip(key, names, strict=True)),
            relation=f"{catalogue.relation(name)} as {lookup.row}",
            present=" and ".join(f"{sql} is not null" for sql in key),
            shown=", ".join(f"cast({alias} as varchar)" for alias in names),
        )
    )
    if not found:
        return None
    twice = ", ".join(f"'{value}'" for value in found[0])
    seen = f"the lookup `{name}` of `{frame.dataset.id}` finds more than one row for {twice}"
    return FormulaProblem(
        seen, f"a lookup needs one row for each {', '.join(lookup.key)}: aggregate in a derived dataset"
    )
