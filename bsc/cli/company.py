"""The company that a command works on: its database file, and who asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from bsc.actions import refresh_rollups
from bsc.cli.progress import ProgressLine
from bsc.errors import BscError
from bsc.store import Store
from bsc.views.workspace import Workspace


@dataclass(frozen=True)
class Company:
    """A database file, and the name that changes are written into its journal under."""

    database: Path
    who: str

    @contextmanager
    def store(self, *, new: bool = False) -> Iterator[Store]:
        """Give the open store and close it afterwards; with *new* a file that is not there yet is made.

        What was changed is added up by day before it is closed, so that the next question is answered at once.
        Raises BscError when it is not there, StoreBusy while the app holds it.
        """
        if not new and not self.database.exists():
            raise BscError(
                f"there is no database {self.database} – begin with `bsc apply` or `bsc demo`, "
                "or name another with --database"
            )
        store = Store.open(self.database)
        try:
            before = (store.data_version(), store.definitions_version())
            yield store
            if before != (store.data_version(), store.definitions_version()):
                line = ProgressLine()
                refresh_rollups(store, line)
                line.clear()
        finally:
            store.close()

    @contextmanager
    def workspace(self) -> Iterator[Workspace]:
        """Give the company as it stands today, or on the day at which its clock stands."""
        with self.store() as store:
            yield Workspace(store, store.as_of() or date.today())  # noqa: DTZ011 -- the day where the company is


pass_company = click.make_pass_decorator(Company)


def pairs(ctx: click.Context, option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Return `name=value` arguments as a mapping; a name may hold `=` itself, a value may not."""
    return dict(_pair(ctx, option, each) for each in given)


def conditions(ctx: click.Context, option: click.Parameter, given: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return `dimension=value` arguments as filters; a dimension named twice lets both values through."""
    found: dict[str, tuple[str, ...]] = {}
    for each in given:
        dimension, sign, value = each.partition("=")
        if not sign or not dimension or not value:
            raise click.BadParameter(f'"{each}" – write dimension=value', ctx, option)
        found[dimension] = (*found.get(dimension, ()), value)
    return found


def _pair(ctx: click.Context, option: click.Parameter, given: str) -> tuple[str, str]:
    name, sign, value = given.rpartition("=")
    if not sign or not name or not value:
        raise click.BadParameter(f'"{given}" – write name=value', ctx, option)
    return name, value
