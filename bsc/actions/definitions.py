"""Changing what is defined: a whole file taken in, one thing edited on a page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bsc.actions import records
from bsc.actions.checking import checked
from bsc.actions.recording import Recorder, changing
from bsc.errors import Refused
from bsc.model.comparison import Difference, Happening, differences, summary
from bsc.model.definitions import Scorecard
from bsc.model.editing import Document
from bsc.model.reading import document_of
from bsc.model.records import parted
from bsc.store import Cursor, Store
from bsc.store.counting import keep_placing
from bsc.store.ledger import write_definitions
from bsc.store.placing import unit
from bsc.store.yaml_text import document_from_yaml


@dataclass(frozen=True)
class Said:
    """What the journal says of a change: what was done, why, and to what."""

    action: str
    note: str
    subject: str = "scorecard"


@dataclass(frozen=True)
class Change:
    """What a change of the definitions did: their version now, and every item that is not as it was.

    `records` tells what came in beside the definitions, and what did not. `nothing` says that all is as it was.
    """

    version: int
    differences: tuple[Difference, ...] = ()
    nothing: bool = False
    records: tuple[str, ...] = ()

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
        """Return the change in one line: `3 added, 1 removed; 2 notes`, or that nothing changed."""
        defined = (summary(self.differences),) if self.differences or not self.records else ()
        return "; ".join((*defined, *self.records))

    def _ids(self, *wanted: Happening) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.id for each in self.differences if each.happening in wanted))


def apply_definitions(
    store: Store, definitions: str | Mapping[str, Any], who: str, *, note: str = "", version: int | None = None
) -> Change:
    """Return what changed when *definitions* (YAML or JSON text, or the document) take the place of those in *store*.

    Its records are put to those that are there; without any they are left alone. Whole or not at all: raises
    DefinitionProblems with every problem, BscError for what is not YAML, NotAllowed for records that an editor brings.
    With *version*, raises Refused when somebody else has saved since that version was read.
    """
    document = document_from_yaml(definitions) if isinstance(definitions, str) else definitions
    records.require_for(store, document)
    return put(store, _of_version(store, version, lambda _: document), who, Said("apply", note))


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
    return put(store, _of_version(store, version, edit), who, Said("edit", note))


def _of_version(store: Store, version: int | None, edit: Callable[[Document], object]) -> Callable[[Document], object]:
    """Return *edit*, which raises Refused where *version* is no longer the newest."""

    def edited(document: Document) -> object:
        if version is not None and store.definitions_version() != version:
            newest = store.definition_versions()[0]
            message = (
                f"the definitions were changed by {newest.who} in the meantime ({newest.note or 'no note'}) – "
                "look at them again, then repeat your change"
            )
            raise Refused(message)
        return edit(document)

    return edited


def put(
    store: Store,
    made: Callable[[Document], object],
    who: str,
    said: Said,
    *,
    also: Callable[[Recorder], None] = lambda _: None,
) -> Change:
    """Return what changed when what *made* makes of the newest document took its place; one transaction.

    *also* is done in the same transaction. Raises DefinitionProblems with every problem.
    """
    with changing(store, who) as recorder:
        before = store.scorecard()
        document = made(document_of(before))
        merged = records.foreseen(store, document)
        after = checked(parted(document)[0], before, store.shapes(), merged.problems)
        also(recorder)
        if after == before and merged.nothing:
            return Change(store.definitions_version(), nothing=True, records=merged.said)
        change = Change(store.definitions_version(), differences(before, after), records=merged.said)
        if after != before:
            change = replace(change, version=write_definitions(recorder.cursor, recorder.stamp, after, said.note))
            _count_rows_anew(recorder.cursor, store, after)
        records.write(recorder, merged)
        recorder.record(said.action, said.subject, "; ".join(filter(None, (said.note, str(change)))))
    return change


def _count_rows_anew(cursor: Cursor, store: Store, scorecard: Scorecard) -> None:
    """Let a changed key or time column decide anew which rows are the same."""
    held = store.shapes()
    for dataset in scorecard.datasets:
        if dataset.id in held and dataset.query is None:
            keep_placing(cursor, dataset.id, unit(dataset))
