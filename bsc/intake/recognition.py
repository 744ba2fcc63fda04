"""Which system's export a table is, known by its headers: with how much confidence, why, and what it usually has too.

The catalogue is `systems.toml`: for each export the headers that its system writes, in the languages that it writes
them in, each under the one name that the column has here. A header that few others write tells more than `Date` does.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

_CATALOGUE = Path(__file__).with_name("systems.toml")
LEAST_CONFIDENCE = 0.6  # below, a likeness of headers is no recognition
_BY_THE_MARKS = 0.7  # what all marks together tell by themselves
_BY_A_TELLING_HEADER, _BY_A_SHARED_HEADER, _BY_AN_EVERYDAY_HEADER = 0.5, 0.25, 0.1
_FOR_STRANGE_HEADERS = 0.2  # the most that headers take away that the export is not known to have
_MOST_CONFIDENCE = 0.99  # headers never prove who wrote them
_SHOWN = 6  # headers in a sentence


@dataclass(frozen=True, kw_only=True)
class Recognition:
    """An export that was recognised: its id in the catalogue, its system and report, and how sure that is (0–1).

    `why` and `missing` are for people: what speaks for and against it, and columns that the export can have and this
    table has not. `columns` is header → the name that the column has in the catalogue, whatever the file's language;
    `personal` are the headers that name a person in this export though they do not sound so.
    """

    id: str
    system: str
    report: str
    confidence: float
    why: tuple[str, ...]
    missing: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    personal: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """Return the export as people call it: `Google Ads, campaign report`."""
        return f"{self.system}, {self.report}"

    def header(self, column: str) -> str | None:
        """Return the header under which the catalogue's *column* stands in this table, or None."""
        return next((header for header, name in self.columns.items() if name == column), None)


@dataclass(frozen=True)
class _Column:
    """A column of an export: its name here, and how its header is written; a header with `{…}` or `~` is a pattern."""

    name: str
    written: tuple[str, ...]

    @property
    def label(self) -> str:
        """Return the header as people know it; "" for one that is known by a pattern alone."""
        return next((text for text in self.written if not text.startswith("~")), "").replace(" ({currency})", "")

    def found_in(self, headers: Mapping[str, str]) -> str | None:
        """Return which of *headers* (plain form → header) is this column's; the first way of writing goes first."""
        for text in self.written:
            if (pattern := _pattern(text)) is None:
                if text_found := headers.get(_plain(text)):
                    return text_found
                continue
            for plain, header in headers.items():
                if pattern.search(plain):
                    return header
        return None


@dataclass(frozen=True, kw_only=True)
class Signature:
    """One export of the catalogue: its columns, and the marks among them that must all be there."""

    id: str
    system: str
    report: str
    marks: tuple[str, ...]
    columns: tuple[_Column, ...]
    personal: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return what the columns are called here."""
        return tuple(column.name for column in self.columns)

    def found_in(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Return column → header for every column that *headers* (plain form → header) holds, each header once."""
        found: dict[str, str] = {}
        free = dict(headers)
        for column in self.columns:
            if header := column.found_in(free):
                found[column.name] = header
                del free[_plain(header)]
        return found


def recognise(headers: Sequence[str]) -> Recognition | None:
    """Return the export of the catalogue that a table with these *headers* is most likely to be, or None."""
    plain: dict[str, str] = {}
    for header in headers:
        plain.setdefault(_plain(header), header)
    read = [found for signature in catalogue().values() if (found := _read(signature, plain))]
    best = max(read, key=lambda found: (found.confidence, len(found.columns)), default=None)
    return best if best and best.confidence >= LEAST_CONFIDENCE else None


@cache
def catalogue() -> Mapping[str, Signature]:
    """Return every export that can be recognised, by its id."""
    document = tomllib.loads(_CATALOGUE.read_text(encoding="utf-8"))
    return {
        identity: Signature(
            id=identity,
            system=entry["system"],
            report=entry["report"],
            marks=tuple(entry["marks"]),
            columns=tuple(_Column(name, tuple(written)) for name, written in entry["columns"].items()),
            personal=tuple(entry.get("personal", ())),
        )
        for identity, entry in document["exports"].items()
    }


def _read(signature: Signature, headers: Mapping[str, str]) -> Recognition | None:
    """Return *headers* as the export of *signature*; None when one of its marks is not there."""
    found = signature.found_in(headers)
    if any(mark not in found for mark in signature.marks):
        return None
    doubt = 1 - _BY_THE_MARKS
    for header in found.values():
        doubt *= 1 - _tells(_plain(header))
    known = len(found) / len(headers)
    personal = {_plain(text) for text in signature.personal}
    return Recognition(
        id=signature.id,
        system=signature.system,
        report=signature.report,
        confidence=min(round((1 - doubt) * (1 - _FOR_STRANGE_HEADERS * (1 - known)), 2), _MOST_CONFIDENCE),
        why=_why(signature, found, headers),
        missing=tuple(column.label for column in signature.columns if column.name not in found and column.label),
        columns={header: name for name, header in found.items()},
        personal=frozenset(header for plain, header in headers.items() if plain in personal),
    )


def _why(signature: Signature, found: Mapping[str, str], headers: Mapping[str, str]) -> tuple[str, ...]:
    marks = _listed([found[mark] for mark in signature.marks])
    known = f"{len(found)} of {len(headers)} columns are known from this export"
    strange = [header for header in headers.values() if header not in found.values()]
    unknown = (f"not known from it: {_listed(strange)}",) if strange else ()
    return (f"{marks}: together they mark the {signature.report} of {signature.system}", known, *unknown)


def _listed(headers: Sequence[str]) -> str:
    return ", ".join(headers[:_SHOWN]) + (f" and {len(headers) - _SHOWN} more" if len(headers) > _SHOWN else "")


def _tells(plain: str) -> float:
    """Return how much (0–1) a header tells by itself about the system that wrote it."""
    everyday, writers = _writers()
    if plain in everyday:
        return _BY_AN_EVERYDAY_HEADER
    return _BY_A_TELLING_HEADER if len(writers.get(plain, ())) <= 1 else _BY_A_SHARED_HEADER


@cache
def _writers() -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
    """Return the everyday headers, and which systems write each other one."""
    document = tomllib.loads(_CATALOGUE.read_text(encoding="utf-8"))
    writers: dict[str, frozenset[str]] = {}
    for signature in catalogue().values():
        for column in signature.columns:
            for text in column.written:
                writers[_plain(text)] = writers.get(_plain(text), frozenset()) | {signature.system}
    return frozenset(map(_plain, document["everyday"])), writers


@lru_cache(maxsize=1 << 14)
def _plain(header: str) -> str:
    """Return *header* without what systems and hands change in it: case, spaces, the form of quotes and dashes."""
    text = header.casefold().replace("’", "'").replace("–", "-").replace("—", "-").strip(" *\ufeff")
    return " ".join(text.split())


@cache
def _pattern(text: str) -> re.Pattern[str] | None:
    """Return *text* as a pattern of plain headers where it is one: `~regex`, or a header with `{currency}`, `{any}`."""
    if text.startswith("~"):
        return re.compile(text[1:], re.IGNORECASE)
    if "{" not in text:
        return None
    whole = re.escape(_plain(text)).replace(r"\{currency\}", "[a-z]{3}").replace(r"\{any\}", ".+")
    return re.compile(rf"^{whole}$")
