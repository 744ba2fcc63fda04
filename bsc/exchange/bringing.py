"""What a file brings into the map: stages, personas and touchpoints, put into the definitions that are there.

Stages and personas are found again by id or name, and added where there is none; they are never removed, for KPIs hang
on them. The touchpoints of the stages that a file names become those of the file; one that is found again keeps what
the file cannot say of it (KPIs, comments, the KPI behind its emotion).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bsc.actions.fitting import free_id
from bsc.model.definitions import ALL_PERSONAS
from bsc.model.editing import Document
from bsc.model.shape import column_name

EVERYBODY = frozenset({"", ALL_PERSONAS, "everybody", "all customers"})
_LONGEST = 50  # characters of an id that is made from a name
_AN_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Brought:
    """The definitions with what a file brought, as a document to be checked; `notes` say what it could not bring."""

    document: Document
    notes: tuple[str, ...] = ()


@dataclass
class Bringing:
    """The definitions while a file is put into them."""

    document: Mapping[str, Any]
    notes: list[str] = field(default_factory=list)
    about: frozenset[str] | None = None  # the personas that the file tells of, None for all

    def __post_init__(self) -> None:
        """Copy what may change."""
        self.stages = [dict(each) for each in self.document.get("stages", ())]
        self.personas = [dict(each) for each in self.document.get("personas", ())]
        self._before = {str(each["id"]): dict(each) for each in self.document.get("touchpoints", ())}
        self._touchpoints: dict[str, list[Document]] = {}
        self._used: set[str] = set()

    def stage(self, said: str, name: str = "") -> Document:
        """Return the stage that is called *said* (id or name); a new one, last in order, where there is none."""
        return _found(self.stages, said, name)

    def persona(self, said: str, name: str = "") -> str:
        """Return the id of the persona called *said*, `all` for everybody; a new one where there is none."""
        if said.casefold() in EVERYBODY:
            return ALL_PERSONAS
        return str(_found(self.personas, said, name)["id"])

    def of_stage(self, stage: str) -> list[Document]:
        """Return the file's touchpoints of *stage* so far: from now on the file says which there are."""
        return self._touchpoints.setdefault(stage, [])

    def touchpoint(self, stage: str, persona: str, name: str, said_id: str = "") -> Document:
        """Return one more touchpoint of the file, with what was known of it: by id, or by name in stage and persona."""
        known = self._before.get(said_id) or next(
            (
                each
                for each in self._before.values()
                if (each["stage"], each.get("persona", ALL_PERSONAS), each["name"].casefold())
                == (stage, persona, name.casefold())
                and each["id"] not in self._used
            ),
            {},
        )
        identity = str(known.get("id") or made_id(said_id or name, {*self._before, *self._used}))
        self._used.add(identity)
        made = {**known, "id": identity, "name": name, "stage": stage, "persona": persona}
        self.of_stage(stage).append(made)
        return made

    def _is_told(self, touchpoint: Document) -> bool:
        """Return whether the file says whether *touchpoint* is there: of its stages, and of those whom it is about."""
        told = self.about is None or touchpoint.get("persona", ALL_PERSONAS) in self.about
        return touchpoint["stage"] in self._touchpoints and told

    def brought(self) -> Brought:
        """Return the definitions with everything that came."""
        staying = [each for each in self._before.values() if not self._is_told(each)]
        came = [each for touchpoints in self._touchpoints.values() for each in touchpoints]
        moved = {str(each["id"]) for each in came}
        there = [*(each for each in staying if str(each["id"]) not in moved), *map(_plain, came)]
        places = {identity: at for at, identity in enumerate(self._before)}
        lists = {
            "stages": self.stages,
            "personas": self.personas,
            "touchpoints": sorted(there, key=lambda each: places.get(str(each["id"]), len(places))),
        }
        filled = {name: items for name, items in lists.items() if items or name in self.document}
        return Brought({**self.document, **filled}, tuple(self.notes))


def made_id(name: str, taken: Collection[str]) -> str:
    """Return an id that reads like *name* and is not *taken*."""
    plain = column_name(name)[:_LONGEST].strip("_")
    return free_id(plain if _AN_ID.fullmatch(plain) else "item", taken)


def _found(items: list[Document], said: str, name: str) -> Document:
    by_id = {str(each["id"]): each for each in items}
    by_name = {str(each["name"]).casefold(): each for each in items}
    found = by_id.get(said) or by_name.get(said.casefold()) or by_name.get(name.casefold())
    if found is None:
        found = {"id": made_id(said, by_id), "name": name or said}
        items.append(found)
    return found


def _plain(touchpoint: Mapping[str, Any]) -> Document:
    """Return *touchpoint* without what is empty or the default, as the definitions are written."""
    empty: Sequence[object] = (None, "", [], ())
    return {
        key: value
        for key, value in touchpoint.items()
        if value not in empty and value is not False and (key, value) != ("persona", ALL_PERSONAS)
    }
