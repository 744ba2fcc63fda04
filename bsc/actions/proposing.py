"""What a recognised export proposes: its dataset, or the one that takes it already, and the KPIs that it brings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from bsc.actions.fitting import Fitting, free_id, stored_names
from bsc.actions.suggesting import Place, Places
from bsc.intake import Table
from bsc.intake.inspection import PERIOD_COLUMN
from bsc.intake.recognition import Recognition
from bsc.model.definitions import Dataset, Kpi, Scorecard, Stage
from bsc.model.editing import Document, number_of
from bsc.model.expressions import named_in, renamed
from bsc.model.shape import column_name
from bsc.model.usual_stages import default_stages
from bsc.model.words import Perspective
from bsc.store import Store
from bsc.store.yaml_text import document_from_yaml
from bsc.templates import known_exports

_OF_THE_SCORECARD = frozenset({"stage", "perspective"})  # keys of a proposed KPI that say where it goes


@dataclass(frozen=True, kw_only=True)
class ProposedKpi:
    """A KPI that the export brings, as it would be defined, and the place that is suggested for it."""

    kpi: Kpi
    place: Place

    @property
    def id(self) -> str:
        """Return the KPI's id."""
        return self.kpi.id


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What one click could do with a recognised table: a dataset (`is_new`, or one that is there) and KPIs over it.

    `rename` is header → the dataset's column; `stages` are those that would be added, the default journey, where the
    scorecard has none. `there` are the ids of KPIs that count the same already; `notes` are sentences for people.
    """

    recognition: Recognition
    dataset: Dataset
    is_new: bool
    kpis: tuple[ProposedKpi, ...]
    rename: Mapping[str, str] = field(default_factory=dict)
    stages: tuple[Stage, ...] = ()
    there: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return what would be added, as people say it: `1 dataset and 7 KPIs`."""
        kpis = number_of(len(self.kpis), "KPI")
        return f"1 dataset and {kpis}" if self.is_new else kpis


def propose(store: Store, table: Table) -> Proposal | None:
    """Return what the export that *table* is recognised as would bring; None for a table that nobody knows."""
    return _Proposing(store, table, table.recognition).proposal() if table.recognition else None


