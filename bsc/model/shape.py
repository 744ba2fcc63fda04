"""What a dataset holds: its columns as they are stored, and the days that it covers."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from bsc.model.words import ColumnType


@dataclass(frozen=True)
class ColumnShape:
    """A stored column: its name in SQL and formulas, the header that it came under, its type."""

    name: str
    label: str
    type: ColumnType


@dataclass(frozen=True)
class Scale:
    """What imports held in a column: its unit (EUR, percent, hours), the least and the greatest of its numbers."""

    note: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class DatasetShape:
    """The columns of a dataset that holds rows, how many rows, and the first and last day they cover."""

    id: str
    columns: tuple[ColumnShape, ...]
    rows: int = 0
    first_day: date | None = None
    last_day: date | None = None

    def column(self, name: str) -> ColumnShape | None:
        """Return the column called *name* (its stored name, or the header that it came under), or None."""
        wanted = column_name(name)
        for column in self.columns:
            if column.name == wanted or column.label == name:
                return column
        return None


def column_name(header: str) -> str:
    """Return the stored name of a column under *header*: `Amount spent (GBP)` → `amount_spent_gbp`.

    Letters keep their sound where Unicode knows it (`é` → `e`); a name that would begin with a digit gets an `n_`;
    a header without a letter or digit becomes `column`.
    """
    plain = unicodedata.normalize("NFKD", header.replace("ß", "ss")).encode("ascii", "ignore").decode() or header
    name = re.sub(r"[^0-9a-z]+", "_", plain.casefold()).strip("_") or re.sub(r"\W+", "_", header.casefold()).strip("_")
    if not name:
        return "column"
    return f"n_{name}" if name[0].isdigit() else name
