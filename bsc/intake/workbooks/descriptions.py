"""What a workbook says beside its sheets: their names, where they are, how its styles show numbers."""

from collections.abc import Iterable, Iterator

from bsc.errors import IntakeRefused
from bsc.intake.workbooks.cells import AS_STORED, BUILT_IN, Shown, shown
from bsc.intake.workbooks.markup import Listener, spelled

LONGEST = 1 << 25  # bytes of one of these members
MOST_ENTRIES = 100_000  # sheets, relations, styles: Excel ends at 65,490 styles
TRUE = ("1", "true")


def short(blocks: Iterable[bytes], noun: str) -> Iterator[bytes]:
    """Return *blocks* as they are; raises IntakeRefused where they become longer than any workbook's."""
    total = 0
    for block in blocks:
        total += len(block)
        if total > LONGEST:
            raise IntakeRefused(f"{noun} describes itself at a length that is damage or harm – save the sheet as CSV")
        yield block


class Relations(Listener):
    """Which members belong together: by id, the type (`worksheet`) and the target of each."""

    names = spelled("Relationship")

    def __init__(self, noun: str) -> None:
        """Know none."""
        super().__init__(noun)
        self.targets: dict[str, tuple[str, str]] = {}

    def begins(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - the listener's signature
        """Take a relation."""
        kind = attributes.get("Type", "").rpartition("/")[2]
        if attributes.get("TargetMode") != "External" and len(self.targets) < MOST_ENTRIES:
            self.targets[attributes.get("Id", "")] = kind, attributes.get("Target", "")

    def first(self, kind: str) -> str:
        """Return the target of the first relation of *kind*; "" for none."""
        return next((target for type_, target in self.targets.values() if type_ == kind), "")


class Contents(Listener):
    """The sheets in their order (name, id of their relation, state), and what holds for all of them."""

    names = spelled("sheet", "workbookPr", "calcPr")

    def __init__(self, noun: str) -> None:
        """Know none."""
        super().__init__(noun)
        self.sheets: list[tuple[str, str, str]] = []
        self.from_1904 = False
        self.uncalculated = False

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        """Take a sheet, or what holds for all."""
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in TRUE
        elif name == "calcPr":
            self.uncalculated = attributes.get("fullCalcOnLoad") in TRUE
        elif len(self.sheets) < MOST_ENTRIES:
            relation = next((value for key, value in attributes.items() if key.endswith(("}id", ":id"))), "")
            self.sheets.append((attributes.get("name", "sheet"), relation, attributes.get("state", "visible")))


class Styles(Listener):
    """How the styles of cells show numbers."""

    names = spelled("numFmt", "cellXfs", "xf")

    def __init__(self, noun: str) -> None:
        """Know none."""
        super().__init__(noun)
        self._codes: dict[str, str] = {}
        self._used: list[str] = []
        self._of_cells = False

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        """Take a number format, or the number format of a style."""
        if name == "cellXfs":
            self._of_cells = True
        elif name == "numFmt" and len(self._codes) < MOST_ENTRIES:
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and self._of_cells and len(self._used) < MOST_ENTRIES:
            self._used.append(attributes.get("numFmtId", "0"))

    def ends(self, name: str, text: str) -> None:  # noqa: ARG002 - the listener's signature
        """Leave the styles of cells."""
        if name == "cellXfs":
            self._of_cells = False

    def shown(self) -> dict[str, Shown]:
        """Return how each style shows a number, by the number with which cells name it."""
        known = {number: shown(code) for number, code in self._codes.items()}
        return {str(place): known.get(number) or _built_in(number) for place, number in enumerate(self._used)}


def _built_in(number: str) -> Shown:
    return BUILT_IN.get(int(number), AS_STORED) if number.isdecimal() and len(number) < 5 else AS_STORED  # noqa: PLR2004
