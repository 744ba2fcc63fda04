"""The HTTP routes beside the pages: what a program may ask of the running app."""

from collections.abc import Callable, Iterable
from pathlib import Path

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route

from bsc.api.callers import Callers, OwnAddresses
from bsc.api.health import health
from bsc.api.imports import import_routes
from bsc.api.jobs import ImportJobs, job_routes
from bsc.api.running import running
from bsc.api.uploads import upload_routes

__all__ = ["routes", "running"]


def routes(database: Callable[[], Path], hosts: Callable[[], Iterable[str]] = tuple) -> list[BaseRoute]:
    """Return the routes, all under `/api/`; *database* says where the database file is when one is asked.

    *hosts* gives the host names at which they answer (none: all); health, which a supervisor asks, answers at any.
    """
    callers, jobs = Callers(database), ImportJobs()
    inner = [*upload_routes(callers), *import_routes(callers, jobs), *job_routes(callers, jobs)]
    return [
        Route("/api/health", health(database), methods=["GET"]),
        Mount("/api", routes=inner, middleware=[Middleware(OwnAddresses, hosts)]),
    ]
