"""The view: what a person looks at. It is what the address carries and what a link shows again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bsc.model.definitions import ALL_PERSONAS
from bsc.model.periods import Grain
from bsc.model.words import Perspective


@dataclass(frozen=True, kw_only=True)
class View:
    """A persona, filters, a period (by name; None for the last complete one) and its grain, and what is opened.

    `filters` maps a dimension to the values that count; the persona is a filter on the dimension `persona`.
    """

    persona: str = ALL_PERSONAS
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    period: str | None = None
    grain: Grain = Grain.MONTH
    stage: str | None = None
    perspective: Perspective | None = None
    kpi: str | None = None
