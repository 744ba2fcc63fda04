"""Customers' own words as they stand in a dataset's rows: which there are, how many, how they rate."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

import duckdb

from bsc.actuals.filters import PERSONA, Filters, dimension_column, dimension_sql, filtered
from bsc.actuals.plan import has_many_rows
from bsc.actuals.relations import refuse_doubled, source_sql
from bsc.actuals.statements import Reader, Watch, Watched, statement
from bsc.errors import FormulaProblem, NoRowsYet
from bsc.formula import Catalogue, Frame
from bsc.formula.tree import Column
from bsc.model.definitions import Comments, Scorecard
from bsc.model.shape import DatasetShape

LONGEST_COMMENT = 4000  # characters that are read of one comment
_MOST_WORDS = 8
_IS_ONE_OF = 'list_contains(cast(? as varchar[]), sha256("text"))'


class Order(StrEnum):
    """Which comment comes first: the newest, or the one with the lowest rating (and of those the newest)."""

    NEWEST = "newest"
    LOWEST = "lowest"


@dataclass(frozen=True)
class Comment:
    """What one customer wrote, as it was written, with the rating as it stands in the export."""

    text: str
    rating: str | None
    day: date | None
    persona: str | None


@dataclass(frozen=True)
class Tally:
    """How many comments, how many of them with a number as rating, its mean and range, and their last day."""

    comments: int
    rated: int
    mean: float | None
    least: float | None
    greatest: float | None
    last_day: date | None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which comments: those that the filters and the persona let through, from *start* up to, not including, *end*.

    Only those that hold every word of `search`, whatever its case. `only` and `without` are SHA-256 (hexadecimal) of
    texts as they are read: those alone, if given, and all but those.
    """

    filters: Filters = field(default_factory=dict)
    start: date | None = None
    end: date | None = None
    search: str = ""
    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return the words that are searched for, lower case, eight at most."""
        return tuple(self.search.lower().split()[:_MOST_WORDS])


class Told:
    """The comments of one source, ready to be asked for.

    Raises FormulaProblem when a column of it is not there, a filter cannot be answered, or a lookup doubles rows;
    NoRowsYet when nothing was imported into its dataset.
    """

    def __init__(  # noqa: PLR0913 -- the parts of the question, as `compute` takes them
        self,
        reader: Reader,
        scorecard: Scorecard,
        shapes: Mapping[str, DatasetShape],
        comments: Comments,
        *,
        watch: Watch | None = None,
        within: Callable[[Filters], Filters] = dict,
    ) -> None:
        """Look up the columns of *comments*; *watch* is looked at while they are read.

        *within* narrows the filters of every question to what may be seen.
        """
        self._reader = Watched(reader, watch) if watch else reader
        self._within = within
        self._scorecard = scorecard
        self._catalogue = Catalogue(scorecard, shapes)
        self._frame: Frame = self._catalogue.frame(comments.dataset)
        if self._frame.shape is None:
            seen = f'nothing was imported into "{self._frame.dataset.label}" yet'
            raise NoRowsYet(seen, "import its export")
        self._text = self._named(comments.text)
        self._rating = self._named(comments.rating) if comments.rating else None
        self._time = self._named(self._frame.dataset.time) if self._frame.dataset.time else None
        self._where = [(self._named(name), value) for name, value in comments.where.items()]

    @property
    def has_personas(self) -> bool:
        """Return whether the rows say which persona wrote."""
        return PERSONA in self._frame.dataset.dimensions

    @property
    def has_days(self) -> bool:
        """Return whether the rows say when it was written."""
        return self._time is not None

    def tally(self, asked: Asked) -> Tally:
        """Return how many comments there are, and how they rate."""
        ((comments, *rest),) = self._read("comments_counted", asked, {}, [])
        return Tally(int(comments), *rest)

    def comments(self, asked: Asked, order: Order, most: int, after: int = 0) -> list[Comment]:
        """Return *most* comments at most in their *order*, without the first *after*."""
        rated = '"number" nulls last, ' if order is Order.LOWEST else ""
        rows = self._read("comments", asked, {"order": f'{rated}"moment" desc nulls last'}, [most, after])
        return [Comment(*row) for row in rows]

    def _read(
        self, name: str, asked: Asked, blanks: Mapping[str, str], values: Sequence[object]
    ) -> list[tuple[Any, ...]]:
        chosen = filtered(self._frame, self._within(asked.filters), self._scorecard.personas)
        lookups = self._lookups(chosen.lookups)
        for lookup in sorted(lookups):
            refuse_doubled(self._reader, self._catalogue, self._frame, lookup)
        which, bound = self._which(asked)
        told = [f"cast({self._sql(column)} as varchar) = ?" for column, _ in self._where]
        comment = statement(
            "comment",
            text=self._sql(self._text),
            rating=self._sql(self._rating),
            time=self._sql(self._time),
            persona=self._persona,
            longest=str(LONGEST_COMMENT),
            source=source_sql(self._catalogue, self._frame, lookups),
            filters=" and ".join([chosen.sql, *told]),
        )
        derived = self._catalogue.derived_sql([self._frame.dataset.id, *lookups])
        sql = statement(name, derived=derived, comment=comment, which=which, **blanks)
        parameters = [*chosen.values, *(value for _, value in self._where), *bound, *values]
        try:
            return self._reader.read(sql, parameters, large=has_many_rows(self._frame))
        except duckdb.DataError as error:
            seen = f'"{self._frame.dataset.label}" cannot be read: {error}'
            raise FormulaProblem(seen, "look at the query that it is derived by") from error

    def _which(self, asked: Asked) -> tuple[str, list[object]]:
        """Return the condition on a comment, and the values that it binds."""
        found: list[tuple[str, object]] = [
            ("\"text\" ilike ? escape '\\'", f"%{_plain(word)}%") for word in asked.words
        ]
        if self._time is not None:
            found += [('"moment" >= ?', asked.start)] if asked.start else []
            found += [('"moment" < ?', asked.end)] if asked.end else []
        if asked.only is not None:
            found.append((_IS_ONE_OF, sorted(asked.only)))
        if asked.without:
            found.append((f"not {_IS_ONE_OF}", sorted(asked.without)))
        return " and ".join(["\"text\" <> ''", *(sql for sql, _ in found)]), [value for _, value in found]

    def _lookups(self, more: frozenset[str]) -> frozenset[str]:
        named = [self._text, self._rating, self._time, *(column for column, _ in self._where)]
        if self.has_personas:
            named.append(dimension_column(self._frame, PERSONA))
        own = {None, self._frame.dataset.id}
        return more | {column.source for column in named if column and column.source and column.source not in own}

    @property
    def _persona(self) -> str:
        return dimension_sql(self._frame, dimension_column(self._frame, PERSONA)) if self.has_personas else "null"

    def _named(self, text: str) -> Column:
        column = self._frame.named(text)
        self._frame.column(column)
        return column

    def _sql(self, column: Column | None) -> str:
        return self._frame.column(column).sql if column else "null"


def _plain(word: str) -> str:
    """Return *word* so that it stands for itself in a pattern."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
