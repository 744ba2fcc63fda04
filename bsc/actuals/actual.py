"""What a KPI came to in a period, and what that number rests on."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Actual:
    """A KPI's value in a period, in the KPI's unit; None is *no value*, never 0.

    A formula that is a division carries its `numerator` and `denominator`. `rows`: how many counted. `partial`: the
    period is not over. `elapsed`: the share (0–1) of it that is over and covered by rows. `stale`: for how many periods
    the value was carried on. `available` is False when the dataset cannot answer the filter. `note`: why there is no
    value, or where it is from, as a sentence for people. `served`: what answered, "rollup" or "rows"; empty when
    nothing was asked.
    """

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    rows: int = 0
    partial: bool = False
    elapsed: float = 0.0
    stale: int = 0
    available: bool = True
    note: str = ""
    served: str = field(default="", compare=False)
