"""What a whole file proves about the way its numbers and days are written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bsc.intake import meaning
from bsc.intake.body import RawTable
from bsc.intake.forms import Kind
from bsc.intake.moments import DAY_FIRST, MONTH_FIRST, ORDERED, Style
from bsc.intake.profiles import Profile
from bsc.model.shape import column_name

NUMERIC = (Kind.INTEGER, Kind.NUMBER, Kind.PERCENT, Kind.BOUND, Kind.NOT_FINITE)


@dataclass
class Evidence:
    """What the whole file says about its numbers and days, for the columns that cannot say it alone."""

    marks: frozenset[str]
    orders: Mapping[Style, Counter[str]]
    delimiter: str
    words: str
    system: str
    answers: Mapping[str, str]

    def answer(self, name: str) -> str | None:
        """Return what was answered about the column *name* (its header or its stored name)."""
        return self.answers.get(name) or self.answers.get(column_name(name))

    def order(self, style: Style, name: str = "") -> str | None:
        """Return which number is the day in days of *style*: as the cells prove, or as was answered, or as is known.

        An answer for one column holds for the others, too, which the same system wrote in the same style.
        """
        if proven := self.orders[style].most_common(1):
            return proven[0][0]
        if style is Style.DOT:
            return DAY_FIRST
        answers = {answer for answer in self.answers.values() if answer in (DAY_FIRST, MONTH_FIRST)}
        answer = self.answer(name)
        if answer in answers:
            return answer
        return answers.pop() if len(answers) == 1 else meaning.ORDER_OF_SYSTEM.get(self.system)


def evidence(
    tables: Sequence[RawTable], delimiter: str, system: str, words: str, answers: Mapping[str, str]
) -> Evidence:
    """Return what all columns of the file prove together."""
    marks: set[str] = set()
    orders: dict[Style, Counter[str]] = {style: Counter() for style in ORDERED}
    for table in tables:
        for profile in table.staging.profiles:
            found = marks_in(profile)
            marks.update(mark for mark in (".", ",") if found[mark] and _is_numeric(profile))
            for style in styles_in(profile) & set(ORDERED):
                orders[style].update(profile.orders)
    return Evidence(frozenset(marks), orders, delimiter, words, system, answers)


def _is_numeric(profile: Profile) -> bool:
    return profile.count(*NUMERIC) * 2 > profile.filled


def marks_in(profile: Profile) -> Counter[str]:
    """Return how many numbers of a column allow which decimal mark ("?" where both make sense and differ)."""
    found: Counter[str] = Counter()
    for form, count in profile.forms.items():
        if form.kind in NUMERIC:
            found[form.marks] += count
    return found


def styles_in(profile: Profile) -> set[Style]:
    """Return the ways in which days are written in a column."""
    return {form.style for form in profile.forms if form.style is not None}
