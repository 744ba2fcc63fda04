"""Numbers as people and machines write them: either decimal mark, thousands, percents, money, durations."""

import math
import re
from dataclasses import dataclass

SPACES = " \u00a0\u202f\u2009"
EMPTY = frozenset({"", "-", "--", "---", "—", "n/a", "#n/a", "null"})  # as `trimmed` and casefolded text
MINUS_SIGNS = "-−–\ufe63\uff0d"
MINUSES = str.maketrans(dict.fromkeys(MINUS_SIGNS, "-"))
AROUND = " \t\r\n\v\f\x85\u00a0\u2009\u202f\u3000\ufeff"  # what may stand around a cell without being part of it
CURRENCIES = frozenset(
    [
        "EUR",
        "USD",
        "GBP",
        "CHF",
        "JPY",
        "CNY",
        "INR",
        "AUD",
        "CAD",
        "NZD",
        "SEK",
        "NOK",
        "DKK",
        "PLN",
        "CZK",
        "HUF",
        "RON",
        "BGN",
        "TRY",
        "RUB",
        "UAH",
        "ILS",
        "ZAR",
        "BRL",
        "MXN",
        "ARS",
        "CLP",
        "COP",
        "SGD",
        "HKD",
        "TWD",
        "KRW",
        "THB",
        "MYR",
        "IDR",
        "PHP",
        "VND",
        "AED",
        "SAR",
        "EGP",
        "NGN",
        "KES",
        "ISK",
    ]
)
SYMBOLS = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "$": "USD", "US$": "USD", "A$": "AUD", "C$": "CAD", "CA$": "CAD",
    "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "R$": "BRL", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₪": "ILS",
    "zł": "PLN", "Kč": "CZK", "kr": "SEK", "kr.": "DKK", "Fr.": "CHF", "₴": "UAH", "฿": "THB",
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, [*SYMBOLS, *CURRENCIES]), key=len, reverse=True))
WRITTEN = re.compile(
    rf"(?P<outer>{_UNIT})?\s*(?P<open>\()?\s*(?P<sign>[+-])?\s*(?P<before>{_UNIT})?\s*(?P<inner>[+-])?\s*"
    rf"(?P<core>[0-9.][0-9.,'’{SPACES}]*(?:[eE][+-]?[0-9]+)?)\s*"
    rf"(?P<after>{_UNIT})?\s*(?P<percent>%)?\s*(?P<trail>-)?\s*(?P<close>\))?"
)
BOUND = re.compile(r"\s*[<>≤≥]=?\s*(?=[0-9.])")
_POINT = re.compile(
    r"(?P<lead>[0-9]+|[1-9][0-9]{0,2}(?P<group>[,'’ ])[0-9]{3}(?:(?P=group)[0-9]{3})*|"
    r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})?"
    r"(?:\.(?P<rest>[0-9]*))?(?P<power>[eE][+-]?[0-9]+)?"
)
_COMMA = re.compile(
    r"(?P<lead>[0-9]+|[1-9][0-9]{0,2}(?P<group>[.'’ ])[0-9]{3}(?:(?P=group)[0-9]{3})*)?"
    r"(?:,(?P<rest>[0-9]*))?(?P<power>(?!))?"
)
_UNITS = {
    "d": "d day days tag tage tagen jour jours día días",
    "h": "h hr hrs hour hours std stunde stunden heure heures hora horas",
    "m": "m min mins minute minutes minuten minuto minutos",
    "s": "s sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos",
}
UNIT_WORDS = frozenset(" ".join(_UNITS.values()).split())
_UNIT_OF = {name: rf"(?:{'|'.join(sorted(words.split(), key=len, reverse=True))})\.?" for name, words in _UNITS.items()}
_SPANS = r"[\s,]*".join(rf"(?:(?P<{unit}>[0-9]+(?:\.[0-9]+)?)\s*{words})?" for unit, words in _UNIT_OF.items())
_SPAN = re.compile(rf"-?{_SPANS}", re.IGNORECASE)
_ISO_SPAN = re.compile(r"-?P(?:(?P<d>[0-9]+)D)?(?:T(?:(?P<h>[0-9]+)H)?(?:(?P<m>[0-9]+)M)?(?:(?P<s>[0-9.]+)S)?)?")
_CLOCKED = re.compile(
    rf"-?(?:(?P<d>[0-9]+)(?:\s*{_UNIT_OF['d']},?\s+|\.))?"
    r"(?P<h>[0-9]+):(?P<m>[0-9]{2}):(?P<s>[0-9]{2}(?:[.,][0-9]+)?)",
    re.IGNORECASE,
)
CLOCK = re.compile(r"-?[0-9]{1,4}:[0-9]{2}")
_SECONDS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
MINUTES = 60
MINUTES_SECONDS, HOURS_MINUTES = "minutes:seconds", "hours:minutes"
LONGEST_PHONELESS = 6  # digits behind a plus sign: more are a telephone number


