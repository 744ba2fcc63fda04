"""Bringing the rollups up to date: what an import touched, what a new definition wants, what nothing wants any more.

A page never waits for it: what a rollup does not hold is asked of the rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bsc.actuals.building import SHRINK, Builder, RowDefeats, TooLarge
from bsc.actuals.computing import DEFEATED
from bsc.actuals.rollup import Spec
from bsc.actuals.wanting import FEW_ROWS, Wanted, wanted_rollups
from bsc.intake.progress import Progress, Watch, unwatched
from bsc.model.access import Role
from bsc.store import Store
from bsc.store.interrupting import watched
from bsc.store.rollups import Rollup, drop, keep, next_id, settle

GROWN = 2  # a dataset that was left out is looked at again when it has so many times the rows


@dataclass(frozen=True)
class Refreshed:
    """What was done: how many rollups were built, renewed on touched days, and taken away."""

    built: int = 0
    renewed: int = 0
    dropped: int = 0

    @property
    def anything(self) -> bool:
        """Return whether anything was done."""
        return bool(self.built or self.renewed or self.dropped)


def rollups_wanting(store: Store, few_rows: int = FEW_ROWS) -> bool:
    """Return whether `refresh_rollups` would have something to do."""
    wanted = wanted_rollups(store, store.scorecard(), store.shapes(), few_rows)
    return bool(_unwanted(store.rollups(), wanted)) or any(_task(store, each) for each in wanted)


def refresh_rollups(
    store: Store, watch: Watch = unwatched, few_rows: int = FEW_ROWS, shrink: int = SHRINK
) -> Refreshed:
    """Return what was done to bring every rollup up to date, each in a transaction of its own.

    A dataset with fewer than *few_rows* rows gets none, and what would not be *shrink* times smaller is left out.

    Raises what *watch* raises to stop it; the rollups that are done by then stay.
    """
    store.require(Role.EDITOR, "prepare sums")
    wanted = wanted_rollups(store, store.scorecard(), store.shapes(), few_rows)
    dropped = _unwanted(store.rollups(), wanted)
    if dropped:
        with store.change() as cursor:
            for rollup in dropped:
                drop(cursor, rollup.id)
    tasks = [each for each in wanted if _task(store, each)]
    built = renewed = 0
    for place, each in enumerate(tasks):
        label = next(d.label for d in store.scorecard().datasets if d.id == each.dataset)
        progress = Progress(step=f"adding up {label} by day, {place + 1} of {len(tasks)}")
        watch(progress)
        if _refreshed(store, each, partial(watch, progress), shrink):
            renewed += 1
        else:
            built += 1
    if built or renewed or dropped:
        store.checkpoint()
    return Refreshed(built, renewed, len(dropped))


def _unwanted(rollups: Sequence[Rollup], wanted: Sequence[Wanted]) -> list[Rollup]:
    known = {(each.dataset, each.fingerprint) for each in wanted}
    return [each for each in rollups if (each.dataset, each.fingerprint) not in known]


def _task(store: Store, wanted: Wanted) -> bool:
    """Return whether the rollup that is *wanted* must be built or renewed."""
    rollup = _existing(store, wanted)
    if rollup is None:
        return True
    spec = Spec.read(rollup.spec)
    if spec.left_out:
        shape = store.shapes().get(wanted.dataset)
        rows = shape.rows if shape else 0
        if spec.left_out.startswith(DEFEATED):
            return rows != rollup.rows or not wanted.is_all_of(spec)
        return rows >= GROWN * rollup.rows
    return bool(rollup.touched) or not wanted.is_in(spec)


def _existing(store: Store, wanted: Wanted) -> Rollup | None:
    return next(
        (each for each in store.rollups() if (each.dataset, each.fingerprint) == (wanted.dataset, wanted.fingerprint)),
        None,
    )


def _refreshed(store: Store, wanted: Wanted, tell: Callable[[], None], shrink: int) -> bool:
    """Build the rollup that is *wanted*, or renew its touched days; return whether the latter was enough."""
    try:
        with store.change(waiting=tell) as cursor, watched(cursor, tell):
            rollup = _existing(store, wanted)
            if rollup and wanted.is_in(Spec.read(rollup.spec), alone=True):
                cells, rows = Builder(cursor, wanted, rollup.id).renew(rollup)
                settle(cursor, rollup.id, cells=cells, rows=rows)
                return True
            if rollup:
                drop(cursor, rollup.id)
            keep(cursor, Builder(cursor, wanted, next_id(cursor), shrink).build())
    except RowDefeats as error:  # outside of the transaction: it is undone
        _leave_out(store, wanted, f"{DEFEATED}: {str(error).splitlines()[0]}")
    except TooLarge:
        _leave_out(store, wanted, "its rows take more memory than there is")
    return False


def _leave_out(store: Store, wanted: Wanted, why: str) -> None:
    shape = store.shapes().get(wanted.dataset)
    with store.change() as cursor:
        if rollup := _existing(store, wanted):
            drop(cursor, rollup.id)
        number = next_id(cursor)
        keep(cursor, Builder(cursor, wanted, number).left_out(why, shape.rows if shape else 0))
