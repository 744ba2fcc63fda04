"""Which type every column has, decided from all of its cells; what the cells leave open becomes a question."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bsc.errors import Question
from bsc.intake import moments
from bsc.intake.amounts import CURRENCIES
from bsc.intake.body import RawTable
from bsc.intake.evidence import NUMERIC, Evidence, marks_in, styles_in
from bsc.intake.forms import Kind, Profile
from bsc.intake.inspection import Days, Hints
from bsc.intake.moments import DAY_FIRST, MONTH_FIRST, ORDERED, Style
from bsc.intake.plans import AS_TEXT, How, Plan
from bsc.model.shape import column_name
from bsc.model.words import ColumnType

THOUSANDS, DECIMAL = "thousands", "decimal"
UNREADABLE = 0.1  # of a column's cells: with more, the column is text
FEW = 3  # cells: from here on, a single unreadable one is the exception
COMMA_WORDS = re.compile(
    r"\b(kampagne|kosten|klicks|impressionen|umsatz|anzahl|datum|währung|gesamt|nutzer|sitzungen|monat|woche|betrag|"
    r"bericht|konto|durchschn|quelle|kanal|coût|coûts|clics|utilisateurs|revenu|taux|jour|mois|campagne|compte|dépenses|"
    r"événements|montant|semaine|rapport|date de début)\b",
    re.IGNORECASE,
)
POINT_WORDS = re.compile(
    r"\b(day|date|campaign|cost|clicks|impressions|revenue|amount|number|users|sessions|month|week|name|source|channel|"
    r"spend|spent|sales|orders|total|recipients|opens|deal|record|price|value|visitors|views|count|customer)\b",
    re.IGNORECASE,
)
PERCENT_HEADER = re.compile(r".*[(\[]\s*(%|in %|in percent)\s*[)\]]\s*|%\s.*|.*\s%\s*", re.IGNORECASE)
LABEL = re.compile(
    r".*\b(id|ids|code|sku|name|number|no|nr|zip|plz|phone|key|ref|reference|version)\b.*", re.IGNORECASE
)
MONTH_HEADER = re.compile(r"(month|monat|mois|mes|month of year)", re.IGNORECASE)
NTH_HEADER = re.compile(r"nth (day|week|month)", re.IGNORECASE)
CURRENCY_HEADER = re.compile(r".*\(([A-Z]{3})\).*")
UNITS = (
    (re.compile(r"[(\[ ](in )?(hrs?|hours?|std|stunden|heures?)[)\]]?\s*$", re.IGNORECASE), "hours", 3600.0),
    (re.compile(r"[(\[ _](in )?(mins?|minutes?|minuten)[)\]]?\s*$", re.IGNORECASE), "minutes", 60.0),
    (re.compile(r"[(\[ _](in )?(secs?|seconds?|sekunden|secondes?)[)\]]?\s*$", re.IGNORECASE), "seconds", 1.0),
    (re.compile(r"[(\[ _](in )?(days?|tage|jours?)[)\]]?\s*$", re.IGNORECASE), "days", 86400.0),
)
HOURS = ("hours", 3600.0)


@dataclass
class Decider:
    """Decides the columns of one table; the questions and remarks that come up are kept."""

    known: Evidence
    hints: Hints
    stated: Days | None
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _asked: set[Style] = field(default_factory=set)

    def plans(self, table: RawTable) -> list[Plan]:
        """Return the plan of every column of *table*."""
        profiles = table.staging.profiles
        return [
            replace(self._plan(name, table, place), gaps=profiles[place].count(Kind.EMPTY) > 0)
            for place, name in enumerate(table.names)
        ]

    def _plan(self, name: str, table: RawTable, place: int) -> Plan:
        profile = table.staging.profiles[place]
        wanted = self.hinted(name)
        if wanted is not None:
            return self._as_wanted(wanted, name, profile)
        if not profile.filled:
            return AS_TEXT
        return self._dated(name, table, place) or self._counted(name, profile) or AS_TEXT

    @property
    def asks_about_days(self) -> bool:
        """Return whether a question about the order of days is open."""
        return any(MONTH_FIRST in question.choices for question in self.questions)

    def stored_name(self, name: str) -> str:
        """Return the stored name of the column under the header *name*, renamed where that was asked for."""
        plain = column_name(name)
        renamed = {column_name(old): new for old, new in self.hints.rename.items()}
        return column_name(renamed.get(plain, name))

    def hinted(self, name: str) -> ColumnType | None:
        """Return the type that the dataset's definition wants for the column *name*, or None."""
        types = {column_name(key): wanted for key, wanted in self.hints.column_types.items()}
        return types.get(self.stored_name(name)) or types.get(column_name(name))

    def _as_wanted(self, wanted: ColumnType, name: str, profile: Profile) -> Plan:
        match wanted:
            case ColumnType.TEXT:
                return AS_TEXT
            case ColumnType.BOOLEAN:
                return Plan(type=wanted, how=How.BOOLEAN)
            case ColumnType.DATE | ColumnType.TIMESTAMP:
                compact = not styles_in(profile)
                special = self._month_or_nth(name, profile) if compact else None
                return special or self._moment(name, profile, wanted, compact=compact)
            case _:
                if profile.count(Kind.DURATION) * 2 > profile.filled:
                    return _duration(name)
                plan = self._number(name, profile)
                return replace(plan, type=wanted) if plan.how is How.NUMBER else plan

    def _dated(self, name: str, table: RawTable, place: int) -> Plan | None:
        profile = table.staging.profiles[place]
        if special := self._month_or_nth(name, profile):
            return special
        if _enough(profile.count(Kind.MOMENT), profile, name):
            clock = any(form.clock for form in profile.forms)
            return self._moment(name, profile, ColumnType.TIMESTAMP if clock else ColumnType.DATE)
        digits = profile.count(Kind.INTEGER) == profile.filled and _all_days(profile.examples)
        if digits and _all_days(table.staging.values(place)):
            return self._moment(name, profile, ColumnType.DATE, compact=True)
        return None

    def _month_or_nth(self, name: str, profile: Profile) -> Plan | None:
        """Return how a month without its year, or a day counted from the start, is completed from the stated period."""
        digits = profile.count(Kind.INTEGER, Kind.ID) == profile.filled > 0
        if not digits or self.stated is None:
            return None
        if found := NTH_HEADER.fullmatch(name.strip()):
            step = found[1].casefold()
            return Plan(
                type=ColumnType.DATE, how=How.NTH, within=self.stated, step=step,
                whole_months=step == "month", whole_weeks=step == "week",
            )  # fmt: skip
        if MONTH_HEADER.fullmatch(name.strip()):
            return Plan(type=ColumnType.DATE, how=How.MONTH_NUMBER, within=self.stated, whole_months=True)
        return None

    def _moment(self, name: str, profile: Profile, wanted: ColumnType, *, compact: bool = False) -> Plan:
        styles = styles_in(profile)
        order = DAY_FIRST
        for style in sorted(styles & set(ORDERED)):
            found = self._order(name, style)
            if found is None:
                return AS_TEXT
            order = found
        return Plan(
            type=wanted, how=How.MOMENT, order=order, compact=compact, plain=styles == {Style.ISO},
            whole_months=styles == {Style.MONTH}, whole_weeks=styles == {Style.WEEK},
        )  # fmt: skip

    def _order(self, name: str, style: Style) -> str | None:
        """Return which number is the day in days of *style*, or None where it must be asked."""
        proven = self.known.orders[style].most_common()
        if len(proven) > 1:
            self.notes.append(f'column "{name}": some days can only be {proven[1][0]}, most are {proven[0][0]}')
        order = self.known.order(style, name)
        if order is None and style not in self._asked:
            self._asked.add(style)
            sign = ORDERED[style]
            ask = f"is 03{sign}04{sign}2026 the 3rd of April (day first) or the 4th of March (month first)?"
            self.questions.append(Question(name, ask, (DAY_FIRST, MONTH_FIRST)))
        return order

    def _counted(self, name: str, profile: Profile) -> Plan | None:
        if _enough(profile.count(Kind.BOOLEAN), profile, name):
            return Plan(type=ColumnType.BOOLEAN, how=How.BOOLEAN)
        if _enough(profile.count(Kind.DURATION), profile, name):
            return _duration(name)
        if profile.count(Kind.ID) or not profile.count(Kind.INTEGER, Kind.NUMBER, Kind.PERCENT, Kind.BOUND):
            return None
        if not _enough(profile.count(*NUMERIC), profile, name):
            return None
        return self._number(name, profile)

    def _number(self, name: str, profile: Profile) -> Plan:
        mark = self._mark(name, profile)
        if mark is None:
            return AS_TEXT
        numbers = [form for form in profile.forms if form.kind in (Kind.INTEGER, Kind.NUMBER)]
        shares = any(form.percent for form in profile.forms)
        currencies = sorted({form.currency for form in profile.forms if form.currency})
        if len(currencies) > 1:
            self.notes.append(f'column "{name}" mixes {", ".join(currencies)}: nothing was converted')
        percent = not shares and PERCENT_HEADER.fullmatch(name) is not None
        whole = not shares and not currencies and not percent and all(mark in form.whole for form in numbers)
        in_header = CURRENCY_HEADER.fullmatch(name)
        note = "percent" if shares or percent else "/".join(currencies) or _currency(in_header[1] if in_header else "")
        plain = mark == "." and all(form.plain for form in profile.forms if form.kind is not Kind.EMPTY)
        return Plan(
            type=ColumnType.INTEGER if whole else ColumnType.NUMBER, how=How.NUMBER, mark=mark, shares=shares,
            factor=0.01 if percent else 1.0, plain=plain and not percent, note=note,
        )  # fmt: skip

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
        if self.known.delimiter == ";" or COMMA_WORDS.search(self.known.words):
            return ","
        if self.known.system or (comma and POINT_WORDS.search(self.known.words)):
            return "."
        ask = f'is the mark in "{example}" between thousands, or is it the decimal mark?'
        self.questions.append(Question(name, ask, (THOUSANDS, DECIMAL)))
        return None


def _enough(readable: int, profile: Profile, name: str) -> bool:
    """Return whether so many readable cells make the type of a column, the others being exceptions to report."""
    bad = profile.filled - readable
    if not readable or bad <= 0:
        return readable > 0
    return bad <= UNREADABLE * profile.filled or (bad == 1 and profile.filled >= FEW and not LABEL.fullmatch(name))


def _all_days(cells: Iterable[str]) -> bool:
    return all(moments.compact_day(cell) for cell in cells if cell)


def _ambiguous(profile: Profile) -> str:
    """Return a number shaped like the ambiguous ones of a column whose first cells have no mark at all."""
    return "1,234" if any(form.marks == "?" and "." in form.whole for form in profile.forms) else "1.234"


def _duration(name: str) -> Plan:
    unit, seconds = next(((unit, seconds) for pattern, unit, seconds in UNITS if pattern.search(name)), HOURS)
    return Plan(type=ColumnType.NUMBER, how=How.DURATION, factor=1 / seconds, note=unit)


def _currency(code: str) -> str:
    return code if code in CURRENCIES else ""
