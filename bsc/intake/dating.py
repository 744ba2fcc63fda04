"""Which columns of a table hold days, and how they are written; what the cells leave open becomes a question."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bsc.errors import Question
from bsc.intake import joining, serials, wording
from bsc.intake.asking import ISO_WEEKS, NUMBERS, SERIALS, SERIALS_1904, Desk
from bsc.intake.evidence import styles_in
from bsc.intake.forms import Kind
from bsc.intake.inspection import Days
from bsc.intake.moments import DAY_FIRST, GRAINS, MONTH_FIRST, ORDERED, SHORT_YEARS, Style
from bsc.intake.plans import AS_TEXT, How, Plan
from bsc.intake.profiles import Profile
from bsc.model.periods import Grain
from bsc.model.words import ColumnType

DATED = (ColumnType.DATE, ColumnType.TIMESTAMP)


@dataclass
class Dater:
    """Decides the columns of one table that hold days."""

    desk: Desk
    names: Sequence[str]
    profiles: Sequence[Profile]
    _asked: set[Style] = field(default_factory=set)

    def __post_init__(self) -> None:
        """See whether the table has whole days; else their parts may stand in several columns."""
        self.has_days = any(profile.count(Kind.MOMENT) * 2 > profile.filled > 0 for profile in self.profiles)
        self._beside = () if self.has_days else joining.beside(self.names, self.profiles)

    def completed(self, place: int) -> Plan | None:
        """Return how the column at *place* is completed to days: from columns beside it, or from the stated period."""
        if self._beside and self._beside[-1][1] == place:
            return self._joined(place)
        if self._beside or self.has_days or self.desk.stated is None:
            return None
        return self._within(place, self.desk.stated)

    def _joined(self, place: int) -> Plan | None:
        name, grain = self.names[place], self._beside[-1][0]
        if grain is Grain.WEEK and not self._counts_iso_weeks(name, self.profiles[place]):
            return None
        return Plan(type=ColumnType.DATE, how=How.JOINED, beside=self._beside, stands_for=grain)

    def _counts_iso_weeks(self, name: str, profile: Profile) -> bool:
        if wording.says(wording.ISO_WEEK, name) or wording.says(wording.ISO_YEAR_WEEK, name):
            return True
        example = next(iter(profile.examples), "1").strip()
        ask = f'is "{example}" a week from Monday to Sunday as ISO counts them (2026-W01 begins on 2025-12-29)?'
        return self.desk.answer(name, ask, (ISO_WEEKS, NUMBERS)) == ISO_WEEKS

    def _within(self, place: int, stated: Days) -> Plan | None:
        """Return how a month or week without its year, or a day counted from the start, is completed."""
        name, profile = self.names[place], self.profiles[place]
        digits = profile.count(Kind.INTEGER, Kind.ID) == profile.filled > 0
        for pattern, step in wording.NTH:
            if digits and wording.says(pattern, name):
                return Plan(type=ColumnType.DATE, how=How.NTH, within=stated, step=step, stands_for=Grain(step))
        if not profile.filled:
            return None
        if wording.says(wording.MONTH, name) and joining.is_month(profile):
            return Plan(type=ColumnType.DATE, how=How.MONTH_NUMBER, within=stated, stands_for=Grain.MONTH)
        weeks = wording.says(wording.ISO_WEEK, name) or wording.says(wording.WEEK, name)
        if weeks and joining.is_week(profile) and self._counts_iso_weeks(name, profile):
            return Plan(type=ColumnType.DATE, how=How.WEEK_NUMBER, within=stated, stands_for=Grain.WEEK)
        return None

    def counted(self, name: str, profile: Profile, wanted: ColumnType | None) -> Plan | None:
        """Return how the digits of the column *name* are read as days, or None where they are numbers."""
        how = serials.how_read(name, profile)
        match how:
            case None:
                return self._compact(profile, wanted)
            case How.SERIAL:
                return self._serial(name, profile, wanted)
            case How.YEAR_WEEK if not self._counts_iso_weeks(name, profile):
                return None
            case How.EPOCH:
                factor = serials.EPOCHS[serials.digits_in(profile)]
                self.desk.notes.append(f'column "{name}" was read as {serials.UNITS[factor]} since 1970 (UTC)')
                return Plan(type=wanted or ColumnType.TIMESTAMP, how=how, factor=factor)
        grain = serials.GRAINS.get(how)
        kind = ColumnType.DATE if grain else ColumnType.TIMESTAMP
        return Plan(type=wanted or kind, how=how, stands_for=grain or Grain.DAY)

    def _compact(self, profile: Profile, wanted: ColumnType | None) -> Plan | None:
        """Return how days written `20260831` are read; a single cell that is none shows that they are numbers."""
        if not profile.filled or not profile.compact_days:
            return None
        return Plan(type=wanted or ColumnType.DATE, how=How.MOMENT, compact=True)

    def _serial(self, name: str, profile: Profile, wanted: ColumnType | None) -> Plan | None:
        """Return how spreadsheet days are read where something proves that they are such; else it is asked."""
        fraction = any(form.kind is Kind.NUMBER for form in profile.forms)
        kind = wanted or (ColumnType.TIMESTAMP if fraction else ColumnType.DATE)
        days = Plan(type=kind, how=How.SERIAL, origin=serials.DAY_ZERO)
        said = f'column "{name}" was read as days of a spreadsheet'
        if self.desk.known.answer(name) is None and (wanted or self._lie_in_the_period(profile)):
            self.desk.notes.append(said)
            return days
        example = next(iter(profile.examples))
        one, other = (serials.read(How.SERIAL, example, origin=zero) for zero in (None, serials.DAY_ZERO_1904))
        ask = (
            f'is "{example}" a day as spreadsheets store it ({one:%Y-%m-%d}, or {other:%Y-%m-%d} where days count from '
            "1904), or a number?"
        )
        match self.desk.answer(name, ask, (SERIALS, SERIALS_1904, NUMBERS)):
            case "spreadsheet days":
                return days
            case "spreadsheet days since 1904":
                return replace(days, origin=serials.DAY_ZERO_1904)
            case "numbers":
                return None
        return AS_TEXT

    def _lie_in_the_period(self, profile: Profile) -> bool:
        if self.desk.stated is None:
            return False
        first, last = self.desk.stated
        days = [serials.read(How.SERIAL, cell) for cell in profile.examples]
        return all(day is not None and first <= day.date() <= last for day in days)

    def year_alone(self, plans: Sequence[Plan]) -> int | None:
        """Return the place of a column of years where nothing else places the rows in time; None without one."""
        if any(plan.type in DATED for plan in plans) or self.desk.asks_about_days or self._stated_within_a_year:
            return None
        if any(wording.says(part, name) for part in wording.PARTS for name in self.names):
            return None  # a year beside months that could not be joined to it would be too coarse
        found = [
            place
            for place, name in enumerate(self.names)
            if wording.says(wording.YEAR, name)
            and plans[place].type is ColumnType.INTEGER
            and self.desk.hinted(name) is None
            and joining.is_year(self.profiles[place])
        ]
        return found[0] if len(found) == 1 else None

    @property
    def _stated_within_a_year(self) -> bool:
        stated = self.desk.stated
        return stated is not None and stated[0].year == stated[1].year

    def written(self, name: str, profile: Profile, wanted: ColumnType) -> Plan:
        """Return how the days of the column *name*, which are written as days, are read."""
        styles = styles_in(profile)
        if Style.MONTH_YEAR in styles and (wording.says(wording.WEEK, name) or wording.says(wording.ISO_WEEK, name)):
            return AS_TEXT  # 08/2026 is a week there, and which one depends on who counts
        order = DAY_FIRST
        for style in sorted(styles & set(ORDERED)):
            found = self._order(name, style)
            if found is None:
                return AS_TEXT
            order = found
        if any(form.short_year for form in profile.forms):
            years = f"{SHORT_YEARS.start} to {SHORT_YEARS[-1]}"
            self.desk.notes.append(f'column "{name}": years of two digits were read as {years}')
        grains = {GRAINS.get(style, Grain.DAY) for style in styles}
        return Plan(
            type=wanted, how=How.MOMENT, order=order, plain=styles == {Style.ISO}, compact=not styles,
            stands_for=grains.pop() if len(grains) == 1 else Grain.DAY,
        )  # fmt: skip

    def _order(self, name: str, style: Style) -> str | None:
        """Return which number is the day in days of *style*, or None where it must be asked."""
        proven = self.desk.known.orders[style].most_common()
        if len(proven) > 1:
            self.desk.notes.append(f'column "{name}": some days can only be {proven[1][0]}, most are {proven[0][0]}')
        order = self.desk.known.order(style, name)
        if order is None and style not in self._asked:
            self._asked.add(style)
            sign = ORDERED[style]
            ask = f"is 03{sign}04{sign}2026 the 3rd of April (day first) or the 4th of March (month first)?"
            self.desk.questions.append(Question(name, ask, (DAY_FIRST, MONTH_FIRST)))
        return order
