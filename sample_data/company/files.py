"""How the systems write their files: delimiter, decimal mark, quoting, encoding, preamble and totals."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

Cell = str | int | float | date | datetime | None


@dataclass(frozen=True)
class Dialect:
    """The habits of one exporting system."""

    delimiter: str = ","
    encoding: str = "utf-8"
    decimal_comma: bool = False
    thousands: str = ""
    empty: str = ""
    quote_all: bool = False
    line_end: str = "\n"
    day: str = "%Y-%m-%d"
    moment: str = "%Y-%m-%d %H:%M:%S"

    def text(self, cell: Cell) -> str:
        """Return *cell* as this system writes it; a float gets two decimals, anything else must come as text."""
        match cell:
            case None:
                return self.empty
            case datetime():
                return cell.strftime(self.moment)
            case date():
                return cell.strftime(self.day)
            case float():
                return self._number(f"{cell:,.2f}")
            case int():
                return self._number(f"{cell:,}")
            case _:
                return cell

    def _number(self, english: str) -> str:
        mark = "," if self.decimal_comma else "."
        return english.replace(",", "\0").replace(".", mark).replace("\0", self.thousands)


@dataclass(frozen=True)
class Export:
    """One file: its name, the dataset that it feeds, its text and its encoding."""

    file: str
    dataset: str
    content: bytes


_PLAIN = Dialect()


def export(  # noqa: PLR0913 -- what a file is, and the habits of its system, each with a default
    file: str,
    dataset: str,
    rows: Iterable[Mapping[str, Cell]],
    *,
    dialect: Dialect = _PLAIN,
    preamble: Sequence[str] = (),
    footer: Sequence[Sequence[Cell]] = (),
) -> Export:
    """Return the file of *rows*, whose keys are the header, between *preamble* lines and *footer* rows."""
    table = list(rows)
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=dialect.delimiter,
        quoting=csv.QUOTE_ALL if dialect.quote_all else csv.QUOTE_MINIMAL,
        lineterminator="\n",
    )
    out.writelines(f"{line}\n" for line in preamble)
    writer.writerow(table[0])
    for row in [*(row.values() for row in table), *footer]:
        writer.writerow([dialect.text(cell) for cell in row])
    text = out.getvalue().replace("\n", dialect.line_end)
    return Export(file, dataset, text.encode(dialect.encoding))


def total(rows: Iterable[Mapping[str, Cell]], column: str) -> float:
    """Return the sum of *column*, to two decimals: what a system writes into its totals row."""
    return round(sum(float(cell) for row in rows if isinstance(cell := row[column], int | float)), 2)
