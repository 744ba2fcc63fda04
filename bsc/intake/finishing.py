"""A raw table → the table of the report: types, persons, period, sums, and the totals that prove them."""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from bsc.errors import Question
from bsc.intake import casting, meaning, typed, units
from bsc.intake.accounts import blank_totals
from bsc.intake.body import LONGEST_TEXT, RawTable
from bsc.intake.deciding import Decider
from bsc.intake.evidence import marks_in
from bsc.intake.forms import Kind
from bsc.intake.inspection import PERIOD_COLUMN, Column, Dropped, Proof, Table
from bsc.intake.masking import Mask
from bsc.intake.notdata import is_whole_total
from bsc.intake.plans import AS_TEXT, How, Plan
from bsc.intake.progress import Meter
from bsc.intake.recognition import recognise
from bsc.intake.typed import DATED, LINE, NUMERIC, Field, Typed, Writer
from bsc.model.words import ColumnType

NAMELESS = "a total without a name: the sum of the other rows"
ROUNDED = 0.02  # how far the sum of values rounded to cents can be off, for the root of their number
ASK_PERIOD = "the file has no date: which period does it cover? Write 2026-08, 2026-Q3 or 2026-08-01..2026-08-31"


@dataclass
class Finisher:
    """Makes one raw table final."""

    raw: RawTable
    name: str
    decider: Decider
    spool: Path
    delimiter: str
    meter: Meter
    _left_out: Collection[int] = ()

    def __post_init__(self) -> None:
        """Recognise the export by its headers."""
        self._recognition = recognise(self.raw.names)

    def table(self) -> Table:
        """Return the finished table; its file stands in the spool directory."""
        fields = self.fields()
        while spoiled := typed.misjudged(written := self._written(fields), fields, self.raw.staging):
            written.path.unlink()
            fields = [replace(one, plan=AS_TEXT) if one.name in spoiled else one for one in fields]
        time = self._time(fields, written)
        written = self._without_blank_totals(written, fields, time)
        fields, written = self._in_known_units(fields, written)
        return self._report(fields, written, time)

    def fields(self) -> list[Field]:
        """Return how the columns are read and stored, as the rows so far tell."""
        taken: set[str] = {LINE, PERIOD_COLUMN}
        fields = []
        for place, (name, plan) in enumerate(zip(self.raw.names, self.decider.plans(self.raw), strict=True)):
            if place in self.raw.unnamed and not self.raw.staging.profiles[place].filled:
                self.raw.notes.append(f'"{name}" has neither a name nor a value: left out')
                continue
            stored = self._stored(name, taken)
            taken.add(stored)
            personal = self._is_personal(name, place, plan)
            kept = not personal or bool({name, stored} & self.decider.hints.keep_personal)
            hinted = self.decider.hinted(name) is not None
            fields.append(Field(name, stored, place, plan, personal=personal, kept=kept, hinted=hinted))
        return fields

    def _stored(self, name: str, taken: set[str]) -> str:
        wanted = stored = self.decider.stored_name(name)
        count = 1
        while stored in taken:
            count += 1
            stored = f"{wanted}_{count}"
        return stored

    def _is_personal(self, name: str, place: int, plan: Plan) -> bool:
        if self._recognition and name in self._recognition.personal:
            return True
        if meaning.names_a_person(name):
            return plan.type is ColumnType.TEXT or meaning.names_a_number(name) or meaning.tells_a_person(name)
        return plan.how is How.TEXT and self.raw.staging.profiles[place].mostly_personal

    def _written(self, fields: list[Field], leave_out: Collection[int] = ()) -> Typed:
        return typed.write(self.raw.staging, self.writer(fields), leave_out=leave_out, meter=self.meter)

    def writer(self, fields: list[Field]) -> Writer:
        """Return who writes the rows with *fields*, and with the stated period where they have no day of their own."""
        period = None if self._is_dated(fields) or not self._places_by_period else self.decider.stated
        return Writer(self.spool, fields, period[0] if period else None)

    @property
    def _places_by_period(self) -> bool:
        """Return whether rows without a day of their own are placed in time by the stated period."""
        return self.decider.stated is not None and not self.decider.hints.timeless

    def _is_dated(self, fields: list[Field]) -> bool:
        if self.decider.hints.time == PERIOD_COLUMN:
            return False
        return any(one.plan.type in DATED and one.kept for one in fields)

    def _time(self, fields: list[Field], written: Typed) -> Field | None:
        dated = {one.name: one for one in fields if one.name in written.days and self._is_dated(fields)}
        wanted = next((one.name for one in dated.values() if self.decider.hints.time in (one.name, one.stored)), None)
        found = meaning.time_column(list(dated), wanted)
        return dated[found] if found else None

    def _without_blank_totals(self, written: Typed, fields: list[Field], time: Field | None) -> Typed:
        kept = [one for one in fields if one.kept]
        numbers = [one.stored for one in kept if _addable(one)]
        naming = [one for one in kept if one.plan.type is ColumnType.TEXT or meaning.names_records(one.name)]
        unnamed = {one.stored: self._unnamed_rows(one) for one in naming if one.stored not in numbers}
        names = [stored for stored, count in unnamed.items() if 0 < count < written.rows]
        labels = [stored for stored, count in unnamed.items() if not count]
        found = blank_totals(written.path, names, labels, numbers, time.stored if time else None)
        if found.doubtful:
            self.raw.notes.append(
                f"line {found.doubtful[0]} has no name and equals the other row of its day: it may be a total; kept"
            )
        if not found.certain:
            return written
        written.path.unlink()
        self._left_out = found.certain
        self._drop(set(found.certain))
        return self._written(fields, found.certain)

    def _unnamed_rows(self, one: Field) -> int:
        profile = self.raw.staging.profiles[one.place]
        return profile.count(Kind.EMPTY) + profile.totals

    def _drop(self, lines: set[int]) -> None:
        wanted = pa.array(sorted(lines), pa.int64())
        for batch in self.raw.staging.batches():
            found = batch.filter(pc.is_in(batch.lines, wanted))
            for row, line in enumerate(found.lines.to_pylist()):
                cells = tuple(column[row].as_py() for column in found.columns)
                text = self.delimiter.join(cells)[:LONGEST_TEXT]
                self.raw.dropped.append(Dropped(line, NAMELESS, text, cells))
        self.raw.dropped.sort(key=lambda dropped: dropped.line)

    def _in_known_units(self, fields: list[Field], written: Typed) -> tuple[list[Field], Typed]:
        """Return the rows in the units of earlier imports: as was answered, else a question is asked."""
        judged = [(one, units.judged(one, written.extremes.get(one.name), self.decider)) for one in fields]
        self.decider.questions += [verdict.question for _, verdict in judged if verdict.question]
        if not any(verdict.times for _, verdict in judged):
            return fields, written
        written.path.unlink()
        fields = [
            replace(one, plan=replace(one.plan, type=ColumnType.NUMBER, times=verdict.times)) if verdict.times else one
            for one, verdict in judged
        ]
        return fields, self._written(fields, self._left_out)

    def _proofs(self, written: Typed, fields: list[Field]) -> Iterator[Proof]:
        """Yield the totals that the file itself states beside what the kept rows add up to."""
        for line, cells in self.raw.totals:
            label = next(cell for cell in cells if cell.strip()).strip()
            if not is_whole_total(label):
                continue
            for one in fields:
                if one.name not in written.parts or not _addable(one):
                    continue
                kept = written.sums[one.name]
                readings = [(_add_up(one, total, kept, written.rows), total) for total in self._stated(one, cells)]
                for agrees, total in sorted(readings, key=lambda reading: not reading[0])[:1]:
                    yield Proof(line, label, one.name, total, kept, agrees)

    def _stated(self, one: Field, cells: Sequence[str]) -> Iterator[float]:
        """Yield the number that a total states, in each way to read it: 1.000 is a thousand where no cell has a mark.

        The rows tell which mark parts thousands, and they may be too small to have one.
        """
        plans = [one.plan]
        marks = marks_in(self.raw.staging.profiles[one.place])
        if one.plan.how is How.NUMBER and not any(marks[mark] for mark in ".,?"):
            plans.append(replace(one.plan, mark="," if one.plan.mark == "." else ".", plain=False))
        for plan in plans:
            stated, unfit = casting.cast(pa.array([cells[one.place]], pa.string()), plan)
            if not unfit and stated[0].as_py() is not None:
                yield stated[0].as_py()

    def _report(self, fields: list[Field], written: Typed, time: Field | None) -> Table:
        stated = self.decider.stated
        columns = [self._column(one, written) for one in fields]
        period, time_name = stated, None
        if time is not None:
            first, last = written.days[time.name]
            last = max(last, written.days.get(meaning.END_OF.get(time.name.casefold(), ""), (first, last))[1])
            period, time_name = (first, time.plan.last_day(last)), time.name
        elif self._places_by_period:
            columns.append(
                Column(PERIOD_COLUMN, PERIOD_COLUMN, ColumnType.DATE, note="the period that the file states")
            )
            time_name = PERIOD_COLUMN
        elif self._lacks_a_period(written):
            self.decider.questions.append(Question("period", ASK_PERIOD, ()))
        if not written.rows:
            self.raw.notes.append("the table has a header and no rows")
        proofs = tuple(self._proofs(written, fields))
        mask = Mask([one.place for one in fields if not one.kept], self.raw.staging.width, self.delimiter)
        rejects = sorted(map(mask.reject, [*self.raw.rejects, *written.rejects]), key=lambda reject: reject.line)
        return Table(
            name=self.name, columns=tuple(columns), rows=written.rows, period=period if written.rows else None,
            typed=written.path, time=time_name, stated=stated, sums=written.sums,
            dropped=tuple(map(mask.dropped, self.raw.dropped)), rejects=tuple(rejects), proofs=proofs,
            recognition=self._recognition,
            notes=(*self.raw.notes, *self.decider.notes, *(str(proof) for proof in proofs if not proof.agrees)),
        )  # fmt: skip

    def _lacks_a_period(self, written: Typed) -> bool:
        hints = self.decider.hints
        looked_up = hints.timeless or (hints.time is not None and "." in hints.time)
        return bool(written.rows) and not looked_up and not self.decider.asks_about_days

    def _column(self, one: Field, written: Typed) -> Column:
        examples = tuple(self.raw.staging.profiles[one.place].examples)
        low, high = written.extremes.get(one.name, (None, None))
        return Column(
            one.name, one.stored, one.plan.type, personal=one.personal, note=one.plan.note, addable=_addable(one),
            kept=one.kept, examples=examples, filled=one.name in written.filled, low=low, high=high,
        )  # fmt: skip


def _add_up(one: Field, stated: float, kept: float, rows: int) -> bool:
    """Return whether *kept* is the *stated* total of *rows* values: to the unit, or as far as rounded cents can be."""
    if one.plan.type is ColumnType.INTEGER:
        return stated == kept
    return math.isclose(stated, kept, rel_tol=1e-6, abs_tol=ROUNDED * math.sqrt(rows))


def _addable(one: Field) -> bool:
    return one.plan.type in NUMERIC and meaning.is_addable(one.name, one.plan.note)
