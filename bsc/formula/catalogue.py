"""What can be named: the columns of each dataset, its lookups, and derived datasets by what their query gives."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bsc.errors import FormulaProblem, near_miss
from bsc.formula.queries import parse_query
from bsc.formula.query_writing import QueryWriter, Written
from bsc.formula.sources import Columns, columns_of, shape_of
from bsc.formula.tree import Column, Relation
from bsc.formula.writing import Typed, quoted
from bsc.model.definitions import Dataset, Scorecard
from bsc.model.shape import ColumnShape, DatasetShape, column_name

ROW = '"row"'  # what the dataset's own row is called in SQL; a lookup's is called "lookup.orders"


@dataclass(frozen=True)
class Lookup:
    """Another dataset that each row reaches at most once: its id, this dataset's columns, and the key they meet."""

    dataset: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def row(self) -> str:
        """Return what the looked-up row is called in SQL."""
        return quoted(f"lookup.{self.dataset}")


@dataclass(frozen=True)
class Derived:
    """A derived dataset's query as SQL with the columns it gives, and the datasets that it reads."""

    written: Written
    reads: tuple[str, ...]


@dataclass(frozen=True)
class Frame:
    """What a formula over one dataset can name. `shape` None: not known, for nothing was imported yet."""

    dataset: Dataset
    shape: DatasetShape | None
    lookups: Mapping[str, Lookup]
    reached: Mapping[str, DatasetShape | None]

    def column(self, column: Column) -> Typed:
        """Return *column* as SQL with its type (None where no shape is known); raises FormulaProblem when unknown."""
        source = None if column.source in {None, self.dataset.id} else column.source
        if source is None:
            return self._typed(column, self.shape, ROW, self.dataset.id)
        if source not in self.lookups:
            seen = f"`{self.dataset.id}` has no lookup `{source}`"
            raise FormulaProblem(seen, near_miss(source, self.lookups), position=column.at)
        return self._typed(column, self.reached[source], self.lookups[source].row, source)

    def named(self, text: str) -> Column:
        """Return the column that a definition names by *text*: a stored name, a header, or `lookup.column`."""
        if self.shape and self.shape.column(text):
            return Column(text)
        source, dot, name = text.partition(".")
        if dot and source in {*self.lookups, self.dataset.id}:
            return Column(name, source)
        return Column(text)

    def columns(self) -> Iterator[tuple[str, ColumnShape]]:
        """Yield every column that can be named, as it is written in a formula, with its shape."""
        for column in self.shape.columns if self.shape else ():
            yield column.name, column
        for name, shape in self.reached.items():
            for column in shape.columns if shape else ():
                yield f"{name}.{column.name}", column

    def _typed(self, column: Column, shape: DatasetShape | None, row: str, dataset: str) -> Typed:
        if shape is None:
            return Typed(f"{row}.{quoted(column_name(column.name))}", None)
        found = shape.column(column.name)
        if found is None:
            raise FormulaProblem(
                f"`{dataset}` has no column `{column.name}`", self._cure(column, shape), position=column.at
            )
        return Typed(f"{row}.{quoted(found.name)}", found.type)

    def _cure(self, column: Column, shape: DatasetShape) -> str:
        if not column.source:
            for name, reached in self.reached.items():
                if reached and reached.column(column.name):
                    return f"did you mean `{name}.{column.name}`?"
        cure = near_miss(column_name(column.name), [known.name for known in shape.columns])
        if column.quoted and not cure.startswith("did"):
            return f"a text stands in single quotes: '{column.name}'"
        return cure


