"""`GET /api/health`: whether the app can read its database."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from bsc import __version__
from bsc.errors import StoreUnusable
from bsc.store import Store

UNAVAILABLE = 503


def health(database: Callable[[], Path]) -> Callable[[Request], Coroutine[Any, Any, JSONResponse]]:
    """Return the route: 200 with the version and the data version, or 503 with the sentence that says why not."""

    async def answer(_: Request) -> JSONResponse:
        try:
            data_version = await run_in_threadpool(_data_version, database())
        except StoreUnusable as error:
            return JSONResponse({"status": "unavailable", "why": str(error)}, status_code=UNAVAILABLE)
        return JSONResponse({"status": "ok", "version": __version__, "data_version": data_version})

    return answer


def _data_version(database: Path) -> int:
    return Store.open(database).data_version()
