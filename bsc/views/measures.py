"""What kind of a measure a KPI's formula is."""

from bsc import formula
from bsc.model.definitions import Kpi
from bsc.scoring.targets import Measure


def measure(kpi: Kpi) -> Measure:
    """Return how the values of *kpi* grow with time and segment."""
    return Measure.FLOW if formula.is_flow(formula.parse(kpi.formula)) else Measure.RATE
