"""The KPI library beside a scorecard: which of its KPIs are there already, and which datasets could answer them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bsc.actuals.dimensions import column_values
from bsc.charts.figures import figure
from bsc.errors import BscError, FormulaProblem
from bsc.formula import Catalogue, Frame, check_kpi
from bsc.model.definitions import Kpi
from bsc.model.library import LibraryKpi
from bsc.model.library_fit import Columns, Fit, fit, said
from bsc.model.usual_stages import nearest, usual_of
from bsc.model.words import Perspective
from bsc.templates.kpi_library import library, library_kpi
from bsc.views.definitions import columns as stated_columns
from bsc.views.keeping import kept
from bsc.views.workspace import Workspace

SUGGESTED = 2  # of one empty cell
NONE_FOUND = "none found"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A KPI of the library: the scorecard's stage that it belongs to (empty without stages), the datasets beside it.

    `there` names the KPIs that are it already; `fits` are the datasets, the likeliest first.
    """

    kpi: LibraryKpi
    stage: str
    there: tuple[str, ...]
    fits: tuple[Fit, ...]

    @property
    def best(self) -> Fit | None:
        """Return the dataset whose columns were all recognised by sure names; None when there is none."""
        return self.fits[0] if self.fits and self.fits[0].is_sure else None


def offers(workspace: Workspace) -> tuple[Offer, ...]:
    """Return the whole library in the order of the journey."""
    return kept(workspace, ("library",), lambda: _offers(workspace))


def suggestions(workspace: Workspace, stage: str, perspective: Perspective, most: int = SUGGESTED) -> tuple[Offer, ...]:
    """Return up to *most* KPIs for the cell of *stage* and *perspective* that are not there yet.

    Those that a dataset could answer come first.
    """
    usual = usual_of(stage, workspace.scorecard.stages)
    found = [
        each
        for each in offers(workspace)
        if each.kpi.stage in usual and each.kpi.perspective is perspective and not each.there
    ]
    return tuple(sorted(found, key=lambda each: each.best is None)[:most])


def columns_of(workspace: Workspace, dataset: str) -> Columns:
    """Return what a formula over *dataset* can name, with its type (None where nothing was imported yet)."""
    return kept(workspace, ("columns of", dataset), lambda: _columns_of(workspace, dataset))


def values_of(workspace: Workspace, dataset: str, column: str) -> tuple[str, ...]:
    """Return what a column of *dataset* holds, the most frequent first; nothing where it holds or is nothing."""
    return kept(workspace, ("values of", dataset, column), lambda: _values_of(workspace, dataset, column))


def texts_of(workspace: Workspace, kpi_id: str, dataset: str, columns: Mapping[str, str]) -> dict[str, str]:
    """Return what *dataset* holds for each text that the library's KPI looks for; empty where it holds none of them."""
    found = {}
    for text, place in library().texts(library_kpi(kpi_id)).items():
        held = values_of(workspace, dataset, columns[place]) if place in columns else ()
        found[text] = said(text, library().columns[place], held)
    return found


def latest(workspace: Workspace, offered: Sequence[Offer]) -> Mapping[str, str]:
    """Return what each of *offered* that a dataset could answer came to in its last whole period: `Oct 2026: €2.78`."""
    return kept(workspace, ("library values", *(each.kpi.id for each in offered)), lambda: _latest(workspace, offered))


def benchmark_words(kpi: LibraryKpi) -> str:
    """Return what others reach, with segment, year and source, for people."""
    stated = kpi.benchmark
    if stated is None:
        return NONE_FOUND
    value = figure(stated.value, kpi.unit, stated.currency or "EUR")
    return " · ".join(filter(None, (value, stated.segment, str(stated.year or ""), stated.source)))


def _latest(workspace: Workspace, offered: Sequence[Offer]) -> dict[str, str]:
    drafts = {each.kpi.id: draft for each in offered if (draft := _draft(workspace, each))}
    calendar, yesterday = workspace.calendar, workspace.today - timedelta(days=1)
    last = min(workspace.last_day() or yesterday, yesterday)  # today is not over
    found = {}
    for grain in {draft.frequency for draft in drafts.values()}:
        period = calendar.period(last, grain)
        period = calendar.shifted(period, -1) if period.last_day > last else period
        kpis = [draft for draft in drafts.values() if draft.frequency is grain]
        values = workspace.computed(kpis, [period], {})
        for kpi in kpis:
            words = figure(values[kpi.id, period].value, kpi.unit, workspace.currency)
            found[kpi.id] = f"{calendar.label(period)}: {words}"
    return found


def _draft(workspace: Workspace, offer: Offer) -> Kpi | None:
    """Return the KPI as its best dataset would answer it; None where it cannot, or holds no rows yet."""
    best = offer.best
    if best is None or _held(workspace, best.dataset) is None:
        return None
    texts = texts_of(workspace, offer.kpi.id, best.dataset, best.columns)
    if not all(texts.values()):
        return None
    draft = offer.kpi.made(
        identity=offer.kpi.id,
        objective="none",
        dataset=best.dataset,
        columns=best.columns,
        texts=texts,
        dataset_time=None,
        currency=workspace.currency,
    )
    return None if check_kpi(draft, workspace.scorecard, workspace.shapes) else draft


def _offers(workspace: Workspace) -> tuple[Offer, ...]:
    scorecard = workspace.scorecard
    held = {each.id: columns_of(workspace, each.id) for each in scorecard.datasets}
    return tuple(
        Offer(
            kpi=kpi,
            stage=nearest(kpi.stage, scorecard.stages) if scorecard.stages else "",
            there=_there(workspace, kpi),
            fits=_fits(kpi, held),
        )
        for kpi in library().kpis
    )


def _there(workspace: Workspace, kpi: LibraryKpi) -> tuple[str, ...]:
    name = kpi.name.casefold()
    return tuple(each.name for each in workspace.scorecard.kpis if each.id == kpi.id or each.name.casefold() == name)


def _fits(kpi: LibraryKpi, held: Mapping[str, Columns]) -> tuple[Fit, ...]:
    fits = [fit(library(), kpi, dataset, columns) for dataset, columns in held.items()]
    return tuple(sorted(fits, key=lambda each: (-each.likeness, len(each.lacking))))


def _columns_of(workspace: Workspace, dataset: str) -> Columns:
    held = _held(workspace, dataset)
    if held is None:
        return {each.text: each.type for each in stated_columns(workspace.scorecard, workspace.shapes, dataset)}
    return {name: column.type for name, column in held.columns()}


def _held(workspace: Workspace, dataset: str) -> Frame | None:
    """Return what *dataset* holds; None where nothing was imported yet, or its query is not in order."""
    try:
        frame = Catalogue(workspace.scorecard, workspace.shapes).frame(dataset)
    except FormulaProblem:  # the definitions' check says what is wrong with it
        return None
    return frame if frame.shape is not None else None


def _values_of(workspace: Workspace, dataset: str, column: str) -> tuple[str, ...]:
    try:
        return column_values(workspace.store, workspace.scorecard, workspace.shapes, dataset, column)
    except BscError:
        return ()  # no rows yet, or no such column: the formula's check says so where it matters
