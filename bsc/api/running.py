"""While the server runs: what begins with the database file, and what is stopped and cleaned up at the end."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from bsc.actions.jobs import Jobs
from bsc.store import Store


def running(
    database: Callable[[], Path], begin: Callable[[Store], None]
) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Return the lifespan of an app on the database file that *database* names.

    The file is opened by the first who asks for it, and *begin* is called then.
    """

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        no_more = Store.after_opening(begin)
        try:
            yield
        finally:
            no_more()
            await run_in_threadpool(_stop, database())

    return lifespan


def _stop(database: Path) -> None:
    if Store.is_open(database):
        Jobs.beside(Store.open(database)).close()
