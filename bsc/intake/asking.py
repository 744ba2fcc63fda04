"""What is known about a table while its columns are decided, and what comes up: questions and remarks."""

from dataclasses import dataclass, field

from bsc.errors import Question
from bsc.intake.evidence import Evidence
from bsc.intake.inspection import Days, Hints
from bsc.intake.moments import MONTH_FIRST
from bsc.model.shape import column_name
from bsc.model.words import ColumnType

SERIALS, SERIALS_1904, NUMBERS = "spreadsheet days", "spreadsheet days since 1904", "numbers"
ISO_WEEKS = "ISO weeks"
ABOUT_DAYS = {MONTH_FIRST, SERIALS, ISO_WEEKS}


@dataclass
class Desk:
    """What is known about one table; the questions and remarks that come up are kept."""

    known: Evidence
    hints: Hints
    stated: Days | None
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def answer(self, name: str, ask: str, choices: tuple[str, ...]) -> str | None:
        """Return what was answered about the column *name*; asks, and returns None, where nothing was."""
        answer = self.known.answer(name)
        if answer in choices:
            return answer
        self.questions.append(Question(name, ask, choices))
        return None

    @property
    def asks_about_days(self) -> bool:
        """Return whether a question is open on which the days of the rows depend."""
        return any(ABOUT_DAYS & set(question.choices) for question in self.questions)

    def stored_name(self, name: str) -> str:
        """Return the stored name of the column under the header *name*, renamed where that was asked for."""
        plain = column_name(name)
        renamed = {column_name(old): new for old, new in self.hints.rename.items()}
        return column_name(renamed.get(plain, name))

    def hinted(self, name: str) -> ColumnType | None:
        """Return the type that the dataset's definition wants for the column *name*, or None."""
        types = {column_name(key): wanted for key, wanted in self.hints.column_types.items()}
        return types.get(self.stored_name(name)) or types.get(column_name(name))
