"""Dates across columns → one row per date, once a person has had a look."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bsc.errors import Question
from bsc.intake import meaning, stated
from bsc.intake.across import Label, Stretch, labels, order_in, stretches
from bsc.intake.asking import Desk
from bsc.intake.grouping import BETWEEN
from bsc.intake.inspection import PERIOD_COLUMN, Column, Days, Table
from bsc.intake.moments import DAY_FIRST, MONTH_FIRST, ORDERED
from bsc.intake.notdata import is_total
from bsc.intake.progress import Meter
from bsc.intake.typed import LINE, NUMERIC
from bsc.intake.unpivoting import Long, Measure, Spread, Sum, long_rows
from bsc.model.words import ColumnType

ABOUT = "pivot"
ONE_ROW, KEEP = "one row per date", "keep as columns"
DATE, VALUE = "date", "value"
LEAST = 2  # columns of dates that make a pivot
ASK_PERIOD = (
    "the names of the columns do not say their year: which period do they cover? Write 2026, 2026-Q3 or "
    "2026-01..2026-12"
)
_MEASURED = re.compile(r"(.{2,40}?)\s+(by|per|nach|pro|je|par|por)\s+.*", re.IGNORECASE)
_METRIC = re.compile(
    r"metrics?|measures?|kpis?|indicators?|kennzahl(en)?|indicateurs?|indicador(es)?|what|figure", re.IGNORECASE
)


class _Unclear(Exception):  # noqa: N818 - not an error of the program: why a table stays as it is
    """The dates across the columns cannot be read as one row per date; the text is the reason."""


def unpivoted(table: Table, desk: Desk, spool: Path, meter: Meter, *, title: str = "") -> Table:
    """Return *table* with one row per date where its columns are dates and a person wants it so; else *table* itself.

    What is not known is asked at *desk*. *title* is what the report calls itself, which may say what it measures. The
    long table has the other columns, `date`, and a column for each measure; the file of *table* is removed then.
    """
    columns = [column for column in table.stored_columns if column.stored != PERIOD_COLUMN]
    found = {columns[place].stored: one for place, one in labels([column.name for column in columns]).items()}
    dated = [column for column in columns if column.stored in found]
    if not _may_be_spread(table, columns, dated, found) or _is_declared(dated, desk) or not _is_wanted(dated, desk):
        return table
    without_period = [question for question in desk.questions if question.column == "period"]
    desk.questions[:] = [question for question in desk.questions if question.column != "period"]
    try:
        placed = _placed({column.name: found[column.stored] for column in dated}, desk)
        if placed is None:
            return table
        return _long_table(table, _spread(columns, found, placed, _measure(title)), desk, spool, meter)
    except _Unclear as reason:
        desk.questions += without_period
        return replace(table, notes=(*table.notes, f"{reason}: kept as columns"))
    except BaseException:
        table.typed.unlink(missing_ok=True)
        raise


def _may_be_spread(
    table: Table, columns: Sequence[Column], dated: Sequence[Column], found: Mapping[str, Label]
) -> bool:
    """Return whether the columns *dated* hold values of dates; Q1 and Q2 of a survey, 2025 beside 2026 do not."""
    if len(dated) < LEAST or not table.rows or any(column.type not in (*NUMERIC, ColumnType.TEXT) for column in dated):
        return False
    has_days = table.time not in (None, PERIOD_COLUMN)
    return any(one.style for one in found.values()) or not (has_days or len(dated) == len(columns))


def _is_wanted(dated: Sequence[Column], desk: Desk) -> bool:
    """Return whether every date is to become a row; asks where that is not known, and nothing about a period then."""
    ends = f'from "{dated[0].name}" to "{dated[-1].name}"'
    ask = f"{len(dated):,} columns are dates, {ends}: shall every date become a row of its own?"
    answer = desk.answer(ABOUT, ask, (ONE_ROW, KEEP))
    if answer is None:
        desk.questions[:] = [question for question in desk.questions if question.column != "period"]
    open_columns = {question.column for question in desk.questions}
    return answer == ONE_ROW and not open_columns & {column.name for column in dated}


def _is_declared(dated: Sequence[Column], desk: Desk) -> bool:
    """Return whether the dataset's definition has the dates as columns."""
    return all(desk.hinted(column.name) is not None for column in dated)


