"""Taking a KPI from the library: its columns in a dataset's place, an objective for it, one line in the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bsc.actions.definitions import Change, Said, put
from bsc.actions.fitting import free_id
from bsc.actions.suggesting import Place, Places, with_kpi, with_stages
from bsc.errors import NotFound, Refused
from bsc.model.access import Role
from bsc.model.definitions import Kpi, Scorecard
from bsc.model.editing import Document
from bsc.model.library import LibraryKpi
from bsc.model.reading import scorecard_from
from bsc.model.shape import column_name
from bsc.model.usual_stages import default_stages
from bsc.store import Store
from bsc.templates.kpi_library import library, library_kpi


@dataclass(frozen=True, kw_only=True)
class LibraryChoice:
    """A KPI of the library as it is wanted: its dataset, and what there stands for its columns and texts.

    `columns` is the library's column → the dataset's, `texts` the library's word → what the column holds. It goes to
    *objective*, else to the one of its perspective in *stage* (else in the nearest to its usual one), which is made
    where there is none. `where` is one more condition.
    """

    kpi: str
    dataset: str
    columns: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict)
    objective: str = ""
    stage: str = ""
    where: str = ""


def library_place(scorecard: Scorecard, kpi: LibraryKpi, *, stage: str = "", objective: str = "") -> Place:
    """Return where *kpi* goes in *scorecard*: see LibraryChoice. Raises NotFound."""
    places = Places(scorecard, scorecard.stages or default_stages())
    return places.chosen(places.of(kpi.stage, kpi.perspective), stage=stage, objective=objective)


def kpi_from_library(scorecard: Scorecard, choice: LibraryChoice) -> Kpi:
    """Return the KPI that *choice* makes in *scorecard*, pinned where its cell of the map shows none yet.

    Raises NotFound for a KPI, dataset, objective or stage that is not there, Refused where a column is not chosen.
    """
    wanted = library_kpi(choice.kpi)
    datasets = {each.id: each for each in scorecard.datasets}
    if choice.dataset not in datasets:
        raise NotFound("dataset", choice.dataset, datasets)
    if open_columns := [each for each in library().needs(wanted) if not choice.columns.get(each)]:
        means = ", ".join(f"{each} ({library().columns[each].means})" for each in open_columns)
        message = f"{wanted.name} needs a column for {means} – choose one of dataset `{choice.dataset}`"
        raise Refused(message)
    place = library_place(scorecard, wanted, stage=choice.stage, objective=choice.objective)
    time = datasets[choice.dataset].time
    return wanted.made(
        identity=free_id(wanted.id, {each.id for each in scorecard.kpis}),
        objective=place.objective,
        dataset=choice.dataset,
        columns=choice.columns,
        texts=choice.texts,
        dataset_time=column_name(time) if time and "." not in time else time,
        currency=scorecard.journey.currency,
        where=choice.where,
        pinned=Places(scorecard, scorecard.stages or default_stages()).is_bare(place),
    )


def add_from_library(store: Store, choice: LibraryChoice, who: str) -> Change:
    """Return what changed when the library's KPI came into the definitions, with an objective where it needs one.

    Whole or not at all. Raises DefinitionProblems where its formula does not fit the dataset, and as
    `kpi_from_library` does.
    """
    store.require(Role.EDITOR, "add KPIs")
    name = library_kpi(choice.kpi).name
    return put(store, lambda document: _with(document, choice), who, Said("library", f"{name} from the library"))


def _with(document: Document, choice: LibraryChoice) -> Document:
    scorecard = scorecard_from(document)
    wanted = library_kpi(choice.kpi)
    kpi = kpi_from_library(scorecard, choice)
    place = library_place(scorecard, wanted, stage=choice.stage, objective=choice.objective)
    return with_kpi(with_stages(document, default_stages()), kpi, place)
