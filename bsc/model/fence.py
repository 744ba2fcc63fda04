"""The fence of a share link: the filters that its viewer can neither change nor look beyond."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Self

from bsc.errors import NotAllowed
from bsc.model.fields import ALL_PERSONAS

PERSONA = "persona"
Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Fence:
    """Dimension → the values that may be seen, the persona among them; without an entry everything may be."""

    filters: Filters = field(default_factory=dict)

    @property
    def key(self) -> Hashable:
        """Return what a kept answer depends on."""
        return tuple(sorted((name, tuple(sorted(values))) for name, values in self.filters.items()))

    @property
    def open(self) -> bool:
        """Return whether nothing is locked."""
        return not self.filters

    @property
    def personas(self) -> tuple[str, ...]:
        """Return the ids of the personas that may be seen; empty for all."""
        return self.filters.get(PERSONA, ())

    def allows(self, dimension: str, value: str) -> bool:
        """Return whether rows with *value* of *dimension* may be seen."""
        return dimension not in self.filters or value in self.filters[dimension]

    def within(self, asked: Filters) -> dict[str, tuple[str, ...]]:
        """Return *asked* narrowed to what may be seen; what is locked is filtered by even where it is not asked for.

        Raises NotAllowed when nothing that is asked for may be seen: an answer would be another segment's number under
        this one's name.
        """
        found = {name: values for name, values in asked.items() if values}
        for name, allowed in self.filters.items():
            narrowed = tuple(value for value in found.get(name, allowed) if value in allowed)
            if not narrowed:
                raise NotAllowed("this link does not show that – it was made for a part of the company's figures")
            found[name] = narrowed
        return found

    def narrowed(self, dimension: str, values: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of *values* of *dimension* that may be seen."""
        return tuple(value for value in values if self.allows(dimension, value))

    @classmethod
    def of(cls, persona: str | None, filters: Filters) -> Self:
        """Return the fence of a view's filters and persona (None or `all`: every persona)."""
        locked = {name: tuple(sorted(set(values))) for name, values in filters.items() if values}
        return cls(locked if persona in {None, ALL_PERSONAS} else {**locked, PERSONA: (str(persona),)})


OPEN = Fence()
