"""The map as a flat table: one row for each stage and persona, lists as lines within a cell; out and in again.

`touchpoints` names them, one a line; `touchpoint_ids`, `channels`, `emotions`, `moments_of_truth`, `evidence` and
`owners` have as many lines, in the same order. In `wants` … `personalization` each line begins with its touchpoint.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from bsc.errors import BscError, DefinitionProblems, Problem, near_miss
from bsc.exchange.bringing import Bringing, Brought
from bsc.exchange.entries import line_of, one_line, read, unlike
from bsc.model.definitions import ALL_PERSONAS, Scorecard, Touchpoint
from bsc.model.entries import KINDS
from bsc.model.words import Evidence
from bsc.views.contacts import persona_names
from bsc.views.csv_text import csv_text, written_text

_OF_STAGES: Final = ("stage", "stage_name", "goal", "stage_owner", "persona", "persona_name")
_BESIDE: Final = ("touchpoint_ids", "channels", "emotions", "moments_of_truth", "evidence", "owners")
COLUMNS: Final = (*_OF_STAGES, "touchpoints", *_BESIDE, *KINDS)
_YES: Final = frozenset({"yes", "true", "x", "1", "★"})
_DELIMITERS: Final = (",", ";", "\t")
Row = Mapping[str, str]


def map_as_csv(scorecard: Scorecard) -> str:
    """Return the map of *scorecard* as CSV text; spreadsheets open it as UTF-8 and run nothing in it."""
    return csv_text(COLUMNS, _rows(scorecard))


def map_from_csv(text: str, document: Mapping[str, Any]) -> Brought:
    """Return *document* with the map that *text* holds. Raises DefinitionProblems with every problem, by row."""
    rows, header = _table(text)
    missing = [name for name in ("stage", "touchpoints") if name not in header]
    if missing:
        seen = f"the column `{missing[0]}` is missing"
        raise DefinitionProblems([Problem("row 1", seen, near_miss(missing[0], header))])
    reading = _Reading(Bringing(document))
    for number, row in rows:
        reading.take(number, row)
    if reading.problems:
        raise DefinitionProblems(reading.problems)
    unknown = [name for name in header if name and name not in COLUMNS]
    reading.bringing.notes.extend(f"The column `{name}` is not one of the map's and was left out." for name in unknown)
    return reading.bringing.brought()


def _rows(scorecard: Scorecard) -> Iterator[list[str]]:
    personas = persona_names(scorecard)
    for stage in scorecard.stages:
        met = [each for each in scorecard.touchpoints if each.stage == stage.id]
        shown = [persona for persona in personas if any(each.persona == persona for each in met)]
        for persona in shown or [ALL_PERSONAS]:
            touchpoints = [each for each in met if each.persona == persona]
            yield [stage.id, stage.name, stage.goal, stage.owner, persona, personas[persona], *_cells(touchpoints)]


def _cells(touchpoints: Sequence[Touchpoint]) -> Iterator[str]:
    beside = [
        [one_line(each.name) for each in touchpoints],
        [each.id for each in touchpoints],
        [one_line(each.channel) for each in touchpoints],
        ["" if each.emotion is None else f"{each.emotion:g}" for each in touchpoints],
        ["yes" if each.moment_of_truth else "" for each in touchpoints],
        [str(each.evidence) for each in touchpoints],
        [one_line(each.owner) for each in touchpoints],
    ]
    yield from ("\n".join(lines) if any(lines) else "" for lines in beside)
    names = unlike([(each.id, each.name) for each in touchpoints])
    for field in KINDS:
        said = (line_of(each, entry, names[each.id]) for each in touchpoints for entry in getattr(each, field))
        yield "\n".join(said)


def _table(text: str) -> tuple[list[tuple[int, Row]], list[str]]:
    """Return the rows of *text* with their numbers (the header's is 1), and the header, in small letters."""
    plain = text.removeprefix("\ufeff")
    first = plain.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(plain, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise BscError(f"this is not CSV text: {error} – save it as CSV with a header and quoted cells") from error
    if not lines:
        raise BscError("the file is empty – its first row names the columns: stage, persona, touchpoints, …")
    header = [written_text(name).strip().casefold() for name in lines[0]]
    rows: list[tuple[int, Row]] = [
        (number, dict(zip_longest(header, map(written_text, cells[: len(header)]), fillvalue="")))
        for number, cells in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]
    return rows, header


class _Reading:
    """The rows of a file while they are read, and what is wrong with them."""

    def __init__(self, bringing: Bringing) -> None:
        self.bringing = bringing
        self.problems: list[Problem] = []

    def take(self, number: int, row: Row) -> None:
        """Take one row of stage and persona."""
        said = row["stage"].strip() or row.get("stage_name", "").strip()
        if not said:
            self.problems.append(Problem(f"row {number}, stage", "it is empty", "write the stage's name"))
            return
        stage = self._stage(said, row)
        persona = self.bringing.persona(row.get("persona", "").strip(), row.get("persona_name", "").strip())
        self.bringing.of_stage(str(stage["id"]))
        touchpoints = self._touchpoints(number, row, str(stage["id"]), persona)
        for field in KINDS:
            if field in row:
                self._entries(f"row {number}, {field}", field, row[field], touchpoints)

    def _stage(self, said: str, row: Row) -> dict[str, Any]:
        stage = self.bringing.stage(said, row.get("stage_name", "").strip())
        fields = {"name": "stage_name", "goal": "goal", "owner": "stage_owner"}
        stage.update({key: row[column].strip() for key, column in fields.items() if row.get(column, "").strip()})
        return stage

    def _touchpoints(self, number: int, row: Row, stage: str, persona: str) -> list[dict[str, Any]]:
        names = _lines(row["touchpoints"])
        beside = {column: self._beside(number, row, column, len(names)) for column in _BESIDE}
        found = []
        for at, name in enumerate(names):
            if not name:
                self.problems.append(Problem(f"row {number}, touchpoints", f"line {at + 1} is empty", "write its name"))
                continue
            said = {column: lines[at] for column, lines in beside.items() if lines is not None}
            touchpoint = self.bringing.touchpoint(stage, persona, name, said.get("touchpoint_ids", ""))
            touchpoint.update(self._facts(f"row {number}", name, said))
            found.append(touchpoint)
        return found

    def _beside(self, number: int, row: Row, column: str, wanted: int) -> list[str] | None:
        if column not in row:
            return None
        lines = _lines(row[column])
        if len(lines) > wanted:
            seen = f"{len(lines)} lines beside {wanted} in touchpoints"
            self.problems.append(Problem(f"row {number}, {column}", seen, "write one line for each touchpoint"))
        return [*lines, *[""] * wanted][:wanted]

    def _facts(self, place: str, name: str, said: Mapping[str, str]) -> Iterator[tuple[str, object]]:
        if "channels" in said:
            yield "channel", said["channels"]
        if "owners" in said:
            yield "owner", said["owners"]
        if "moments_of_truth" in said:
            yield "moment_of_truth", said["moments_of_truth"].casefold() in _YES
        if "evidence" in said:
            yield "evidence", self._evidence(f"{place}, evidence", name, said["evidence"].casefold())
        if "emotions" in said:
            yield "emotion", self._emotion(f"{place}, emotions", name, said["emotions"])

    def _evidence(self, place: str, name: str, word: str) -> str | None:
        if word and word not in set(Evidence):
            self.problems.append(Problem(place, f"`{word}` ({name})", f"write {', '.join(Evidence)} or nothing"))
        return None if word in {"", Evidence.ASSUMED} else word

    def _emotion(self, place: str, name: str, word: str) -> float | None:
        if not word:
            return None
        try:
            return float(word.replace("−", "-").replace(",", "."))
        except ValueError:
            self.problems.append(Problem(place, f"`{word}` ({name})", "write a number from -2 to 2, or nothing"))
            return None

    def _entries(self, place: str, field: str, cell: str, touchpoints: list[dict[str, Any]]) -> None:
        for touchpoint in touchpoints:
            touchpoint[field] = []
        for line in filter(None, _lines(cell)):
            found = read(line, touchpoints)
            if found is None:
                names = " or ".join(f"`{each['name']}: …`" for each in touchpoints[:2]) or "a touchpoint of this row"
                self.problems.append(Problem(place, f"`{line}` names no touchpoint", f"begin it with {names}"))
                continue
            named, entry = found
            named[field].append(entry)


def _lines(cell: str) -> list[str]:
    lines = [line.strip() for line in cell.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return lines
