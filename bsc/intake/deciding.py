"""Which type every column has, decided from all of its cells; what the cells leave open becomes a question."""

from dataclasses import replace

from bsc.intake import wording
from bsc.intake.amounts import BOUND, CURRENCIES, HOURS_MINUTES, MINUTES_SECONDS
from bsc.intake.asking import Desk
from bsc.intake.body import RawTable
from bsc.intake.dating import DATED, Dater
from bsc.intake.evidence import NUMERIC, marks_in, styles_in
from bsc.intake.forms import Kind
from bsc.intake.plans import AS_TEXT, How, Plan
from bsc.intake.profiles import Profile
from bsc.model.periods import Grain
from bsc.model.words import ColumnType

THOUSANDS, DECIMAL = "thousands", "decimal"
DURATION, TIME_OF_DAY = "duration", "time of day"
UNREADABLE = 0.1  # of a column's cells: with more, the column is text
FEW = 3  # cells: from here on, a single unreadable one is the exception


class Decider(Desk):
    """Decides the columns of one table."""

    def plans(self, table: RawTable) -> list[Plan]:
        """Return the plan of every column of *table*."""
        profiles = table.staging.profiles
        dater = Dater(self, table.names, profiles)
        plans = [self._plan(place, dater) for place in range(len(profiles))]
        if (place := dater.year_alone(plans)) is not None:
            plans[place] = Plan(type=ColumnType.DATE, how=How.YEAR, stands_for=Grain.YEAR)
        return [
            replace(plan, gaps=profile.count(Kind.EMPTY) > 0) for plan, profile in zip(plans, profiles, strict=True)
        ]

    def _plan(self, place: int, dater: Dater) -> Plan:
        name, profile = dater.names[place], dater.profiles[place]
        wanted = self.hinted(name)
        if wanted is not None:
            return self._as_wanted(wanted, place, dater)
        if not profile.filled:
            return AS_TEXT
        return self._dated(place, dater) or self._counted(name, profile) or AS_TEXT

    def _as_wanted(self, wanted: ColumnType, place: int, dater: Dater) -> Plan:
        name, profile = dater.names[place], dater.profiles[place]
        if wanted is ColumnType.TEXT:
            return AS_TEXT
        if wanted is ColumnType.BOOLEAN:
            return Plan(type=wanted, how=How.BOOLEAN)
        if wanted in DATED:
            found = None if styles_in(profile) else dater.completed(place) or dater.counted(name, profile, wanted)
            if found is None:
                return dater.written(name, profile, wanted)
            return found if found.how is How.TEXT else replace(found, type=wanted)
        if profile.count(Kind.DURATION, Kind.SPAN, Kind.CLOCK) * 2 > profile.filled:
            return self._duration(name, profile, is_number=True) or AS_TEXT
        plan = self._number(name, profile)
        return replace(plan, type=wanted) if plan.how is How.NUMBER else plan

    def _dated(self, place: int, dater: Dater) -> Plan | None:
        name, profile = dater.names[place], dater.profiles[place]
        if found := dater.completed(place):
            return found
        if _enough(profile.count(Kind.MOMENT), profile, name):
            clock = any(form.clock for form in profile.forms)
            return dater.written(name, profile, ColumnType.TIMESTAMP if clock else ColumnType.DATE)
        return dater.counted(name, profile, None)

    def _counted(self, name: str, profile: Profile) -> Plan | None:
        if _enough(profile.count(Kind.BOOLEAN), profile, name):
            return Plan(type=ColumnType.BOOLEAN, how=How.BOOLEAN)
        if _enough(profile.count(Kind.DURATION, Kind.SPAN, Kind.CLOCK), profile, name):
            return self._duration(name, profile)
        if profile.count(Kind.ID) or not profile.count(Kind.INTEGER, Kind.NUMBER, Kind.PERCENT, Kind.BOUND):
            return None
        if not _enough(profile.count(*NUMERIC), profile, name):
            return None
        return self._number(name, profile)

    def _duration(self, name: str, profile: Profile, *, is_number: bool = False) -> Plan | None:
        """Return how durations are read; None where nothing says that the cells are durations, or it must be asked."""
        about = wording.says(wording.DURATION, name) or any(pattern.search(name) for pattern, _, _ in wording.UNITS)
        if not about and not profile.count(Kind.DURATION):
            return None
        if not about and not is_number and not self._are_durations(name, profile):
            return None
        clock = self._clock(name, profile) if profile.count(Kind.CLOCK) else MINUTES_SECONDS
        if clock in (None, TIME_OF_DAY):
            return None
        found = (unit for unit in wording.UNITS if unit[0].search(name))
        unit, seconds = next(((unit, seconds) for _, unit, seconds in found), wording.HOURS)
        return Plan(type=ColumnType.NUMBER, how=How.DURATION, factor=1 / seconds, note=unit, clock=clock or "")

    def _are_durations(self, name: str, profile: Profile) -> bool:
        """Return whether `09:30:00` under a header of times, such as "Lead time", is a duration; asks where unknown."""
        example = next((cell.strip() for cell in profile.examples if ":" in cell), None)
        if example is None or not (wording.says(wording.TIME, name) or wording.says(wording.DAY, name)):
            return True
        return self.answer(name, f'is "{example}" a duration or a time of day?', (DURATION, TIME_OF_DAY)) == DURATION

    def _clock(self, name: str, profile: Profile) -> str | None:
        """Return what `12:30` is in a column of durations, or None where it must be asked."""
        if wording.says(wording.MINUTES_SECONDS, name) or profile.count(Kind.DURATION):
            return MINUTES_SECONDS
        if wording.says(wording.HOURS_MINUTES, name):
            return HOURS_MINUTES
        example = next((cell.strip() for cell in profile.examples if ":" in cell), "12:30")
        first, second = example.split(":")
        lengths = f"{first} minutes and {second} seconds, {first} hours and {second} minutes"
        ask = f'is "{example}" {lengths}, or a time of day?'
        return self.answer(name, ask, (MINUTES_SECONDS, HOURS_MINUTES, TIME_OF_DAY))

    def _number(self, name: str, profile: Profile) -> Plan:
        mark = self._mark(name, profile)
        if mark is None:
            return AS_TEXT
        self._say_bounds(name, profile)
        numbers = [form for form in profile.forms if form.kind in (Kind.INTEGER, Kind.NUMBER)]
        shares = any(form.percent for form in profile.forms)
        currencies = sorted({form.currency for form in profile.forms if form.currency})
        if len(currencies) > 1:
            self.notes.append(f'column "{name}" mixes {", ".join(currencies)}: nothing was converted')
        percent = not shares and wording.PERCENT.fullmatch(name) is not None
        whole = not shares and not currencies and not percent and all(mark in form.whole for form in numbers)
        in_header = wording.CURRENCY.fullmatch(name)
        note = "percent" if shares or percent else "/".join(currencies) or _currency(in_header[1] if in_header else "")
        plain = mark == "." and all(form.plain for form in profile.forms if form.kind is not Kind.EMPTY)
        return Plan(
            type=ColumnType.INTEGER if whole else ColumnType.NUMBER, how=How.NUMBER, mark=mark, shares=shares,
            factor=0.01 if percent else 1.0, plain=plain and not percent, note=note,
        )  # fmt: skip

    def _say_bounds(self, name: str, profile: Profile) -> None:
        if count := profile.count(Kind.BOUND):
            example = next((cell.strip() for cell in profile.examples if BOUND.match(cell)), "< 10%")
            cells = "1 cell is a bound" if count == 1 else f"{count:,} cells are bounds"
            self.notes.append(f'column "{name}": {cells} like "{example}", not a number: left empty')

    def _mark(self, name: str, profile: Profile) -> str | None:
        """Return the decimal mark of a column, or None where it must be asked."""
        found = marks_in(profile)
        if found["."] or found[","]:
            if found["."] and found[","]:
                self.notes.append(f'column "{name}" holds numbers with a decimal point and others with a decimal comma')
            return "." if found["."] >= found[","] else ","
        if not found["?"]:
            return "."
        marked = (cell for cell in profile.examples if any(sign in cell for sign in ".,"))
        example = next(marked, None) or _ambiguous(profile)
        return self._mark_from_elsewhere(name, example)

    def _mark_from_elsewhere(self, name: str, example: str) -> str | None:
        comma = "," in example
        answer = self.known.answer(name)
        if answer in (THOUSANDS, DECIMAL):
            return "." if comma == (answer == THOUSANDS) else ","
        if len(self.known.marks) == 1:
            return next(iter(self.known.marks))
        if self.known.delimiter == ";" or wording.COMMA_WORDS.search(self.known.words):
            return ","
        if self.known.system or (comma and wording.POINT_WORDS.search(self.known.words)):
            return "."
        self.answer(
            name, f'is the mark in "{example}" between thousands, or is it the decimal mark?', (THOUSANDS, DECIMAL)
        )
        return None


def _enough(readable: int, profile: Profile, name: str) -> bool:
    """Return whether so many readable cells make the type of a column, the others being exceptions to report."""
    bad = profile.filled - readable
    if not readable or bad <= 0:
        return readable > 0
    exception = bad == 1 and profile.filled >= FEW and not wording.LABEL.fullmatch(name)
    return bad <= UNREADABLE * profile.filled or exception


def _ambiguous(profile: Profile) -> str:
    """Return a number shaped like the ambiguous ones of a column whose first cells have no mark at all."""
    return "1,234" if any(form.marks == "?" and "." in form.whole for form in profile.forms) else "1.234"


def _currency(code: str) -> str:
    return code if code in CURRENCIES else ""
