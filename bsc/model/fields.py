"""What every definition is made of: ids, texts, numbers, weights, and the frozen model that refuses unknown keys."""

import math
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    StringConstraints,
    Tag,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Texts = tuple[Text, ...]


ONE, MANY = "‹one›", "‹many›"  # how a value that may be one or a list was read; no key is called so


def _a_finite_number(value: object) -> object:
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        message = "must be a finite number"
        raise ValueError(message)
    return value


def _form(value: object) -> str:
    return MANY if isinstance(value, list | tuple) else ONE


Number = Annotated[float, BeforeValidator(_a_finite_number), Field(allow_inf_nan=False)]
Weight = Annotated[Number, Field(ge=0)]
Range = tuple[Number, Number]
Level = Annotated[Annotated[Number, Tag(ONE)] | Annotated[Range, Tag(MANY)], Discriminator(_form)]
Columns = Annotated[Annotated[Text, Tag(ONE)] | Annotated[Texts, Tag(MANY)], Discriminator(_form)]
ALL_PERSONAS = "all"


class Definition(BaseModel):
    """A frozen definition; an unknown key is a problem, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=False)

    def plain(self) -> dict[str, Any]:
        """Return it as JSON holds it, its defaults left out."""
        return self.model_dump(mode="json", exclude_defaults=True)


class MaybePlain(Definition):
    """A definition that a file may write as plain text, the one field PLAIN, where its other fields say nothing."""

    PLAIN: ClassVar[str]
    PLAIN_SCHEMA: ClassVar[JsonSchemaValue]

    @model_validator(mode="before")
    @classmethod
    def _plain_text_is_its_field(cls, document: object) -> object:
        return {cls.PLAIN: document} if isinstance(document, str) else document

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema of both ways to write it."""
        return {"anyOf": [cls.PLAIN_SCHEMA, handler(core)]}

    @model_serializer(mode="wrap")
    def _plain_text_where_that_is_all(self, handler: SerializerFunctionWrapHandler) -> object:
        others = ((name, field) for name, field in type(self).model_fields.items() if name != self.PLAIN)
        is_all = all(getattr(self, name) == field.default for name, field in others)
        return getattr(self, self.PLAIN) if is_all else handler(self)


class WeightStep(Definition):
    """A weight in force from `start` on."""

    start: date
    weight: Weight


class Weighted(Definition):
    """A definition that counts in a score: one weight, or steps in time so that the past keeps its own."""

    weight: Annotated[
        Annotated[Weight, Tag(ONE)] | Annotated[tuple[WeightStep, ...], Tag(MANY)], Discriminator(_form)
    ] = 1.0

    def weight_on(self, day: date) -> float:
        """Return the weight in force on *day*; before the first step, the first step's."""
        if not isinstance(self.weight, tuple):
            return self.weight
        steps = sorted(self.weight, key=lambda step: step.start)
        begun = [step for step in steps if step.start <= day] or steps[:1]
        return begun[-1].weight if begun else 1.0
