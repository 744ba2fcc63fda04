"""Forecasts of public series, held against what came after the part that they were made of."""

import statistics

import pytest

from benchmarks.forecast import Held, held
from benchmarks.series import Collection, climate_and_orders, employment

KNOWN = 48
AHEAD = 6


def fared(collection: Collection) -> list[Held]:
    """Return how the forecast of the last half year fared, made of the four years before."""
    return [held(series[-KNOWN - AHEAD :], KNOWN, collection.season) for series in collection.series]


@pytest.fixture(scope="module")
def by_collection() -> dict[str, list[Held]]:
    return {each.name: fared(each) for each in (employment(), climate_and_orders())}


def test_the_error_of_the_chosen_method_is_below_the_naive_ones_on_the_median_series(
    by_collection: dict[str, list[Held]],
) -> None:
    assert [len(found) for found in by_collection.values()] == [22, 12]
    for found in by_collection.values():
        assert statistics.median(each.error for each in found) < statistics.median(each.naive for each in found)


def test_the_bands_hold_about_as_often_as_they_are_named(by_collection: dict[str, list[Held]]) -> None:
    offered = [each for found in by_collection.values() for each in found if each.offered]
    assert statistics.fmean(each.inside[0.8] for each in offered) == pytest.approx(0.8, abs=0.12)
