"""KPI definitions + periods + filters → one query for each dataset → actuals."""

from bsc.actuals.actual import Actual
from bsc.actuals.comments import LONGEST_COMMENT, Asked, Comment, Order, Tally, Told
from bsc.actuals.computing import compute
from bsc.actuals.days import Days, days
from bsc.actuals.dimensions import dimensions
from bsc.actuals.explaining import why_rows
from bsc.actuals.problems import problems
from bsc.actuals.relations import check_lookups
from bsc.actuals.statements import Reader

__all__ = [
    "LONGEST_COMMENT",
    "Actual",
    "Asked",
    "Comment",
    "Days",
    "Order",
    "Reader",
    "Tally",
    "Told",
    "check_lookups",
    "compute",
    "days",
    "dimensions",
    "problems",
    "why_rows",
]
