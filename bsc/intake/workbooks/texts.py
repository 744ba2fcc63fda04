"""The texts that a workbook keeps once for all its cells."""

from array import array
from collections.abc import Iterable

from bsc.errors import IntakeRefused
from bsc.intake.workbooks.cells import plain_text, quoted
from bsc.intake.workbooks.markup import Listener, heard, spelled

MOST_TEXT = 1 << 28  # bytes of all of them, which are in memory while a sheet is read


class Texts:
    """The texts that a workbook keeps once for all its cells, packed; each is a field of a CSV line already."""

    def __init__(self, noun: str) -> None:
        """Hold none."""
        self._noun = noun
        self._bytes = bytearray()
        self._ends = array("Q", [0])

    def add(self, text: str) -> None:
        """Keep another text; raises IntakeRefused where all of them would fill the memory."""
        self._bytes += quoted(plain_text(text)).encode("utf-8", "replace")
        self._ends.append(len(self._bytes))
        if len(self._bytes) + 8 * len(self._ends) > MOST_TEXT:
            raise IntakeRefused(
                f"{self._noun} holds more than {MOST_TEXT >> 20} MB of text – save the sheet as CSV and import that"
            )

    def at(self, place: str) -> str:
        """Return the text at *place*, a number as the file writes it."""
        if not place.isdecimal() or len(place) > 9 or int(place) >= len(self._ends) - 1:  # noqa: PLR2004 - digits
            raise IntakeRefused(f"{self._noun} is damaged: a cell points to a text that is not there – save it again")
        number = int(place)
        return self._bytes[self._ends[number] : self._ends[number + 1]].decode()


class _TextsListener(Listener):
    names = spelled("si", "t", "rPh")
    texts = frozenset({"t"})

    def __init__(self, noun: str, texts: Texts) -> None:
        super().__init__(noun)
        self.kept = texts
        self._runs: list[str] = []
        self._phonetic = False

    def begins(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - the listener's signature
        self._phonetic = name == "rPh"

    def ends(self, name: str, text: str) -> None:
        if name == "t":
            if not self._phonetic:
                self._runs.append(text)
        elif name == "si":
            self.kept.add("".join(self._runs))
            self._runs.clear()
        else:
            self._phonetic = False


def texts(blocks: Iterable[bytes], noun: str) -> Texts:
    """Return the shared texts in *blocks* of XML."""
    kept = Texts(noun)
    for _ in heard(blocks, _TextsListener(noun, kept)):
        pass
    return kept