class Catalogue:
    """All datasets of a scorecard with their shapes; derived ones by their queries, none by way of itself."""

    def __init__(self, scorecard: Scorecard, shapes: Mapping[str, DatasetShape]) -> None:
        """Keep the definitions and what was imported."""
        self.scorecard = scorecard
        self.datasets: Mapping[str, Dataset] = {dataset.id: dataset for dataset in scorecard.datasets}
        self._imported = shapes
        self._derived: dict[str, Derived] = {}

    def shape(self, dataset: str) -> DatasetShape | None:
        """Return the columns of *dataset*; None when nothing was imported yet.

        Raises FormulaProblem when it is derived by a query that cannot be taken.
        """
        if self.datasets[dataset].query is None:
            return self._imported.get(dataset)
        return shape_of(dataset, self.derived(dataset).written.columns)

    def frame(self, dataset: str) -> Frame:
        """Return what a formula over *dataset* can name; raises FormulaProblem for a lookup that cannot be."""
        definition = self.datasets[dataset]
        lookups = {name: self._lookup(definition, name) for name in definition.lookups}
        return Frame(definition, self.shape(dataset), lookups, {name: self.shape(name) for name in lookups})

    def relation(self, dataset: str) -> str:
        """Return *dataset* as an SQL relation; of a derived one, the name that `derived_sql` gives its query."""
        if self.datasets[dataset].query is None:
            return f'"dataset".{quoted(dataset)}'
        return quoted(f"derived {dataset}")  # a name that no dataset can have

    def derived_sql(self, datasets: Iterable[str]) -> str:
        """Return the queries that *datasets* are derived by, each under its name, as they stand after `with`."""
        named: dict[str, str] = {}
        for dataset in sorted(set(datasets)):
            self._name(dataset, named)
        return "".join(f"{self.relation(dataset)} as ({sql}),\n" for dataset, sql in named.items())

    def behind(self, datasets: Iterable[str]) -> frozenset[str]:
        """Return the datasets with rows of their own that *datasets* are made of; raises FormulaProblem."""
        found: set[str] = set()
        for name in datasets:
            own = self.datasets[name].query is None
            found |= {name} if own else self.behind(self.derived(name).reads)
        return frozenset(found)

    def derived(self, dataset: str, way: tuple[str, ...] = ()) -> Derived:
        """Return the query of the derived *dataset* as SQL, and what it reads; raises FormulaProblem."""
        if dataset in way:
            circle = " → ".join((*way[way.index(dataset) :], dataset))
            seen = f"`{dataset}` is derived from itself: {circle}"
            raise FormulaProblem(seen, "take one step of the circle out")
        if dataset not in self._derived:
            reads: list[str] = []
            writer = QueryWriter(lambda relation: self._read(relation, reads, (*way, dataset)))
            written = writer.write(parse_query(self.datasets[dataset].query or ""))
            self._derived[dataset] = Derived(written, tuple(dict.fromkeys(reads)))
        return self._derived[dataset]

    def _read(self, relation: Relation, reads: list[str], way: tuple[str, ...]) -> tuple[str, Columns]:
        name = relation.name
        if name not in self.datasets:
            raise FormulaProblem(f"there is no dataset `{name}`", near_miss(name, self.datasets), position=relation.at)
        reads.append(name)
        if self.datasets[name].query is None:
            return self.relation(name), columns_of(self._imported.get(name))
        return self.relation(name), self.derived(name, way).written.columns

    def _name(self, dataset: str, named: dict[str, str]) -> None:
        if self.datasets[dataset].query is None or dataset in named:
            return
        derived = self.derived(dataset)
        for read in derived.reads:
            self._name(read, named)
        named[dataset] = derived.written.sql

    def _lookup(self, dataset: Dataset, name: str) -> Lookup:
        written = dataset.lookups[name]
        columns = (written,) if isinstance(written, str) else written
        key = self.datasets[name].key
        if len(key) != len(columns):
            goes, has = ", ".join(columns), ", ".join(key) or "none"
            seen = f"the lookup `{name}` of `{dataset.id}` goes by {goes}, and the key of `{name}` is {has}"
            raise FormulaProblem(seen, f"give `{name}` the key that each row has alone, like key: [{columns[0]}]")
        return Lookup(name, tuple(columns), key)
