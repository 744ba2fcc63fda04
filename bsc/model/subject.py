"""What a note, an agenda's item or an initiative is about: one thing of the scorecard, by its kind and id."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from bsc.model.fields import Definition

WHOLE = ""  # the id of the journey: there is one
_BETWEEN = {"cell": "/", "arrow": ">"}


class SubjectKind(StrEnum):
    """The kinds of things that can be spoken of."""

    JOURNEY = "journey"
    STAGE = "stage"
    CELL = "cell"
    PERSONA = "persona"
    OBJECTIVE = "objective"
    ARROW = "arrow"
    KPI = "kpi"
    TOUCHPOINT = "touchpoint"
    DATASET = "dataset"
    INITIATIVE = "initiative"
    REVIEW = "review"


class Subject(Definition):
    """One thing by its kind and id: a cell is `stage/perspective`, an arrow `objective>objective`, the journey ``."""

    kind: SubjectKind
    id: Annotated[str, StringConstraints(max_length=140)] = Field(default=WHOLE)

    @model_validator(mode="after")
    def _the_id_fits_the_kind(self) -> Self:
        between = _BETWEEN.get(self.kind)
        parts = self.id.split(between) if between else [self.id]
        if self.kind is SubjectKind.JOURNEY and self.id != WHOLE:
            raise ValueError("the journey has no id – leave it out")
        if self.kind is not SubjectKind.JOURNEY and (not all(parts) or len(parts) != (2 if between else 1)):
            wanted = f"two ids with {between} between them" if between else "an id"
            message = f"`{self.id}` names no {self.kind} – write {wanted}"
            raise ValueError(message)
        return self

    @classmethod
    def of(cls, kind: SubjectKind, *ids: str) -> Self:
        """Return the subject of *kind* that *ids* name: two for a cell or an arrow, none for the journey."""
        return cls(kind=kind, id=_BETWEEN.get(kind, "").join(ids))

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids that it is made of."""
        between = _BETWEEN.get(self.kind)
        return tuple(self.id.split(between)) if between else (self.id,) if self.id else ()
