"""Rows that are typed and written while the rest of a large file is still being read, as its first rows promise.

When the whole file has been seen, every column is decided anew; where the promise does not hold, what was written ahead
is thrown away and written again. Nothing is decided from a sample: it only saves reading a large file twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from bsc.intake.chunks import Plain
from bsc.intake.deciding import FEW, UNREADABLE
from bsc.intake.forms import Kind
from bsc.intake.moments import Style
from bsc.intake.plans import How, Plan
from bsc.intake.profiles import Profile
from bsc.intake.records import PlainRun
from bsc.intake.staging import kept
from bsc.intake.typed import Cast, Field, Writer, cast_columns


@dataclass(frozen=True)
class _Ready:
    """Rows that were typed where they were read, by one `Ahead`."""

    owner: "Ahead"
    rows: Cast


@dataclass
class Ahead:
    """Types and writes plain rows by the plans that the rows above them have led to."""

    writer: Writer
    width: int
    fields: Sequence[Field]
    broken: bool = False

    def serves(self, writer: Writer) -> bool:
        """Return whether what was written is what *writer* would have written."""
        promised, wanted = map(_essence, (self.writer, writer))
        return not self.broken and promised == wanted

    def cast(self, found: Plain) -> _Ready | None:
        """Return the rows of *found*, typed (in the thread that has read them); None where they are not written."""
        if self.broken or len(found.columns) != self.width or not self._lawful(found.profiles):
            return None
        return _Ready(self, cast_columns(found.columns, _fitted(self.writer.fields, found.profiles)))

    def take(self, run: PlainRun, without: Sequence[int]) -> None:
        """Write the rows of *run* but those in *without*."""
        found = run.found
        if self.broken or not self._lawful(found.profiles):
            self.discard()
            return
        ready = found.ready
        if isinstance(ready, _Ready) and ready.owner is self and not without:
            self._write(ready.rows, pa.array(found.numbers(run.line)))
            return
        batch = kept(found, run.line, without)
        self._write(cast_columns(batch.columns, _fitted(self.writer.fields, found.profiles)), batch.lines)

    def _write(self, rows: Cast, lines: pa.Int64Array) -> None:
        """Write *rows*, unless so many cells do not fit that their columns are something else."""
        if any(len(column.unfit) > max(UNREADABLE * len(lines), FEW) for column in rows.found):
            self.discard()
        else:
            self.writer.take(rows, lines)

    def discard(self) -> None:
        """Throw away what was written."""
        self.broken = True
        self.writer.discard()

    def _lawful(self, profiles: Sequence[Profile]) -> bool:
        """Return whether no column that would be written tells, in these rows, who people are."""
        texts = (one for one in self.writer.fields if one.plan.how is How.TEXT and not one.personal)
        return not any(profiles[one.place].mostly_personal for one in texts)


def _essence(writer: Writer) -> object:
    plans = [replace(one, plan=replace(one.plan, gaps=True, plain=False)) for one in writer.fields]
    return plans, writer.period


def _fitted(fields: Sequence[Field], profiles: Sequence[Profile]) -> list[Field]:
    """Return *fields* with what their plans say about gaps and plain cells, as it is in these rows."""
    return [replace(one, plan=_fitted_plan(one.plan, profiles[one.place])) for one in fields]


def _fitted_plan(plan: Plan, profile: Profile) -> Plan:
    forms = [form for form in profile.forms if form.kind is not Kind.EMPTY]
    if plan.how is How.MOMENT:
        plain = plan.plain and all(form.style is Style.ISO for form in forms)
    else:
        plain = plan.plain and all(form.plain for form in forms)
    return replace(plan, gaps=len(forms) < len(profile.forms) or bool(plan.beside), plain=plain)