def _measure(title: str) -> str:
    """Return what a report called *title* measures: of `Sessions by channel`, the sessions; else "value"."""
    found = _MEASURED.fullmatch(title.strip())
    return found[1] if found else VALUE


def _placed(found: Mapping[str, Label], desk: Desk) -> Mapping[str, Stretch] | None:
    """Return which days each label stands for, by the column's name; None where it is asked."""
    names = list(found)
    order = order_in(found.values())
    ordered = next((name for name, one in found.items() if one.style in ORDERED), None)
    if ordered is not None and order is None:
        style = found[ordered].style
        order = desk.known.order(style, ordered) if style else None
        if order is None:
            ask = f'is "{found[ordered].text}" written day first or month first?'
            desk.questions.append(Question(ordered, ask, (DAY_FIRST, MONTH_FIRST)))
            return None
    placed = stretches(dict(enumerate(found.values())), order or DAY_FIRST, _period(desk))
    if placed is None and all(one.style for one in found.values()):
        raise _Unclear("some columns are named by days that do not exist")
    if placed is None:
        desk.questions.append(Question("period", ASK_PERIOD, ()))
        return None
    return {names[place]: stretch for place, stretch in placed.items()}


def _period(desk: Desk) -> Days | None:
    answer = desk.known.answers.get("period", "").strip()
    return stated.answered(answer) if answer else desk.stated


def _spread(
    columns: Sequence[Column], found: Mapping[str, Label], placed: Mapping[str, Stretch], unnamed: str
) -> Spread:
    """Return which columns hold the values of which date and measure, which add them up, and which are the same."""
    grain = Counter(stretch.grain for stretch in placed.values()).most_common(1)[0][0]
    cells: dict[str, dict[Stretch, Column]] = {}
    longer: list[tuple[Column, Stretch, str]] = []
    for column in columns:
        if column.stored not in found:
            continue
        stretch, measure = placed[column.name], found[column.stored].measure or unnamed
        if stretch.grain is not grain:
            longer.append((column, stretch, measure))
        elif cells.setdefault(measure, {}).setdefault(stretch, column) is not column:
            raise _Unclear(f'both "{cells[measure][stretch].name}" and "{column.name}" are {stretch.first}')
    sums = [_sum_of(column, stretch, cells.get(measure, {})) for column, stretch, measure in longer]
    others = [column for column in columns if column.stored not in found]
    totals = {column.stored: one for column in others if (one := _total_of(column, cells))}
    ids = tuple(column for column in others if column.stored not in totals)
    dates = tuple(sorted({stretch for stretch in placed.values() if stretch.grain is grain}))
    measures = tuple(Measure(name, by_date) for name, by_date in cells.items())
    for measured in measures:
        _refuse_mixtures(measured)
    return Spread(dates, measures, ids, (*sums, *totals.values()))


def _sum_of(column: Column, stretch: Stretch, cells: Mapping[Stretch, Column]) -> Sum:
    """Return the dates that a longer stretch adds up; raises where there are none, so that its values would be lost."""
    within = tuple(part for date, part in cells.items() if stretch.holds(date))
    if not within:
        raise _Unclear(f'the columns name periods of different length, such as "{column.name}"')
    return Sum(column, within, certain=False)


def _total_of(column: Column, cells: Mapping[str, Mapping[Stretch, Column]]) -> Sum | None:
    """Return the dates that a column of totals (`Total`, `Total – Clicks`) adds up; None for any other column."""
    parts = column.name.split(BETWEEN)
    words = [part for part in parts if not is_total(part)]
    if column.type not in NUMERIC or len(words) == len(parts):
        return None
    measure = BETWEEN.join(words)
    if not measure and len(cells) == 1:
        return Sum(column, tuple(next(iter(cells.values())).values()))
    return Sum(column, tuple(cells[measure].values())) if measure in cells else None


