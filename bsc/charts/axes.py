"""How an axis writes its numbers."""

from bsc.charts.figures import symbol
from bsc.model.words import Unit


def tick(unit: Unit, currency: str) -> str:
    """Return the Vega expression that writes a tick in *unit*: as short as its digits allow."""
    number = (
        "(abs(datum.value) >= 1e4 ? replace(format(datum.value, '.3~s'), 'G', 'bn') : format(datum.value, ',.6~f'))"
    )
    match unit:
        case Unit.PERCENT:
            return "format(datum.value, '.6~%')"
        case Unit.CURRENCY:
            return f"'{symbol(currency)}' + {number}"
        case Unit.DAYS:
            return f"{number} + ' d'"
        case Unit.HOURS:
            return f"{number} + ' h'"
        case _:
            return number
