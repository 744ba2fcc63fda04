"""The axes of charts over time: periods, values and how their numbers are written; what a pointer is answered."""

from collections.abc import Mapping
from typing import Any, Final

import altair as alt

from bsc.charts.figures import symbol
from bsc.model.words import Unit

_MINUS: Final = "\N{MINUS SIGN}"  # before the currency's sign, as Vega writes it before a number
_NUMBER: Final = "(abs({0}) >= 1e4 ? replace(format({0}, '.3~s'), 'G', 'bn') : format({0}, ',.6~f'))"


def x(**options: Any) -> alt.X:  # noqa: ANN401 -- Altair's own options
    """Return the axis of periods, by the columns `label` and `index` (0 for the oldest)."""
    between = {"scale": alt.Scale(paddingInner=0, paddingOuter=0), **options}
    return alt.X(
        "label:O",
        sort=alt.EncodingSortField("index", op="min"),
        axis=alt.Axis(title=None, labelAngle=0, labelOverlap="greedy", labelSeparation=14, labelPadding=8, ticks=False),
        **between,
    )


def y(field: str, unit: Unit | None = None, currency: str = "") -> alt.Y:
    """Return the axis of the values in *field*; one layer of a chart says the *unit* for all of them."""
    axis = alt.Axis(title=None, tickCount=5, labelPadding=8, labelExpr=tick(unit, currency)) if unit else alt.Undefined
    return alt.Y(f"{field}:Q", scale=alt.Scale(zero=False, nice=False), axis=axis)


def answers(rows: alt.Chart, told: Mapping[str, str], **options: Any) -> alt.Chart:  # noqa: ANN401 -- of `x`
    """Return the invisible columns that answer the pointer anywhere in a period: the fields *told*, with titles."""
    columns: alt.Chart = rows.mark_rect(opacity=0, aria=False).encode(
        x=x(**options),
        y=alt.value(0),
        y2=alt.value("height"),
        tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in told.items()],
    )
    return columns


def tick(unit: Unit, currency: str) -> str:
    """Return the Vega expression that writes a tick in *unit*: as short as its digits allow."""
    number = _NUMBER.format("datum.value")
    match unit:
        case Unit.PERCENT:
            return "format(datum.value, '.6~%')"
        case Unit.CURRENCY:
            return f"(datum.value < 0 ? '{_MINUS}' : '') + '{symbol(currency)}' + {_NUMBER.format('abs(datum.value)')}"
        case Unit.DAYS:
            return f"{number} + ' d'"
        case Unit.HOURS:
            return f"{number} + ' h'"
        case _:
            return number
