"""While the server runs: what begins with the database file, and what is stopped and cleaned up at the end."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from bsc.actions.jobs import Jobs
from bsc.errors import StoreUnusable
from bsc.store import Store

_LOG = logging.getLogger(__name__)


def running(
    database: Callable[[], Path], begin: Callable[[Store], None], early: Callable[[], bool] = lambda: False
) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Return the lifespan of an app on the database file that *database* names.

    The file is opened by the first who asks for it, or where *early* says so, at once; *begin* is called then.
    """

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        no_more = Store.after_opening(begin)
        opening = asyncio.create_task(run_in_threadpool(_open, database())) if early() else None
        try:
            yield
        finally:
            no_more()
            if opening is not None:
                await opening
            await run_in_threadpool(_stop, database())

    return lifespan


def _open(database: Path) -> None:
    if not database.is_file():
        return
    try:
        Store.open(database)
    except StoreUnusable as error:  # the pages say so to whoever comes
        _LOG.warning("%s", error)


def _stop(database: Path) -> None:
    if Store.is_open(database):
        Jobs.beside(Store.open(database)).close()