@dataclass(frozen=True)
class Written:
    """A number's parts: the digits with their marks, whether it is negative, a percent, and its currency."""

    core: str
    negative: bool
    percent: bool
    currency: str


def trimmed(text: str) -> str:
    """Return *text* without spaces around it (also the unbreakable ones), every minus sign written `-`."""
    return text.strip(AROUND).translate(MINUSES) if text else text


def written(text: str) -> Written | None:
    """Return the parts of the number that *text* (trimmed) is, or None when it is none. Its marks are not judged."""
    found = WRITTEN.fullmatch(text)
    units = [unit for unit in found.group("outer", "before", "after") if unit] if found else []
    if found is None or bool(found["open"]) != bool(found["close"]) or len(units) > 1:
        return None
    signs = [sign for sign in (found["sign"], found["inner"], found["trail"], found["open"]) if sign]
    core = found["core"].strip(SPACES)
    if len(signs) > 1 or (signs == ["+"] and sum(map(str.isdigit, core)) > LONGEST_PHONELESS):
        return None
    unit = units[0] if units else ""
    for space in SPACES:
        core = core.replace(space, " ")
    return Written(core, bool(signs) and signs != ["+"], bool(found["percent"]), SYMBOLS.get(unit, unit))


def digits(core: str, mark: str) -> str | None:
    """Return *core* with its thousands taken out and a decimal point, read with *mark*; None if it cannot be."""
    found = (_POINT if mark == "." else _COMMA).fullmatch(core)
    if found is None or not (found["lead"] or found["rest"]):
        return None
    whole = "".join(filter(str.isdigit, found["lead"] or "0"))
    return whole + (f".{found['rest']}" if found["rest"] else "") + (found["power"] or "")


def number(text: str, mark: str) -> float | None:
    """Return the number that *text* is under the decimal mark *mark*, a percent as a share; None when it is none.

    A number too large for a double is None as well: infinity would poison every sum.
    """
    parts = written(trimmed(text))
    core = digits(parts.core, mark) if parts else None
    if parts is None or core is None:
        return None
    if parts.percent:
        core = f"{core}e-2" if "e" not in core.casefold() else ""
    value = float(core) if core else math.nan
    return (-value if parts.negative else value) if math.isfinite(value) else None


def whole_number(text: str, mark: str) -> int | None:
    """Return the whole number that *text* is under the decimal mark *mark*, exactly; None when it is none."""
    parts = written(trimmed(text))
    core = digits(parts.core, mark) if parts and not parts.percent else None
    if parts is None or core is None or not core.isdigit():
        return None
    return -int(core) if parts.negative else int(core)


def span_units(text: str) -> int:
    """Return of how many units the duration *text* (trimmed) is made: 2 for `3m 12s`, 3 for `00:03:12`, 0 for none."""
    if _CLOCKED.fullmatch(text):
        return 3
    if (found := _ISO_SPAN.fullmatch(text)) and any(found.groups()):
        return 3 if "T" in text else 1
    found = _SPAN.fullmatch(text)
    return sum(part is not None for part in found.groups()) if found else 0


def seconds(text: str, *, clock: str = "", single: bool = False) -> float | None:
    """Return the length of the duration *text* (`03:25:00`, `3m 12s`, `PT3M12S`) in seconds; None when it is none.

    *clock* tells what `12:30` is (without it, none); with *single*, one unit is enough (`45s`), and a 0 has no length.
    """
    bare = trimmed(text)
    if single and bare == "0":
        return 0.0
    if clock and CLOCK.fullmatch(bare):
        return _clock_length(bare, clock)
    if span_units(bare) < (1 if single else 2):
        return None
    return _length(_CLOCKED.fullmatch(bare) or _ISO_SPAN.fullmatch(bare) or _SPAN.fullmatch(bare))


def _clock_length(text: str, clock: str) -> float | None:
    first, second = map(int, text.lstrip("-").split(":"))
    length = first * MINUTES + second
    length = length * MINUTES if clock == HOURS_MINUTES else length
    return None if second >= MINUTES else float(-length if text.startswith("-") else length)


def _length(found: re.Match[str] | None) -> float | None:
    if found is None:
        return None
    try:
        parts = {unit: float((text or "0").replace(",", ".")) for unit, text in found.groupdict().items()}
    except ValueError:
        return None
    if found.re is _CLOCKED and max(parts["m"], parts["s"]) >= MINUTES:
        return None
    length = math.fsum(count * _SECONDS[unit] for unit, count in parts.items())
    return -length if found[0].startswith("-") else length