def _refuse_mixtures(measure: Measure) -> None:
    kinds = {column.type in NUMERIC for column in measure.filled}
    if len(kinds) > 1:
        words = next(column.name for column in measure.filled if column.type not in NUMERIC)
        raise _Unclear(f'"{words}" holds words where other dates hold numbers')


def _long_table(table: Table, spread: Spread, desk: Desk, spool: Path, meter: Meter) -> Table:
    taken = {LINE, *(column.stored for column in spread.ids)}
    ids = tuple(replace(column, addable=False) if column.addable else column for column in spread.ids)
    day = Column(DATE, _free(desk.stored_name(DATE), taken), ColumnType.DATE, examples=_examples(spread))
    stored = [_free(desk.stored_name(measure.name), taken) for measure in spread.measures]
    long = long_rows(table, spread, day.stored, stored, spool=spool, meter=meter)
    for one in spread.sums:
        if not one.certain and long.wrong.get(one.column.stored):
            long.path.unlink()
            raise _Unclear(f'"{one.column.name}" is longer than other dates and not the sum of those within it')
    table.typed.unlink()
    metric = any(_METRIC.fullmatch(column.name.strip()) for column in ids)
    values = tuple(
        _value(measure, name, long, addable=not metric) for measure, name in zip(spread.measures, stored, strict=True)
    )
    wanted = next((column for column in ids if desk.hints.time in (column.name, column.stored)), None)
    left_out = tuple(column for column in table.columns if not column.kept)
    repeated = [column.name for column in spread.ids if column.addable]
    return replace(
        table, columns=(*ids, day, *values, *left_out), rows=long.rows, typed=long.path,
        time=wanted.name if wanted else DATE, period=table.period if wanted else _covered(spread, long),
        sums={value.name: long.sums[value.stored] for value in values if value.type in NUMERIC},
        notes=(*table.notes, *_notes(spread, long, repeated, values, metric=metric)),
    )  # fmt: skip


def _free(wanted: str, taken: set[str]) -> str:
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}_{count}"
    taken.add(name)
    return name


def _examples(spread: Spread) -> tuple[str, ...]:
    return tuple(stretch.first.isoformat() for stretch in spread.dates[:3])


def _value(measure: Measure, stored: str, long: Long, *, addable: bool) -> Column:
    notes = {column.note for column in measure.filled}
    note = notes.pop() if len(notes) == 1 else ""
    low, high = long.ends.get(stored, (None, None))
    examples = tuple(dict.fromkeys(cell for column in measure.filled for cell in column.examples))[:3]
    return Column(
        measure.name, stored, measure.type, note=note, examples=examples, filled=bool(measure.filled), low=low,
        high=high, addable=addable and measure.type in NUMERIC and meaning.is_addable(measure.name, note),
    )  # fmt: skip


def _covered(spread: Spread, long: Long) -> Days | None:
    stretches = [stretch for stretch in spread.dates if stretch.first in long.days]
    return (stretches[0].first, max(stretch.last for stretch in stretches)) if stretches else None


def _notes(spread: Spread, long: Long, repeated: Sequence[str], values: Sequence[Column], *, metric: bool) -> list[str]:
    notes = [f"{len(spread.dates):,} dates across the columns became one row per date"]
    if long.empty:
        cells = "1 date without a value was" if long.empty == 1 else f"{long.empty:,} dates without a value were"
        notes.append(f"{cells} left out")
    notes += [f'column "{name}" is repeated on every date: it must not be added up' for name in repeated]
    if metric:
        notes.append(f'the rows measure different things: "{values[0].name}" can be added up for one of them only')
    for measure in spread.measures:
        units = sorted({column.note for column in measure.filled})
        if len(units) > 1:
            notes.append(f'the dates of "{measure.name}" are in {", ".join(unit or "no unit" for unit in units)}')
    return [*notes, *(long.verdict(one) for one in spread.sums)]
