"""The store: one database file, one handle for the process, a fresh cursor for every query."""

import json
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Self, TypeVar

import duckdb
import numpy as np
from numpy.typing import NDArray

from bsc.errors import NotFound, Refused, StoreUnusable
from bsc.model.access import Role
from bsc.model.definitions import Scorecard
from bsc.model.reading import scorecard_from
from bsc.store.database import connected
from bsc.store.history import History
from bsc.store.interrupting import watched
from bsc.store.known import known
from bsc.store.lending import Always, Lender
from bsc.store.remembered import Remembered
from bsc.store.statements import identifier, literal, statement, text
from bsc.store.transactions import roll_back, transaction, unwritable
from bsc.store.waiting import seat

Cursor = duckdb.DuckDBPyConnection
Watch = Callable[[], None]
Answer = TypeVar("Answer")
LARGE_AT_ONCE = 2  # of two scans each has a core; more are no faster together, and hold more memory
_SPOOLED_FILES_LIVE_S = 24 * 3600


class Store(Remembered, History):
    """One company's database. Sessions share it: reads run side by side, changes one after the other."""

    _open: ClassVar[dict[Path, "Store"]] = {}
    _opening: ClassVar[threading.Lock] = threading.Lock()
    _told_of_opening: ClassVar[list[Callable[["Store"], None]]] = []

    def __init__(self, path: Path, spool: Path, lender: Lender, *, copy_of: "Store | None" = None) -> None:
        """Keep what lends cursors; use `Store.open`, which makes sure that there is one for a file.

        With *copy_of* it is a copy that nobody changes, of what that store held once.
        """
        self.path = path
        self.spool = spool
        self.queries = 0
        self._lender = lender
        self._copy_of = copy_of
        self._writing = threading.Semaphore()
        self._large = threading.Semaphore(LARGE_AT_ONCE)
        self._closed = False
        self._before_closing: list[Callable[[], None]] = []
        self._after_change: list[Callable[[], None]] = []
        self._known = known(self._rows, None, self._scorecard)

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Return the process's handle on the database file at *path*, which is created when there is none.

        Raises StoreBusy, StoreTooNew or StoreUnusable.
        """
        place = Path(path).expanduser().resolve()
        with cls._opening:
            if place not in cls._open:
                spool = _spool_beside(place)
                opened = cls._open[place] = cls._with(place, spool, connected(place, spool))
                shutil.rmtree(opened.frozen, ignore_errors=True)  # an earlier process left it: it is not trusted
                for told in cls._told_of_opening:
                    told(opened)
            return cls._open[place]  # type: ignore[return-value]  # the registry holds what this class put there

    @classmethod
    def _with(cls, place: Path, spool: Path, connection: Cursor) -> Self:
        try:
            return cls(place, spool, Always(connection))
        except BaseException:
            connection.close()
            raise

    @classmethod
    def after_opening(cls, told: Callable[["Store"], None]) -> Callable[[], None]:
        """Let *told* be called with every store that is opened from now on; return what ends that."""
        cls._told_of_opening.append(told)
        return partial(cls._told_of_opening.remove, told)

    @classmethod
    def is_open(cls, path: Path) -> bool:
        """Return whether this process holds the database file at *path*."""
        return path.resolve() in cls._open

    @property
    def frozen(self) -> Path:
        """Return the folder in which lies what frozen links show, written out while it is looked at."""
        return self.spool / f"{self.path.name}.frozen"

    @property
    def whole(self) -> "Store":
        """Return the handle that may do everything: what hangs on a store hangs on this one."""
        return self

    @property
    def journalled(self) -> "Store":
        """Return the store in whose journal stands what happens with this one: itself, of a copy the company's."""
        return self._copy_of or self.whole

    def require(self, role: Role, what: str) -> None:
        """Do nothing: who holds the whole store may do everything. `held` gives handles that raise NotAllowed here.

        *what* completes the sentence "viewers may not …".
        """

    def close(self) -> None:
        """Write everything down and let the file go; waits for a running change. Threads that read must have ended."""
        while self._before_closing:
            self._before_closing.pop()()
        with self._opening, self._writing:
            self._open.pop(self.path, None)
            self._closed = True
            self._lender.close()

    def before_closing(self, end: Callable[[], None]) -> None:
        """Let *end* be called when the store is closed, before its file is let go: it ends what still works with it."""
        self._before_closing.append(end)

    def after_change(self, told: Callable[[], None]) -> None:
        """Let *told* be called after every change that was kept, by the thread that made it."""
        self._after_change.append(told)

    def read(
        self, sql: str, parameters: Sequence[object] = (), *, watch: Watch | None = None, large: bool = False
    ) -> list[tuple[Any, ...]]:
        """Return the rows of the query *sql*, all of them, with *parameters* bound to its question marks.

        *watch* is called now and then while it waits and runs; a BscError that it raises ends the query. A *large*
        query reads most rows of a large dataset: of these only two run at a time.
        """
        return self._asked(sql, parameters, watch, large, lambda cursor: cursor.fetchall())

    def arrays(
        self, sql: str, parameters: Sequence[object] = (), *, watch: Watch | None = None, large: bool = False
    ) -> dict[str, NDArray[Any]]:
        """Return the columns of the query *sql* by name, otherwise as `read` does.

        A column with NULLs is a masked array; days and moments are `datetime64[us]`, texts and decimals are objects.
        """
        return self._asked(sql, parameters, watch, large, _arrays)

    @contextmanager
    def change(self, waiting: Callable[[], None] | None = None) -> Iterator[Cursor]:
        """Give a cursor inside one transaction: kept whole when the block ends, undone whole when it raises.

        *waiting* is called now and then while another change still runs; it may raise to give up. Never catch a
        database error inside: it has ended the transaction, and nothing of the block would be kept.
        """
        self.require(Role.EDITOR, "change anything")
        if self._copy_of is not None:
            raise Refused(
                "what a frozen link shows is changed by nobody – change the company itself, or make a live link"
            )
        with seat(self._writing, waiting):
            with self._reading() as cursor:
                yield from transaction(cursor, self.path)
            self._known = known(self._rows, self._known, self._scorecard)
        for told in self._after_change:
            told()

    @contextmanager
    def looking(self) -> Iterator[Cursor]:
        """Give a cursor that sees one state of the rows, while changes go on beside it; what it makes is undone."""
        self.require(Role.EDITOR, "bring in files")
        with self._reading() as cursor:
            try:
                cursor.execute("begin")
                yield cursor
            finally:
                roll_back(cursor)

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file, so that the file alone is the whole store.

        It waits for queries that run; a plain checkpoint gives up where one seems to be writing.
        """
        self.require(Role.EDITOR, "change anything")
        with self._writing, self._reading() as cursor:
            cursor.execute("force checkpoint")

    def copy_into(self, file: Path) -> None:
        """Write everything into the new database *file*, which must lie in the spool; reads go on meanwhile."""
        self.require(Role.EDITOR, "copy the company's data")
        with self._writing, self.beside(file) as (cursor, copy):
            ((source,),) = cursor.execute("select current_database()").fetchall()
            cursor.execute(statement("copy_database", source=identifier(source), target=identifier(copy)))

    @contextmanager
    def beside(self, file: Path) -> Iterator[tuple[Cursor, str]]:
        """Give a cursor, and the name under which it finds the database *file*, which must lie in the spool.

        Raises StoreUnusable when *file* cannot be written. Changes go on meanwhile, unless the caller makes one.
        """
        self.require(Role.EDITOR, "copy the company's data")
        copy = f"copy_{uuid.uuid4().hex}"
        with self._reading() as cursor:
            try:
                cursor.execute(statement("attach", file=literal(str(file)), alias=identifier(copy)))
                try:
                    yield cursor, copy
                finally:
                    roll_back(cursor)
                    cursor.execute(f"detach {identifier(copy)}")
            except duckdb.IOException as error:
                raise unwritable(file, error) from error

    def read_whole(self) -> None:
        """Read every row that is kept: raises what the database raises when a part of the file is damaged."""
        for schema, table in self._rows(text("tables")):
            self._rows(statement("read_whole", table=identifier(schema, table)))

    def scorecard(self, version: int | None = None) -> Scorecard:
        """Return the newest definitions (empty when there are none), or those of *version*; raises NotFound."""
        if version is None or version == self._known.definitions_version:
            return self._known.scorecard
        return self._scorecard(version)

    def _rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._reading() as cursor:
            return cursor.execute(sql, list(parameters)).fetchall()

    def _asked(
        self,
        sql: str,
        parameters: Sequence[object],
        watch: Watch | None,
        large: bool,
        answer: Callable[[Cursor], Answer],
    ) -> Answer:
        self.queries += 1
        with (
            seat(self._large, watch) if large else nullcontext(),
            self._reading() as cursor,
            watched(cursor, watch) if watch else nullcontext(),
        ):
            return answer(cursor.execute(sql, list(parameters)))

    @contextmanager
    def _reading(self) -> Iterator[Cursor]:
        self._refuse_when_closed()
        with self._lender.lent() as cursor:
            yield cursor

    def _scorecard(self, version: int) -> Scorecard:
        for (document,) in self._rows(text("definitions_at"), [version]):
            return scorecard_from(json.loads(document))
        raise NotFound("version", str(version), [str(line.version) for line in self.definition_versions()])

    def _refuse_when_closed(self) -> None:
        if self._closed:
            message = f"{self.path} was closed – open it again"
            raise StoreUnusable(message)


def _arrays(cursor: Cursor) -> dict[str, NDArray[Any]]:
    return {name: np.asanyarray(values) for name, values in cursor.fetchnumpy().items()}


def _spool_beside(path: Path) -> Path:
    spool = path.parent / "spool"
    try:
        spool.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left_over in spool.iterdir():
            if left_over.is_file() and time.time() - left_over.stat().st_mtime > _SPOOLED_FILES_LIVE_S:
                left_over.unlink(missing_ok=True)
    except OSError as error:
        message = f"{spool} cannot be written: {error.strerror} – check the path and its permissions"
        raise StoreUnusable(message) from error
    return spool
