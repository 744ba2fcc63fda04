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
        """Return *found* with the personal cells of its row hidden."""
        return replace(found, text=self._masked(found.text, found.cells)) if self._hides(found.column) else found

    def dropped(self, found: Dropped) -> Dropped:
        """Return *found* with the personal cells of its row hidden."""
        return replace(found, text=self._masked(found.text, found.cells)[:LONGEST_TEXT]) if self.places else found

    def _hides(self, column: str) -> bool:
        return bool(self.places) and column == ""

    def _masked(self, text: str, cells: Sequence[str]) -> str:
        if not cells:
            return E_MAIL.sub(LEFT_OUT, text)
        if len(cells) == self.width:
            hidden = set(self.places)
            return self.delimiter.join(
                LEFT_OUT if place in hidden and cell.strip() else cell for place, cell in enumerate(cells)
            )
        safe = [cell if (is_value(cell) and not is_personal(cell)) or not cell.strip() else LEFT_OUT for cell in cells]
        return self.delimiter.join(safe)
