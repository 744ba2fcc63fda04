"""What all cells of a column look like: how often each form occurs, counted over arrays of cells, with a few examples.

Cells are many, shapes are fewer, forms are few: cells become shapes by translating their bytes, equal shapes are
counted, and only what could be anything but text is looked at one by one.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from bsc.intake import amounts, moments
from bsc.intake.forms import LONGEST_FORM, PERSONAL, Form, Kind, form
from bsc.intake.moments import ORDERED
from bsc.intake.notdata import begins_like_total

SHAPES = bytes.maketrans(b"123456789", b"999999999")
EXAMPLES = 3
EXAMPLES_AMONG = 500  # cells of each array: examples are for people, types are decided from all cells
LONGEST_EXAMPLE = 200
FEW_SHAPES = 2_000  # of one array: so many are looked at one by one
MANY_DAYS = 10_000  # different ones of one array: no calendar has so many
LONGEST_WORD = 12  # characters: no month and no word for "nothing" is longer
DAY_LENGTH = len("20260831")
DAY_AND_MONTH = 8  # characters that hold the first two numbers of `31/12/2026`, spaces before them included
_LETTER = r"\p{L}"
_LONG = {*moments.MONTHS, *moments.PERIOD_WORDS, *amounts.UNIT_WORDS, "infinity", "true", "false", "null"}
_WORDS = "|".join(sorted((word for word in _LONG if len(word) > 3), key=len, reverse=True))  # noqa: PLR2004 - longer than any run of letters is allowed to be
_RUN = rf"(?:{_LETTER}{{1,3}}|(?i:{_WORDS}))"
_BETWEEN = rf"[^{_LETTER}@]"
PLAUSIBLE = rf"^\s*(?:{_LETTER}{{2,10}}\.?,?\s+)?{_BETWEEN}*(?:{_RUN}{_BETWEEN}+)*{_RUN}?$"
TEXT, PERSON = Form(Kind.TEXT), Form(Kind.TEXT, personal=True)


@dataclass
class Profile:
    """How often each form occurs in a column, with a few different cells as examples.

    `orders` counts what its days prove about their order, `compact_days` tells whether every cell is an existing day
    written `20260831`.
    """

    forms: Counter[Form] = field(default_factory=Counter)
    examples: dict[str, None] = field(default_factory=dict)
    orders: Counter[str] = field(default_factory=Counter)
    compact_days: bool = True

    def add(self, cells: pa.StringArray) -> None:
        """Count *cells*."""
        found = _forms_of(cells)
        self.forms.update(found)
        if any(one.style in ORDERED for one in found):
            self._prove_order(cells)
        self.compact_days = self.compact_days and _compact_days(cells, found)
        if len(self.examples) < EXAMPLES:
            self._exemplify(cells[:EXAMPLES_AMONG].to_pylist())

    def merge(self, other: "Profile") -> None:
        """Count what *other* has counted in cells further down."""
        self.forms.update(other.forms)
        self.orders.update(other.orders)
        self.compact_days = self.compact_days and other.compact_days
        for cell in other.examples:
            if len(self.examples) < EXAMPLES:
                self.examples[cell] = None

    def count(self, *kinds: Kind) -> int:
        """Return how many cells are of one of *kinds*."""
        return sum(count for found, count in self.forms.items() if found.kind in kinds)

    @property
    def personal(self) -> int:
        """Return how many cells tell who a person is."""
        return sum(count for found, count in self.forms.items() if found.personal)

    @property
    def mostly_personal(self) -> bool:
        """Return whether at least half of the cells that are not empty tell who a person is."""
        return 0 < self.filled <= self.personal * 2

    @property
    def totals(self) -> int:
        """Return how many cells say "Total"."""
        return sum(count for found, count in self.forms.items() if found.total)

    @property
    def filled(self) -> int:
        """Return how many cells are not empty."""
        return self.forms.total() - self.count(Kind.EMPTY)

    def _prove_order(self, cells: pa.StringArray) -> None:
        beginnings = pc.utf8_slice_codeunits(pc.utf8_ltrim_whitespace(cells), 0, DAY_AND_MONTH)
        for text, count in _counted(beginnings):
            if order := moments.order_of(text):
                self.orders[order] += count

    def _exemplify(self, cells: Iterable[str]) -> None:
        for cell in cells:
            if form(cell).kind is not Kind.EMPTY:
                self.examples[cell[:LONGEST_EXAMPLE]] = None
            if len(self.examples) == EXAMPLES:
                return


def _counted(cells: pa.Array) -> Iterable[tuple[str, int]]:
    found = pc.value_counts(cells)
    return zip(found.field("values").to_pylist(), found.field("counts").to_pylist(), strict=True)


def shapes(cells: pa.StringArray) -> pa.StringArray:
    """Return *cells* with every digit 1–9 written 9."""
    whole = pa.concat_arrays([cells]) if cells.offset else cells
    _, offsets, text = whole.buffers()
    if text is None:
        return whole
    return pa.StringArray.from_buffers(len(whole), offsets, pa.py_buffer(text.to_pybytes().translate(SHAPES)))


def _forms_of(cells: pa.StringArray) -> Counter[Form]:
    """Return how often each form occurs among *cells*."""
    found = pc.value_counts(shapes(cells))
    values, counts = found.field("values"), found.field("counts")
    forms: Counter[Form] = Counter()
    if len(values) > FEW_SHAPES:
        plausible = _plausible(values)
        surely = pc.invert(plausible)
        persons = pc.and_(
            surely, pc.match_substring_regex(pc.utf8_trim_whitespace(values), f"^(?:{PERSONAL.pattern})$")
        )
        forms[PERSON] = pc.sum(counts.filter(persons)).as_py() or 0
        forms[TEXT] = (pc.sum(counts.filter(surely)).as_py() or 0) - forms[PERSON]
        values, counts = values.filter(plausible), counts.filter(plausible)
    for shape, count in zip(values.to_pylist(), counts.to_pylist(), strict=True):
        forms[form(shape)] += count
    return +forms


def _plausible(texts: pa.StringArray) -> pa.BooleanArray:
    """Return which of *texts* could be anything but a plain text: all others surely are one (or name a person)."""
    length = pc.utf8_length(texts)
    digits = pc.match_substring_regex(texts, "[0-9]")
    words = pc.or_(pc.less_equal(length, LONGEST_WORD), begins_like_total(pc.utf8_trim_whitespace(texts)))
    numbers = pc.and_(pc.less_equal(length, LONGEST_FORM), pc.match_substring_regex(texts, PLAUSIBLE))
    return pc.if_else(digits, numbers, words)


def _compact_days(cells: pa.StringArray, found: Counter[Form]) -> bool:
    if any(one.kind not in (Kind.INTEGER, Kind.EMPTY) for one in found):
        return False
    days = pc.unique(cells)
    if len(days) > MANY_DAYS:
        return False
    return all(moments.compact_day(day) for day in days.to_pylist() if day)
