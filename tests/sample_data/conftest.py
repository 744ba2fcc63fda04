"""The sample company, loaded once for all tests of this room."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from bsc import actions, actuals, templates
from bsc.model.definitions import Scorecard
from bsc.model.reading import scorecard_from
from bsc.store import Store
from bsc.store.yaml_text import document_from_yaml

Value = Callable[..., float | None]


@cache
def scorecard_of(template: str) -> Scorecard:
    return scorecard_from(document_from_yaml(templates.text(template)))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("sample") / "bsc.duckdb")
    actions.load_demo(store, who="test")
    yield store
    store.close()


@pytest.fixture(scope="session")
def value(sample: Store) -> Value:
    """Return the function that gives a KPI's value in a named period, under filters like channel="Email"."""

    def _value(kpi_id: str, period: str, *, template: str = "full_journey", **filters: str) -> float | None:
        scorecard = scorecard_of(template)
        kpi = next(kpi for kpi in scorecard.kpis if kpi.id == kpi_id)
        wanted = scorecard.journey.calendar.parse(period)
        found = actuals.compute(
            sample,
            scorecard,
            [kpi],
            [wanted],
            filters={dimension: (one,) for dimension, one in filters.items()},
            today=templates.AS_OF,
            shapes=sample.shapes(),
        )
        return found[kpi_id, wanted].value

    return _value
