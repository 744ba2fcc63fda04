"""Texts of rows that were not kept, without what tells who a person is: those texts are kept for a look, too."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bsc.intake.body import LONGEST_TEXT
from bsc.intake.forms import is_personal
from bsc.intake.headers import is_value
from bsc.intake.inspection import Dropped, Reject

LEFT_OUT = "•••"
E_MAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[A-Za-z]{2,}")


@dataclass(frozen=True)
class Mask:
    """Hides cells of a table of *width* columns in which the columns at *places* are personal and left out.

    A row of another width has cells of unknown columns: there every text is hidden that is no number and no date.
    """

    places: Sequence[int]
    width: int
    delimiter: str

    def reject(self, found: Reject) -> Reject:
        """Return *found* without what tells who a person is."""
        if found.column:
            return replace(
                found, text=LEFT_OUT if is_personal(found.text.strip()) else E_MAIL.sub(LEFT_OUT, found.text)
            )
        return replace(found, text=self._masked(found.text, found.cells))

    def dropped(self, found: Dropped) -> Dropped:
        """Return *found* without what tells who a person is."""
        return replace(found, text=self._masked(found.text, found.cells)[:LONGEST_TEXT])

    def _masked(self, text: str, cells: Sequence[str]) -> str:
        if not cells or not self.places:
            return E_MAIL.sub(LEFT_OUT, text)
        if len(cells) == self.width:
            hidden = set(self.places)
            return self.delimiter.join(
                LEFT_OUT if place in hidden and cell.strip() else cell for place, cell in enumerate(cells)
            )
        safe = [cell if (is_value(cell) and not is_personal(cell)) or not cell.strip() else LEFT_OUT for cell in cells]
        return self.delimiter.join(safe)
