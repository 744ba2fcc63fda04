"""What happens when the server ends: imports that run are stopped and clean up after themselves."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from bsc.actions.jobs import Jobs
from bsc.store import Store


def ending(database: Callable[[], Path]) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Return the lifespan of an app on the database file that *database* names."""

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(_stop, database())

    return lifespan


def _stop(database: Path) -> None:
    if Store.is_open(database):
        Jobs.beside(Store.open(database)).close()
