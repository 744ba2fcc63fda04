"""What a file states by itself: its report, account and currency, and its period, in its preamble or its name."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bsc.intake.inspection import Days
from bsc.intake.moments import MONTHS, moment
from bsc.intake.ranges import days_in, month_days, single_day_in, stretch
from bsc.model.periods import Calendar

_START = re.compile(
    r"\b(start\w*|from|begin\w*|début|debut|von|vom|ab|beginn|anfang\w*|du|desde|inicio|fecha inicial)\b", re.IGNORECASE
)
_END = re.compile(r"\b(end\w*|to|until|through|fin\w*|bis|au|hasta|al)\b", re.IGNORECASE)
_STEM_RANGE = re.compile(
    r"(?<![0-9])(20[0-9]{2}-?[0-9]{2}-?[0-9]{2})[-–_ .to]+(20[0-9]{2}-?[0-9]{2}-?[0-9]{2})(?![0-9])"
)
_STEM_MONTH = re.compile(r"(?<![0-9])(20[0-9]{2})[-_]?(0[1-9]|1[0-2])(?![0-9]|[-_][0-9])")
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_STEM_STRETCH = re.compile(
    r"(?<![^\W_])((?:20[0-9]{2}[-_ ]?[QTW][0-9]{1,2}|(?:[QTW]|KW)[0-9]{1,2}[-_ ]20[0-9]{2}|"
    rf"(?:{_NAMES})[-_ ]20[0-9]{{2}}|20[0-9]{{2}}[-_ ](?:{_NAMES})))(?![^\W_])",
    re.IGNORECASE,
)
_FACT = re.compile(r"([^:]{2,60}?)\s*:[\s,;|]+(\S.*)")
_CELLS = re.compile(r"([^,;\t|:]{2,40}?)\s*[,;\t|]\s*(\S.*)")
_OWN_KEY = re.compile(
    r"account|konto|compte|cuenta|property|start|date|report (start|range|period)|period|zeitraum|currency|währung",
    re.IGNORECASE,
)
RULE = re.compile(r"[#\s=*_-]*")
_PERIOD = (
    r"((date|reporting|report) )?(range|period|dates)|(berichts)?zeitraum|datumsbereich|période( du rapport)?|"
    r"plage de dates|per[ií]odo( del informe)?|intervalo de fechas|fechas"
)
_KINDS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "report",
            r"(name of (the )?)?report( name| title| type)?|bericht(sname|stitel|styp)?|(nom du )?rapport|informe",
        ),
        (
            "account",
            r"(ad |customer )?account( name)?|konto(name)?|kunde|(nom du )?compte|(nombre de la )?cuenta|client",
        ),
        ("property", r"property( name)?|property-name|propriété|propiedad|view|datenansicht|website|site"),
        ("currency", r"currency( code)?|währung(scode)?|devise|monnaie|moneda|divisa"),
        ("period", _PERIOD),
    )
)


def facts(preamble: Sequence[str]) -> dict[str, str]:
    """Return what the lines above a table say: `account`, `property`, `currency`, `period` in any language, and others.

    The first line that is neither a fact nor only a period is the `report`.
    """
    found: dict[str, str] = {}
    for line in preamble:
        text = line.strip().lstrip("#").strip().strip('"')
        if RULE.fullmatch(text):
            continue
        if (fact := _fact(text, following=bool(found))) is not None:
            found.setdefault(*fact)
        elif days_in(text, None):
            found.setdefault("period", text)
        else:
            found.setdefault("report", text)
    return found


def _fact(text: str, *, following: bool) -> tuple[str, str] | None:
    with_colon, in_cells = _FACT.fullmatch(text), _CELLS.fullmatch(text)
    if with_colon and (following or _kind(with_colon[1]) or _OWN_KEY.match(with_colon[1])):
        return _kind(with_colon[1]) or with_colon[1].strip(), with_colon[2].strip(' "')
    if in_cells and (kind := _kind(in_cells[1])):
        return kind, in_cells[2].strip(' "')
    return None


def _kind(key: str) -> str | None:
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(key.strip())), None)


def in_preamble(preamble: Sequence[str], order: str | None) -> Days | None:
    """Return the period that the lines above a table state, or None.

    `08/01/2026` needs *order* (day first or month first), unless a number above 12 proves it; without it such a line
    states nothing. A single day is a period's end only where another line states its start.
    """
    start: date | None = None
    for line in preamble:
        if found := days_in(line, order):
            return found
        day = single_day_in(line, order)
        if day and start and start <= day and _END.search(line):
            return start, day
        if day and _START.search(line):
            start = day
    return None


def in_name(name: str) -> Days | None:
    """Return the period that a file's *name* states: two days, a month, a quarter, a week.

    One day could be the export's.
    """
    if found := _STEM_RANGE.search(name):
        days = [moment(text, compact=True) for text in found.groups()]
        return _ordered(days[0].date(), days[1].date()) if days[0] and days[1] else None
    if days_named := days_in(name.replace("_", " "), None):
        return days_named
    if found := _STEM_MONTH.search(name):
        return month_days(int(found[1]), int(found[2]))
    stretches = [stretch(re.sub("[-_ ]+", " ", one[1])) for one in _STEM_STRETCH.finditer(name)]
    return next((one for one in stretches if one), None)


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


def _ordered(one: date, other: date) -> Days:
    return (one, other) if one <= other else (other, one)
