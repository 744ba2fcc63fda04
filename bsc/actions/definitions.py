"""Changing what is defined: a whole file taken in, one thing edited on a page, a target published."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bsc.actions.checking import checked
from bsc.actions.recording import changing
from bsc.errors import NotFound, Refused
from bsc.model.comparison import Difference, Happening, differences, summary
from bsc.model.definitions import Scorecard, Target
from bsc.model.reading import document_of
from bsc.store import Cursor, Store
from bsc.store.counting import keep_placing
from bsc.store.ledger import write_definitions
from bsc.store.placing import unit
from bsc.store.yaml_text import document_from_yaml

Document = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What a change of the definitions did: their version now, and every item that is not as it was.

    `nothing` says that all is as it was, and no new version was made.
    """

    version: int
    differences: tuple[Difference, ...] = ()
    nothing: bool = False

    @property
    def added(self) -> tuple[str, ...]:
        """Return the ids of what is new."""
        return self._ids(Happening.ADDED)

    @property
    def changed(self) -> tuple[str, ...]:
        """Return the ids of what is no longer the same, or stands at another place."""
        return self._ids(Happening.CHANGED, Happening.MOVED)

    @property
    def removed(self) -> tuple[str, ...]:
        """Return the ids of what is gone."""
        return self._ids(Happening.REMOVED)

    def __str__(self) -> str:
        """Return the change in one line: `3 added, 1 removed`, or that nothing changed."""
        return summary(self.differences)

    def _ids(self, *wanted: Happening) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.id for each in self.differences if each.happening in wanted))


def apply_definitions(store: Store, definitions: str | Mapping[str, Any], who: str, *, note: str = "") -> Change:
    """Return what changed when *definitions* (YAML text, or the document) take the place of those in *store*.

    Whole or not at all: raises DefinitionProblems with every problem, BscError for what is not YAML.
    """
    document = document_from_yaml(definitions) if isinstance(definitions, str) else definitions
    return _put(store, lambda _: document, who, ("apply", note))


def edit_definitions(
    store: Store,
    edit: Callable[[Document], Mapping[str, Any]],
    who: str,
    *,
    note: str = "",
    version: int | None = None,
) -> Change:
    """Return what changed when *edit*, given the newest document, has given back the new one.

    With *version*, raises Refused when somebody else has saved since that version was read.
    """

    def edited(document: Document) -> Mapping[str, Any]:
        if version is not None and store.definitions_version() != version:
            newest = store.definition_versions()[0]
            message = (
                f"the definitions were changed by {newest.who} in the meantime ({newest.note or 'no note'}) – "
                "look at them again, then repeat your change"
            )
            raise Refused(message)
        return edit(document)

    return _put(store, edited, who, ("edit", note))


def publish_target(store: Store, kpi_id: str, target: Target, who: str, reason: str) -> Change:
    """Return what changed when *target* holds for the KPI from its start on; earlier periods keep theirs.

    It takes the place of a step that starts on the same day for the same segment. Raises NotFound, DefinitionProblems.
    """
    noted = target if target.note or not reason else target.model_copy(update={"note": reason})

    def with_target(document: Document) -> Document:
        kpis = [dict(kpi) for kpi in document.get("kpis", ())]
        found = [kpi for kpi in kpis if kpi["id"] == kpi_id]
        if not found:
            raise NotFound("KPI", kpi_id, [kpi["id"] for kpi in kpis])
        found[0]["targets"] = _steps_with(store.scorecard(), kpi_id, noted)
        return {**document, "kpis": kpis}

    return _put(store, with_target, who, ("publish target", reason), subject=kpi_id)


def _steps_with(scorecard: Scorecard, kpi_id: str, target: Target) -> list[dict[str, Any]]:
    kpi = next(kpi for kpi in scorecard.kpis if kpi.id == kpi_id)
    others = [step for step in kpi.targets if (step.start, step.where) != (target.start, target.where)]
    steps = sorted([*others, target], key=lambda step: (step.start, sorted(step.where.items())))
    return [step.model_dump(exclude_defaults=True) for step in steps]


def _put(
    store: Store,
    made: Callable[[Document], object],
    who: str,
    said: tuple[str, str],
    *,
    subject: str = "scorecard",
) -> Change:
    action, note = said
    with changing(store, who) as recorder:
        before = store.scorecard()
        after = checked(made(document_of(before)), before, store.shapes())
        if after == before:
            return Change(store.definitions_version(), nothing=True)
        found = differences(before, after)
        version = write_definitions(recorder.cursor, recorder.stamp, after, note)
        _count_rows_anew(recorder.cursor, store, after)
        recorder.record(action, subject, "; ".join(filter(None, (note, summary(found)))))
    return Change(version, found)


def _count_rows_anew(cursor: Cursor, store: Store, scorecard: Scorecard) -> None:
    """Let a changed key or time column decide anew which rows are the same."""
    held = store.shapes()
    for dataset in scorecard.datasets:
        if dataset.id in held and dataset.query is None:
            keep_placing(cursor, dataset.id, unit(dataset))
