"""A cell → the day or the moment that it names, as its column is read; what it does not name, it is told."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from bsc.intake import joining, moments, serials
from bsc.intake.plans import Plan
from bsc.model.periods import YEARS
from bsc.model.words import ColumnType

BEYOND_YEARS = "lies beyond the years"  # 9999-12-31 says "never": as a day it would stretch every calendar


class Unfit(Exception):  # noqa: N818 - not an error of the program: what a cell is told
    """A cell that does not fit its column's type; the text is the reason."""


def read_moment(text: str, plan: Plan) -> date | datetime:
    """Return the day or the moment that *text* names; raises Unfit."""
    found = moments.moment(text, plan.order, compact=plan.compact)
    if found is None:
        raise Unfit(f"is not a date like {_example(text, plan)}")
    return _within_the_years(found, plan)


def _within_the_years(found: datetime, plan: Plan) -> date | datetime:
    if found.year not in YEARS:
        raise Unfit(f"{BEYOND_YEARS} {YEARS.start} to {YEARS[-1]}: left empty")
    return found.date() if plan.type is ColumnType.DATE else found


def _example(text: str, plan: Plan) -> str:
    if plan.compact:
        return "20260831"
    for style, sign in moments.ORDERED.items():
        if style is not moments.Style.ISO and text.strip()[1:3].strip("0123456789") == sign:
            return f"31{sign}12{sign}2026" if plan.order == moments.DAY_FIRST else f"12{sign}31{sign}2026"
    return "2026-12-31"


def read_month_number(text: str, plan: Plan) -> date:
    """Return the first day of the month *text* (8, August) in the stated period; raises Unfit."""
    number = moments.month_number(text) or 0
    start, end = plan.within or (date.max, date.min)
    fitting = [
        day
        for year in range(start.year, end.year + 1)
        if number and start.replace(day=1) <= (day := date(year, number, 1)) <= end
    ]
    if len(fitting) != 1:
        raise Unfit(f"is not one month of the period from {start} to {end}")
    return fitting[0]


def read_week_number(text: str, plan: Plan) -> date:
    """Return the Monday of the ISO week *text* (33, KW 33) in the stated period; raises Unfit."""
    number = joining.week_number(text) or 0
    start, end = plan.within or (date.max, date.min)
    fitting = [
        monday
        for year in range(start.year - 1, end.year + 2)
        if (monday := joining.monday(year, number)) and start <= monday + timedelta(days=6) and monday <= end
    ]
    if len(fitting) != 1:
        raise Unfit(f"is not one week of the period from {start} to {end}")
    return fitting[0]


def read_digits(text: str, plan: Plan) -> date | datetime:
    """Return the day or the moment that the digits *text* mean; raises Unfit."""
    found = serials.read(plan.how, text, factor=plan.factor, origin=plan.origin)
    if found is None:
        raise Unfit(f"is not {serials.LIKE[plan.how]}")
    return _within_the_years(found, plan)


def read_joined(text: str, plan: Plan) -> date | datetime:
    """Return the day that the cells of several columns make; raises Unfit."""
    found = joining.joined(text, [grain for grain, _ in plan.beside])
    if found is None:
        raise Unfit("is not a day made of the columns beside each other")
    return _within_the_years(datetime(found.year, found.month, found.day), plan)  # noqa: DTZ001 - naive by contract


def read_nth(text: str, plan: Plan) -> date:
    """Return the day that is *text* days, weeks or months behind the stated start; raises Unfit."""
    start, end = plan.within or (date.max, date.min)
    count = int(text) if text.strip().isdecimal() else -1
    day = _later(start, count, plan.step) if 0 <= count <= (end - start).days else None
    if day is None or day > end:
        raise Unfit(f"counts beyond the period from {start} to {end}")
    return day


def _later(start: date, count: int, step: str) -> date:
    if step != "month":
        return start + timedelta(days=count * (7 if step == "week" else 1))
    month = start.year * 12 + start.month - 1 + count
    year, month = divmod(month, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
