"""What goes on beside the pages from the moment the database file is open: sums by day, and what is looked at most."""

from datetime import date
from functools import partial

from bsc.actions.upkeep import Upkeep
from bsc.intake.progress import Progress, Watch
from bsc.store import Store
from bsc.views.warming import warm
from bsc.views.workspace import Workspace


def begin(store: Store) -> None:
    """Keep *store* quick: after every change, and now."""
    Upkeep.beside(store, partial(_warm, store))


def _warm(store: Store, watch: Watch) -> None:
    today = store.as_of() or date.today()  # noqa: DTZ011 -- the day where the company is
    warm(Workspace(store, today), partial(watch, Progress(step="computing what is looked at most")))
