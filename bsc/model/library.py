"""The KPI library: KPIs over columns that are called by what they mean, until a dataset's columns take their places."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from bsc.model.definitions import Benchmark, Kpi
from bsc.model.expressions import named_in, renamed, texts_in
from bsc.model.fields import Definition, Id, Name, Text, Texts
from bsc.model.periods import Grain
from bsc.model.words import Better, ColumnType, Kind, Perspective, Unit

_EXPRESSIONS = ("formula", "where", "time")


class LibraryColumn(Definition):
    """A column by what it means: its type, what exports call it (the surest first), and the words looked for in it.

    `values` is a word of the library's formulas → what systems write for it.
    """

    means: Text
    type: ColumnType
    called: Texts
    values: dict[Id, Texts] = Field(default={})


class LibraryBenchmark(Benchmark):
    """What others reach; an amount of money says in which currency."""

    currency: Annotated[str, StringConstraints(pattern=r"^([A-Z]{3})?$")] = ""

    def within(self, currency: str) -> Benchmark | None:
        """Return it as a KPI's benchmark in a journey counted in *currency*; None for money of another one."""
        if self.currency not in ("", currency):
            return None
        return Benchmark.model_validate(self.model_dump(exclude={"currency"}))


class LibraryKpi(Definition):
    """A KPI of the library: as a scorecard's, over columns of the library, in a stage of the default journey.

    `rows` says what a row of its dataset is, `systems` which systems export such rows.
    """

    id: Id
    name: Name
    stage: Id
    perspective: Perspective
    formula: Text
    where: Text = ""
    time: Id
    unit: Unit = Unit.NUMBER
    better: Better = Better.HIGHER
    kind: Kind = Kind.LAGGING
    frequency: Grain = Grain.MONTH
    missing: Text = "none"
    rows: Text
    systems: Texts
    description: Text
    benchmark: LibraryBenchmark | None = None

    def made(  # noqa: PLR0913 -- where it goes, what takes the places of its columns, and what the journey counts in
        self,
        *,
        identity: str,
        objective: str,
        dataset: str,
        columns: Mapping[str, str],
        texts: Mapping[str, str],
        dataset_time: str | None,
        currency: str,
        where: str = "",
        pinned: bool = False,
    ) -> Kpi:
        """Return the KPI over *dataset*, with *columns* and *texts* in the places of the library's.

        *where* is one more condition. A benchmark in money is left out where the journey counts in another currency.
        """
        said = {name: renamed(getattr(self, name), columns, texts) for name in _EXPRESSIONS}
        own = self.model_dump(include={"unit", "better", "kind", "frequency", "missing", "description", "name"})
        made: dict[str, Any] = {
            **own,
            "id": identity,
            "objective": objective,
            "dataset": dataset,
            "formula": said["formula"],
            "where": _both(said["where"], where.strip()) or None,
            "time": None if said["time"] == dataset_time else said["time"],
            "pinned": pinned,
            "source": self.systems[0],
            "benchmark": self.benchmark.within(currency) if self.benchmark else None,
        }
        return Kpi.model_validate(made)


def _both(one: str, other: str) -> str:
    """Return the condition under which both hold; an empty one always does."""
    return f"({one}) and ({other})" if one and other else one or other


class Library(Definition):
    """The whole library: its columns by id, and its KPIs in the order of the journey."""

    columns: dict[Id, LibraryColumn]
    kpis: tuple[LibraryKpi, ...]

    def needs(self, kpi: LibraryKpi) -> tuple[str, ...]:
        """Return the ids of the columns that *kpi* counts, in the order in which it names them; its time last."""
        words = [word for name in _EXPRESSIONS for word in named_in(getattr(kpi, name))]
        counted = [word for word in dict.fromkeys(words) if word in self.columns and word != kpi.time]
        return (*counted, kpi.time)

    def texts(self, kpi: LibraryKpi) -> dict[str, str]:
        """Return every text that *kpi* looks for → the id of the column that it looks in."""
        needed = self.needs(kpi)
        looked_for = [text for name in _EXPRESSIONS for text in texts_in(getattr(kpi, name))]
        return {text: next(each for each in needed if text in self.columns[each].values) for text in looked_for}