@dataclass(frozen=True)
class _Proposing:
    store: Store
    table: Table
    recognition: Recognition

    def proposal(self) -> Proposal:
        scorecard = self.store.scorecard()
        existing = self._fitting(scorecard).dataset(self._dataset_id, by_headers=not self._per_file)
        names = stored_names(self.recognition, existing, self.store.shapes())
        dataset = existing or self._new_dataset(scorecard)
        stages = scorecard.stages or default_stages()
        brought = [_renamed(each, names) for each in self._brought()]
        there = {each["id"]: known for each in brought if (known := _same_kpi(scorecard, dataset, each))}
        places = Places(scorecard, stages)
        kpis = [self._kpi(each, dataset, scorecard, places) for each in brought if each["id"] not in there]
        return Proposal(
            recognition=self.recognition,
            dataset=dataset,
            is_new=existing is None,
            kpis=tuple(_pinned(kpis, places)),
            rename=self._rename(names),
            stages=() if scorecard.stages else stages,
            there=tuple(there.values()),
            notes=tuple(self._notes()),
        )

    def _fitting(self, scorecard: Scorecard) -> Fitting:
        kept = [column.name for column in self.table.columns if column.kept]
        return Fitting(
            scorecard=scorecard,
            shapes=self.store.shapes(),
            recognition=self.recognition,
            headers=[name for name in kept if name != PERIOD_COLUMN],
            by_period=PERIOD_COLUMN in kept,
        )

    @property
    def _document(self) -> Document:
        return _document(self.recognition.id)

    @property
    def _per_file(self) -> bool:
        """Return whether files of one system share their headers and mean different things."""
        return bool(self._document.get("per_file"))

    @property
    def _dataset_id(self) -> str:
        system = str(self._document["dataset"]["id"])
        if not self._per_file:
            return system
        file = column_name(self.table.name)
        return (file if file.startswith(system) else f"{system}_{file}")[:40].strip("_")

    @property
    def _present(self) -> set[str]:
        """Return the catalogue's names of the columns that the table keeps."""
        kept = {column.name for column in self.table.columns if column.kept}
        names = {name for header, name in self.recognition.columns.items() if header in kept}
        return names | {column.name for column in self.table.columns if column.name == PERIOD_COLUMN}

    def _new_dataset(self, scorecard: Scorecard) -> Dataset:
        stated, present = self._document["dataset"], self._present
        identity = free_id(self._dataset_id, {each.id for each in scorecard.datasets})
        name = f"{stated['name']}: {self.table.name}" if self._per_file else stated["name"]
        key = stated.get("key", [])
        return Dataset.model_validate(
            {
                "id": identity,
                "name": name[:120],
                "time": next((column for column in stated["time"] if column in present), stated["time"][0]),
                "key": key if present.issuperset(key) else [],
                "dimensions": {dim: name for dim, name in stated.get("dimensions", {}).items() if name in present},
                "columns": {column: kind for column, kind in stated["columns"].items() if column in present},
            }
        )

    def _brought(self) -> Iterator[Document]:
        """Yield the KPIs whose columns the table has, their ids told apart where files share one proposal."""
        for each in self._document["kpis"]:
            if self._lacking(each):
                continue
            if self._per_file:
                named = {
                    "id": f"{self._dataset_id}_{each['id']}"[:60],
                    "name": f"{each['name']}: {self.table.name}"[:120],
                }
                yield {**each, **named}
            else:
                yield dict(each)

    def _lacking(self, brought: Document) -> set[str]:
        return _columns_of(brought, self._catalogue_names) - self._present

    @property
    def _catalogue_names(self) -> set[str]:
        stated = self._document["dataset"]
        return {*stated["columns"], *stated.get("dimensions", {}).values(), *stated.get("key", ()), *stated["time"]}

    def _kpi(self, brought: Document, dataset: Dataset, scorecard: Scorecard, places: Places) -> ProposedKpi:
        place = places.of(brought["stage"], Perspective(brought["perspective"]))
        taken = {kpi.id for kpi in scorecard.kpis}
        stated = {key: value for key, value in brought.items() if key not in _OF_THE_SCORECARD}
        identity = brought["id"] if brought["id"] not in taken else free_id(f"{dataset.id}_{brought['id']}"[:56], taken)
        made = {**stated, "id": identity, "dataset": dataset.id, "objective": place.objective}
        return ProposedKpi(kpi=Kpi.model_validate({"source": self.recognition.system, **made}), place=place)

    def _rename(self, names: Mapping[str, str]) -> dict[str, str]:
        """Return header → column for every header that would be stored under another name, and can be."""
        own = {column_name(header) for header in (column.name for column in self.table.columns)}
        return {
            header: names[name]
            for header, name in self.recognition.columns.items()
            if names[name] != column_name(header) and names[name] not in own
        }

    def _notes(self) -> Iterator[str]:
        yield from self._document.get("notes", ())
        for each in self._document["kpis"]:
            if lacking := self._lacking(each):
                yield f"{each['name']} would need {', '.join(sorted(lacking))}, which this file has not"


def _pinned(kpis: Sequence[ProposedKpi], places: Places) -> Iterator[ProposedKpi]:
    """Yield *kpis*, the first of each cell of the journey map pinned where nothing is pinned there yet."""
    filled: set[tuple[str, Perspective]] = set()
    for each in kpis:
        cell = (each.place.stage, each.place.perspective)
        is_first = cell not in filled and places.is_bare(each.place)
        filled.add(cell)
        yield replace(each, kpi=each.kpi.model_copy(update={"pinned": is_first}))


def _renamed(brought: Document, names: Mapping[str, str]) -> Document:
    """Return the KPI with every column under the name that it has in the dataset."""
    expressions = ("formula", "where", "time")
    return {key: renamed(str(text), names) if key in expressions else text for key, text in brought.items()}


def _columns_of(brought: Document, names: set[str]) -> set[str]:
    """Return which of *names* the KPI's formula, condition and time name."""
    words = {word for key in ("formula", "where", "time") for word in named_in(str(brought.get(key, "")))}
    return words & names


def _same_kpi(scorecard: Scorecard, dataset: Dataset, brought: Document) -> str:
    """Return the id of the KPI that counts the same over the dataset already, at the same time, or ""."""
    wanted = _counted(brought["formula"], brought.get("where"), brought.get("time"), dataset)
    for kpi in scorecard.kpis:
        if kpi.dataset == dataset.id and _counted(kpi.formula, kpi.where, kpi.time, dataset) == wanted:
            return kpi.id
    return ""


def _counted(formula: str, where: str | None, time: str | None, dataset: Dataset) -> tuple[str, str, str]:
    return _plain(formula), _plain(where or ""), column_name(time or dataset.time or "")


def _plain(expression: str) -> str:
    return re.sub(r"\s+", "", expression)


@cache
def _document(export: str) -> Document:
    document = document_from_yaml(known_exports.text(export))
    return dict(document) if isinstance(document, Mapping) else {}
