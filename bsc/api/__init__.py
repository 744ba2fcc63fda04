"""The HTTP routes beside the pages: what a program may ask of the running app."""

from collections.abc import Callable
from pathlib import Path

from starlette.routing import BaseRoute, Route

from bsc.api.health import health

__all__ = ["routes"]


def routes(database: Callable[[], Path]) -> list[BaseRoute]:
    """Return the routes, all under `/api/`; *database* says where the database file is when one is asked."""
    return [Route("/api/health", health(database), methods=["GET"])]
