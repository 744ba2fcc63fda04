"""The period that a file states by itself: in its preamble, in its name, or in the answer to the question."""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bsc.intake.inspection import Days
from bsc.intake.moments import MONTHS, moment
from bsc.model.periods import Calendar

_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = re.compile(
    r"(?<![0-9])(?:20[0-9]{6}|20[0-9]{2}[-/.][0-9]{2}[-/.][0-9]{2}|[0-9]{1,2}[/.][0-9]{1,2}[/.]20[0-9]{2}|"
    rf"[0-9]{{1,2}}(?:\.|st|nd|rd|th)?\s+(?:{_NAME})\.?,?\s+20[0-9]{{2}}|"
    rf"(?:{_NAME})\.?\s+[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s+20[0-9]{{2}})(?![0-9])",
    re.IGNORECASE,
)
_DAYS_OF_ONE_MONTH = re.compile(
    rf"(?<![0-9])(?P<a>[0-9]{{1,2}})\.?\s*[-–]\s*(?P<b>[0-9]{{1,2}})\.?\s+(?P<name>{_NAME})\.?,?\s+(?P<year>20[0-9]{{2}})|"
    rf"(?P<name2>{_NAME})\.?\s+(?P<c>[0-9]{{1,2}})\s*[-–]\s*(?P<d>[0-9]{{1,2}}),?\s+(?P<year2>20[0-9]{{2}})",
    re.IGNORECASE,
)
_MONTH = re.compile(
    rf"(?:.*[:,]\s*)?(?:(?P<name>{_NAME})\.?\s+(?P<year>20[0-9]{{2}})|(?P<year2>20[0-9]{{2}})-(?P<month>[0-9]{{2}}))",
    re.IGNORECASE,
)
_START = re.compile(r"\b(start|from|begin|début|debut|von|beginn|anfang|du)", re.IGNORECASE)
_END = re.compile(r"\b(end|to|until|fin|bis|ende|au)\b|\b(enddatum|end date)", re.IGNORECASE)
_SLASHED = re.compile(r"[0-9]{1,2}/")
_STEM_RANGE = re.compile(
    r"(?<![0-9])(20[0-9]{2}-?[0-9]{2}-?[0-9]{2})[-–_ .to]+(20[0-9]{2}-?[0-9]{2}-?[0-9]{2})(?![0-9])"
)
_STEM_MONTH = re.compile(r"(?<![0-9])(20[0-9]{2})[-_]?(0[1-9]|1[0-2])(?![0-9]|[-_][0-9])")
_STEM_QUARTER = re.compile(r"(?<![0-9])(20[0-9]{2})[-_ ]?[Qq]([1-4])(?![0-9])")
_FACT = re.compile(r"#?\s*([^:]{2,60}?)\s*:\s+(\S.*)")
_OWN_KEY = re.compile(
    r"account|konto|compte|property|start|date|report (start|range|period)|period|zeitraum", re.IGNORECASE
)
RULE = re.compile(r"[#\s=*_-]*")


def facts(preamble: Sequence[str]) -> dict[str, str]:
    """Return what the lines above a table say: `Account: Example Co`; the first line without a colon is the report."""
    found: dict[str, str] = {}
    for line in preamble:
        text = line.strip().lstrip("#").strip().strip('"')
        if RULE.fullmatch(text):
            continue
        fact = _FACT.fullmatch(text)
        if fact and (found or _OWN_KEY.match(text)):
            found.setdefault(fact[1].strip(), fact[2].strip())
        else:
            found.setdefault("report", text)
    return found


def in_preamble(preamble: Sequence[str], order: str | None) -> Days | None:
    """Return the period that the lines above a table state, or None.

    `08/01/2026` needs *order* (day first or month first); without it such a line states nothing.
    """
    start: date | None = None
    for line in preamble:
        if found := _DAYS_OF_ONE_MONTH.search(line):
            return _days_of_one_month(found)
        days = _days(line, order)
        if len(days) >= 2:  # noqa: PLR2004 - from and to
            return _ordered(days[0], days[-1])
        if len(days) == 1 and start and _END.search(line):
            return _ordered(start, days[0])
        if len(days) == 1 and _START.search(line):
            start = days[0]
        if not days and (found := _MONTH.fullmatch(line.lstrip("# ").strip())):
            month = MONTHS[found["name"].casefold()] if found["name"] else int(found["month"])
            return _month(int(found["year"] or found["year2"]), month)
    return None


def in_name(name: str) -> Days | None:
    """Return the period that a file's *name* states: two days, a month, a quarter. One day could be the export's."""
    if found := _STEM_RANGE.search(name):
        days = [moment(text, compact=True) for text in found.groups()]
        return _ordered(days[0].date(), days[1].date()) if days[0] and days[1] else None
    if found := _STEM_MONTH.search(name):
        return _month(int(found[1]), int(found[2]))
    if found := _STEM_QUARTER.search(name):
        return answered(f"{found[1]}-Q{found[2]}")
    return None


def answered(text: str) -> Days:
    """Return the period that a person stated: 2026-08, 2026-Q3, 2026-08-14 or 2026-08-01..2026-08-31.

    Raises BscError with the ways to write it.
    """
    calendar = Calendar()
    parts = [calendar.parse(part.strip()) for part in text.split("..")]
    return _ordered(parts[0].start, parts[-1].end - timedelta(days=1))


def stated(preamble: Sequence[str], name: str, answers: Mapping[str, str], order: str | None) -> Days | None:
    """Return the period that the file states, or None: its preamble's, else its name's, else the answer's."""
    found = in_preamble(preamble, order) or in_name(name)
    if found is None and (answer := answers.get("period", "").strip()):
        return answered(answer)
    return found


def _days(line: str, order: str | None) -> list[date]:
    days = []
    for text in _DAY.findall(line):
        if _SLASHED.match(text) and order is None:
            return []
        if found := moment(text, order or "day first", compact=True):
            days.append(found.date())
    return days


def _days_of_one_month(found: re.Match[str]) -> Days | None:
    year, month = int(found["year"] or found["year2"]), MONTHS[(found["name"] or found["name2"]).casefold()]
    try:
        return _ordered(
            date(year, month, int(found["a"] or found["c"])), date(year, month, int(found["b"] or found["d"]))
        )
    except ValueError:
        return None


def _month(year: int, month: int) -> Days | None:
    return (date(year, month, 1), date(year, month, monthrange(year, month)[1])) if 1 <= month <= 12 else None  # noqa: PLR2004


def _ordered(one: date, other: date) -> Days:
    return (one, other) if one <= other else (other, one)
