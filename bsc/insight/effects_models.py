"""The models that a stretch before and a stretch since a day are held to: noise that drags on, trend and season."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

STEP = 1  # the column of the change: level, change, trend, season
COLUMNS = 3  # of a design without a season
_DRAGS = (0.0, 0.12, 0.24, 0.36, 0.48, 0.6, 0.72, 0.84, 0.92, 0.98, 0.995)  # what of a value is left in the next one
_WALKS = (0.02, 0.05, 0.1, 0.3, 1.0, 3.0, 1e6)  # variance of a walk's steps, in that of the noise around it
_WAVES = 2
_SELDOM = 0.1  # what a form of season counts for against none: noise that drags on looks like waves, too
_LONGEST = 12  # places of a season of any form: the 52 weeks of a year would take all that is known
_NOTHING = 1e-9  # of the greatest: a column that adds nothing


@dataclass(frozen=True)
class Design:
    """One trend and season under every kind of noise; the arrays have a row for each kind.

    `basis` are orthonormal columns, whitened, of what the design explains; `step` reads the change off the values and
    `spread` is its variance in units of the noise's; `weight` is the part of the log marginal likelihood that does not
    depend on the values; `free` are the degrees of freedom.
    """

    basis: Numbers
    step: Numbers
    spread: Numbers
    weight: Numbers
    free: int
    seasonal: bool


@dataclass(frozen=True)
class Models:
    """The designs that may be, and `whitening`: the matrix for each kind of noise after which it is white."""

    whitening: Numbers
    designs: tuple[Design, ...]

    def squares(self, values: Numbers) -> list[Numbers]:
        """Return the sums of squares that each design leaves of *values*, one for each kind of noise.

        *values* are without their mean, so that next to nothing is lost by taking one sum from the other.
        """
        whole = _squared(self.whitening @ values)
        return [np.maximum(whole - _squared(each.basis @ values), 1e-12 * whole) for each in self.designs]


@lru_cache(maxsize=64)  # the KPIs of a scorecard stand at the same places
def models_at(places: tuple[int, ...], begin: int, season: int | None) -> Models:
    """Return the models for values at *places*, of which those from *begin* on may stand at another level.

    Each has a level, a change of it at *begin* and a straight trend; no season, or one of 1 or 2 waves a year, or one
    time of the year that stands out, or any form where each place of two years is known. The noise is autoregressive
    (AR(1)), up to nearly a random walk; or white around a random walk of some pace, up to the random walk itself.
    """
    roots = [np.linalg.cholesky(noise) for noise in _noises(places)]
    whitening = np.array([np.linalg.solve(root, np.eye(len(places))) for root in roots])
    plain, forms = _plain(places, begin), list(_seasons(places, season))
    designs = [_design(plain, whitening, 0.0)]
    for share, form in forms:
        columns = np.column_stack([plain, form])
        if len(places) - columns.shape[1] >= COLUMNS and _is_told(columns):
            designs.append(_design(columns, whitening, float(np.log(_SELDOM * share))))
    return Models(whitening, tuple(designs))


def _squared(rows: Numbers) -> Numbers:
    squares: Numbers = np.einsum("ij,ij->i", rows, rows)
    return squares


def _design(columns: Numbers, whitening: Numbers, prior: float) -> Design:
    count, width = columns.shape
    basis, upper = np.linalg.qr(whitening @ columns)
    back = np.linalg.inv(upper)
    onto = np.swapaxes(basis, 1, 2) @ whitening
    sizes = np.log(np.abs(np.diagonal(upper, axis1=1, axis2=2)[:, :COLUMNS])).sum(axis=1)
    noise = np.log(np.diagonal(whitening, axis1=1, axis2=2)).sum(axis=1)
    return Design(
        basis=onto,
        step=(back @ onto)[:, STEP],
        spread=(back[:, STEP] ** 2).sum(axis=1),
        weight=noise - sizes - (width - COLUMNS) / 2 * np.log(count) + prior,
        free=count - width,
        seasonal=width > COLUMNS,
    )


def _noises(places: Sequence[int]) -> Iterator[Numbers]:
    at = np.array(places, dtype=np.float64)
    apart = np.abs(at[:, None] - at[None])
    walked = np.minimum(at[:, None], at[None]) - at[0]
    for drag in _DRAGS:
        yield drag**apart
    for pace in _WALKS:
        yield np.eye(len(at)) + pace * walked


def _plain(places: Sequence[int], begin: int) -> Numbers:
    at = np.array(places, dtype=np.float64)
    return np.column_stack([np.ones(len(at)), at >= begin, (at - at.mean()) / len(at)])


def _seasons(places: Sequence[int], season: int | None) -> Iterator[tuple[float, Numbers]]:
    """Yield the columns of every form of season, each with the share that it has of its kind."""
    if season is None or places[-1] - places[0] + 1 < season:
        return
    at = np.array(places, dtype=np.float64)
    turns = [2 * np.pi * wave * at / season for wave in range(1, _WAVES + 1) if 2 * wave < season]
    for waves in range(1, len(turns) + 1):
        yield 1.0, np.column_stack([form(turn) for turn in turns[:waves] for form in (np.cos, np.sin)])
    if season > _LONGEST:
        return
    each = np.eye(season)[np.array(places) % season]
    known = each.sum(axis=0)
    for place in np.flatnonzero(known > 1):
        yield 1 / season, each[:, [place]]
    if known.min() > 1:
        yield 1.0, (each - 1 / season)[:, :-1]


def _is_told(columns: Numbers) -> bool:
    sizes = np.linalg.svd(columns, compute_uv=False)
    return bool(sizes[-1] > _NOTHING * sizes[0])
