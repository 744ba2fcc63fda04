"""XML as workbooks use it, read in blocks: no entities, no document types, no token that fills the memory."""

from collections.abc import Iterable, Iterator
from xml.parsers import expat

from bsc.errors import IntakeRefused

LONGEST_TOKEN = 1 << 20  # bytes of one tag: workbooks have some hundred
LONGEST_TEXT = 1 << 20  # characters of one cell: Excel allows 32,767
MOST_NAMES = 20_000
DEEPEST = 100
_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "http://purl.oclc.org/ooxml/spreadsheetml/main}",
    "http://schemas.openxmlformats.org/package/2006/relationships}",
    "",
)


def spelled(*names: str) -> dict[str, str]:
    """Return the local name for every way in which the elements *names* can be spelled."""
    return {f"{space}{name}": name for space in _SPACES for name in names}


class Listener:
    """Hears the elements of a document. Those that `names` does not spell are passed over."""

    names: dict[str, str]
    texts: frozenset[str] = frozenset()  # elements whose text is wanted

    def __init__(self, noun: str) -> None:
        """Stand before the document that messages call *noun*."""
        self.noun = noun
        self.depth = 0
        self.text: str | None = None  # of the element whose text is wanted and that is open

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        """Hear that an element begins."""

    def ends(self, name: str, text: str) -> None:
        """Hear that an element ends, with its text where that is wanted."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take a tag from the parser."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise IntakeRefused(f"{self.noun} nests deeper than any workbook: it is damaged – save the sheet as CSV")
        name = self.names.get(tag)
        if name is None:
            return
        if name in self.texts:
            self.text = ""
        else:
            self.begins(name, attributes)

    def end(self, tag: str) -> None:
        """Take an end tag from the parser."""
        self.depth -= 1
        name = self.names.get(tag)
        if name is not None:
            text, self.text = self.text, None
            self.ends(name, text or "")

    def characters(self, text: str) -> None:
        """Take text from the parser."""
        if self.text is None:
            return
        self.text += text
        if len(self.text) > LONGEST_TEXT:
            raise IntakeRefused(
                f"{self.noun}: a cell is longer than {LONGEST_TEXT:,} characters, which no workbook program writes – "
                "save the sheet as CSV"
            )


def heard(blocks: Iterable[bytes], listener: Listener) -> Iterator[None]:
    """Let *listener* hear the document in *blocks*; comes back after each block. Raises IntakeRefused for bad XML."""
    known: dict[str, str] = {}
    parser, fed = None, 0
    try:
        for block in blocks:
            parser = parser or _parser(block, known, listener)
            parser.Parse(block, False)  # noqa: FBT003 - the parser's own signature
            fed += len(block)
            if fed - max(parser.CurrentByteIndex, 0) > LONGEST_TOKEN or len(known) > MOST_NAMES:
                raise IntakeRefused(f"{listener.noun} is no workbook's XML: it is damaged – save the sheet as CSV")
            yield
        parser = parser or _parser(b"", known, listener)
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise IntakeRefused(
            f"{listener.noun} is damaged (its XML cannot be read: {error}) – open it and save it again, or save the "
            "sheet as CSV"
        ) from error
    yield


def _parser(start: bytes, known: dict[str, str], listener: Listener) -> expat.XMLParserType:
    """Return a parser for the document that begins with *start*, in UTF-8 or UTF-16 as ECMA-376 has it."""
    parser = expat.ParserCreate("utf-16" if b"\0" in start[:4] else "utf-8", "}", known)
    parser.buffer_text, parser.buffer_size = True, 1 << 16
    parser.StartElementHandler = listener.start
    parser.EndElementHandler = listener.end
    parser.CharacterDataHandler = listener.characters
    parser.StartDoctypeDeclHandler = lambda *_: _refuse_a_document_type(listener.noun)
    return parser


def _refuse_a_document_type(noun: str) -> None:
    raise IntakeRefused(
        f"{noun} declares XML entities, as no workbook does: it may be made to do harm – save it as CSV"
    )
