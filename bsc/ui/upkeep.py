"""What goes on beside the pages as soon as the database file is open: sums by day, what is looked at most, messages."""

import os
from datetime import date
from functools import partial
from typing import Final

from bsc.actions.destinations import destinations
from bsc.actions.upkeep import Upkeep
from bsc.intake.progress import Progress, Watch
from bsc.reports.postman import Postman
from bsc.reports.sending import BASE_URL, Post
from bsc.store import Store
from bsc.views.warming import warm
from bsc.views.workspace import Workspace

SCHEDULER: Final = "BSC_SCHEDULER"  # `off`: something else sends them, like cron


def begin(store: Store) -> None:
    """Keep *store* quick: after every change, and now; and send digests and notifications when they are due."""
    Upkeep.beside(store, partial(_warm, store))
    if sends_digests():
        Postman(store, lambda: Post.of(destinations(os.environ), os.environ))


def sends_digests() -> bool:
    """Return whether this process is to send what is due: its address is named, and sending is not turned off."""
    return bool(os.environ.get(BASE_URL)) and os.environ.get(SCHEDULER, "").casefold() != "off"


def _warm(store: Store, watch: Watch) -> None:
    today = store.as_of() or date.today()  # noqa: DTZ011 -- the day where the company is
    warm(Workspace(store, today), partial(watch, Progress(step="computing what is looked at most")))
