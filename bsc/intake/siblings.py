"""What parts that belong together say about each other: the period that only one file of an export states."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bsc.errors import IntakeRefused
from bsc.intake.inspection import Days
from bsc.intake.parts import Leftover, Part
from bsc.intake.stated import in_preamble

FILTERS = frozenset({"filters", "filter", "filtres", "filtros", "filtri", "filtry"})
BY_DAY = frozenset({"chart", "dates", "diagramm", "datumsangaben", "graphique", "gráfico", "fechas", "visitors"})
BESIDE_VISITORS = frozenset({"sources", "pages", "channels", "utm_sources"})  # of Plausible, which states no period
LONGEST = 1 << 22  # bytes of a file with one line per day: a century
LONGEST_FILTERS = 1 << 13


def with_stated_period(parts: Sequence[Part]) -> tuple[list[Part], list[Leftover]]:
    """Return *parts* with the period that one of them states for the undated others, without the one that only does so.

    Search Console states it in `Filters.csv`, or only by the days in `Chart.csv`; Plausible by those in `visitors.csv`.
    """
    filters = next((part for part in parts if _stem(part) in FILTERS and _is_filters(part)), None)
    others = [part for part in parts if part is not filters]
    left = [Leftover(filters.name, "the filters of the report: it states the period of the others")] if filters else []
    known = {_stem(part) for part in parts}
    if not (filters or ("visitors" in known and known & BESIDE_VISITORS)):
        return others, left
    by_day = next((part for part in others if _stem(part) in BY_DAY), None)
    stated = (_stated(filters) if filters else None) or (_covered(by_day) if by_day else None)
    if stated is None:
        return others, left
    return [part if _is_dated(part) else replace(part, stated=stated) for part in others], left


def _stem(part: Part) -> str:
    return part.inside.rpartition("/")[2].casefold().removesuffix(".csv")


def _records(part: Part, longest: int, *, whole: bool) -> list[list[str]]:
    """Return the records in the first *longest* bytes of *part*; none where it is not text, or not read to its end."""
    try:
        with part.open() as opened:
            head = opened.read(longest)
            if whole and opened.read(1):
                return []
        text = head.decode("utf-8-sig", "strict" if whole else "replace")
        return list(csv.reader(io.StringIO(text, newline="")))
    except (UnicodeDecodeError, csv.Error, IntakeRefused):
        return []


def _is_filters(part: Part) -> bool:
    records = [record for record in _records(part, LONGEST_FILTERS, whole=True) if record]
    return bool(records) and all(len(record) == 2 for record in records)  # noqa: PLR2004 - a filter and its value


def _stated(filters: Part) -> Days | None:
    """Return the period that a filter states with its first and last day."""
    for record in _records(filters, LONGEST_FILTERS, whole=True):
        if len(record) > 1 and (days := in_preamble([record[1]], None)):
            return days
    return None


def _covered(by_day: Part) -> Days | None:
    """Return the first and last day in the first column."""
    records = _records(by_day, LONGEST, whole=True)
    days = [day for record in records if record and (day := _day(record[0]))]
    return (min(days), max(days)) if days else None


def _is_dated(part: Part) -> bool:
    return any(_day(cell) for record in _records(part, LONGEST_FILTERS, whole=False)[:3] for cell in record)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
