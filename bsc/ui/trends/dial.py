"""The numbers that sliders show: percents as 0–100, and only as many digits as a step needs."""

from dataclasses import dataclass

from bsc.charts.figures import symbol
from bsc.model.definitions import Level
from bsc.model.words import Unit
from bsc.views.reach import Reach

_SUFFIX = {Unit.PERCENT: "%%", Unit.DAYS: " d", Unit.HOURS: " h"}
_NOISE = 9  # decimals that survive: enough for what people type


@dataclass(frozen=True)
class Dial:
    """A slider's scale in what people read: a share is kept as 0–1 and shown as 0–100."""

    reach: Reach
    unit: Unit
    currency: str

    @property
    def factor(self) -> float:
        """Return how much larger a number is shown than it is kept."""
        return 100.0 if self.unit is Unit.PERCENT else 1.0

    @property
    def decimals(self) -> int:
        """Return how many decimals are shown."""
        return max(0, self.reach.decimals - (2 if self.unit is Unit.PERCENT else 0))

    @property
    def low(self) -> float:
        """Return the slider's left end, as shown."""
        return self.shown(self.reach.low)

    @property
    def high(self) -> float:
        """Return the slider's right end, as shown."""
        return self.shown(self.reach.high)

    @property
    def step(self) -> float:
        """Return by how much an arrow key moves the slider, as shown."""
        return self.shown(self.reach.step)

    @property
    def format(self) -> str:
        """Return the pattern that writes a number in the KPI's unit beside the slider."""
        before = symbol(self.currency) if self.unit is Unit.CURRENCY else ""
        return f"{before}%,.{self.decimals}f{_SUFFIX.get(self.unit, '')}"

    @property
    def in_words(self) -> str:
        """Return the unit as it stands behind a label: ` (%)`, ` (EUR)`, ` (days)`; empty for plain numbers."""
        words = {Unit.PERCENT: "%", Unit.CURRENCY: self.currency, Unit.DAYS: "days", Unit.HOURS: "hours"}
        return f" ({words[self.unit]})" if self.unit in words else ""

    def field_format(self, number: float) -> str:
        """Return the pattern of a number field that shows *number* whole, as far as the sixth decimal."""
        digits = f"{self.shown(number):.6f}".rstrip("0").partition(".")[2]
        return f"%.{max(self.decimals, len(digits))}f"

    def shown(self, number: float) -> float:
        """Return *number* as it is shown."""
        return round(number * self.factor, _NOISE)

    def kept(self, number: float) -> float:
        """Return the shown *number* as it is kept."""
        return round(number / self.factor, _NOISE + 2)

    def standing(self, level: Level) -> Level:
        """Return where the slider stands for *level*: inside its ends, on a whole step, as shown."""
        if isinstance(level, tuple):
            return self.shown(self.reach.within(level[0])), self.shown(self.reach.within(level[1]))
        return self.shown(self.reach.within(level))
