"""What an import is asked to do: the parameters of its address and the fields of its form, read strictly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from starlette.requests import Request

from bsc.api.answers import MALFORMED, Denied
from bsc.errors import near_miss

PARAMETERS = ("dataset", "name", "table", "answer", "column", "keep", "upload", "skip_refused")
YES = frozenset({"1", "true", "yes"})
NO = frozenset({"0", "false", "no", ""})
LONGEST_NUMBER = 30  # digits
Given = dict[str, list[str]]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An import as it is asked for: what is brought into which dataset, and how it is read."""

    dataset: str = ""
    name: str = ""
    table: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    rename: Mapping[str, str] = field(default_factory=dict)
    keep: frozenset[str] = frozenset()
    uploads: tuple[str, ...] = ()
    skip_refused: bool = False


def asked(pairs: Iterable[tuple[str, str]]) -> Asked:
    """Return what *pairs* of parameter and value ask for; raises Denied for what is no parameter, or no value of it."""
    given: Given = {name: [] for name in PARAMETERS}
    for name, value in pairs:
        if name not in given:
            raise Denied(MALFORMED, f'there is no parameter "{name}" – {near_miss(name, given)}')
        given[name].append(value)
    return Asked(
        dataset=_one(given, "dataset"),
        name=_one(given, "name"),
        table=_one(given, "table") or None,
        answers=_pairs(given, "answer"),
        rename=_pairs(given, "column"),
        keep=frozenset(given["keep"]),
        uploads=tuple(dict.fromkeys(given["upload"])),
        skip_refused=_flag(given, "skip_refused"),
    )


def wait_of(request: Request) -> float | None:
    """Return how many seconds the caller waits for the end (RFC 7240): None for however long it takes."""
    for preference in ",".join(request.headers.getlist("Prefer")).lower().split(","):
        name, _, value = preference.strip().partition("=")
        if name == "respond-async":
            return 0
        if name == "wait" and (seconds := number_in(value)) is not None:
            return float(seconds)
    return None


def number_in(text: str) -> int | None:
    """Return the number that *text* is, written in the digits 0–9; None for all else, and for one beyond all sizes."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def _one(given: Given, name: str) -> str:
    if len(given[name]) > 1:
        raise Denied(MALFORMED, f"`{name}` is given {len(given[name])} times – give it once")
    return "".join(given[name])


def _flag(given: Given, name: str) -> bool:
    value = _one(given, name).lower()
    if value not in YES | NO:
        raise Denied(MALFORMED, f"`{name}={value}` is neither true nor false")
    return value in YES


def _pairs(given: Given, name: str) -> dict[str, str]:
    found = {}
    for each in given[name]:
        column, sign, value = each.rpartition("=")
        if not sign or not column or not value:
            raise Denied(MALFORMED, f'`{name}` is given as "{each}" – write COLUMN=VALUE')
        found[column] = value
    return found
