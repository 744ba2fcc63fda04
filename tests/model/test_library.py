"""KPIs of the library before a dataset's columns take their places, and what stands for them there."""

import pytest

from bsc.model.definitions import Stage
from bsc.model.expressions import named_in, renamed, texts_in
from bsc.model.library import Library
from bsc.model.library_fit import fit, said
from bsc.model.usual_stages import USUAL_STAGES, default_stages, nearest, usual_of
from bsc.model.words import ColumnType, Unit

NUMBER, DATE, TEXT = ColumnType.NUMBER, ColumnType.DATE, ColumnType.TEXT
LIBRARY = Library.model_validate(
    {
        "columns": {
            "cost": {"means": "what was spent", "type": "number", "called": ["cost", "spend"]},
            "leads": {"means": "leads", "type": "number", "called": ["leads"]},
            "state": {
                "means": "where it stands",
                "type": "text",
                "called": ["state"],
                "values": {"won": ["Won", "Yes"]},
            },
            "on_day": {"means": "the day", "type": "date", "called": ["day"]},
        },
        "kpis": [
            {
                "id": "cost_per_lead",
                "name": "Cost per lead",
                "stage": "interest",
                "perspective": "financial",
                "formula": "sum(cost) / sum(leads)",
                "where": "state = 'won'",
                "time": "on_day",
                "unit": "currency",
                "better": "lower",
                "rows": "one row a day",
                "systems": ["Ads"],
                "description": "What a lead costs.",
                "benchmark": {"value": 70, "currency": "USD", "segment": "all", "source": "somebody"},
            }
        ],
    }
)
KPI = LIBRARY.kpis[0]


def test_a_text_in_a_formula_names_no_column() -> None:
    assert named_in("count(*) filter (where state = 'cost')") == ["count", "filter", "where", "state"]
    assert texts_in("state in ('won', 'it''s') and x = 'won'") == ["won", "it's"]


def test_columns_and_texts_get_their_new_names_each_in_its_place() -> None:
    written = renamed("sum(cost)\n / sum(costs) filter (where cost = 'cost')", {"cost": "spend"}, {"cost": "it's"})
    assert written == "sum(spend) / sum(costs) filter (where spend = 'it''s')"


def test_a_kpi_needs_what_it_counts_and_last_the_day_it_counts_it_on() -> None:
    assert LIBRARY.needs(KPI) == ("cost", "leads", "state", "on_day")
    assert LIBRARY.texts(KPI) == {"won": "state"}


def test_a_dataset_takes_the_places_of_the_columns() -> None:
    kpi = KPI.made(
        identity="cpl",
        objective="win",
        dataset="ads",
        columns={"cost": "spend_eur", "leads": "leads", "state": "state", "on_day": "day"},
        texts={"won": "Won"},
        dataset_time="day",
        currency="EUR",
        where="country = 'DE'",
    )
    assert (kpi.formula, kpi.where, kpi.time) == (
        "sum(spend_eur) / sum(leads)",
        "(state = 'Won') and (country = 'DE')",
        None,
    )
    assert (kpi.unit, kpi.objective, kpi.source) == (Unit.CURRENCY, "win", "Ads")


@pytest.mark.parametrize(("currency", "value"), [("USD", 70.0), ("EUR", None)])
def test_what_others_pay_in_dollars_is_no_benchmark_in_euros(currency: str, value: float | None) -> None:
    assert KPI.benchmark is not None
    found = KPI.benchmark.within(currency)
    assert (found.value if found else None) == value


def test_a_dataset_with_all_columns_fits_surer_the_better_they_are_called() -> None:
    best = fit(LIBRARY, KPI, "ads", {"day": DATE, "cost": NUMBER, "leads": NUMBER, "state": TEXT})
    next_best = fit(LIBRARY, KPI, "costs", {"day": DATE, "spend_eur": NUMBER, "leads": NUMBER, "state": TEXT})
    assert (best.likeness, next_best.likeness) == (1.0, (0.5 + 1 + 1 + 1) / 4)
    assert next_best.columns["cost"] == "spend_eur"
    assert best.is_sure


def test_a_column_of_another_type_is_not_taken_and_what_lacks_is_said() -> None:
    found = fit(LIBRARY, KPI, "ads", {"day": TEXT, "cost": TEXT, "leads": NUMBER, "state": TEXT})
    assert (found.lacking, found.likeness, found.is_sure) == (("cost", "on_day"), 0.0, False)


def test_a_column_stands_for_one_of_them_only_and_one_that_is_looked_up_counts_half() -> None:
    found = fit(LIBRARY, KPI, "ads", {"ads.day": DATE, "cost": NUMBER, "leads": NUMBER, "state": TEXT})
    assert found.columns["on_day"] == "ads.day"
    assert found.likeness == (1 + 1 + 1 + 0.5) / 4


def test_what_a_column_holds_says_the_word_that_is_looked_for() -> None:
    state = LIBRARY.columns["state"]
    assert said("won", state, ("lost", "yes")) == "yes"
    assert said("won", state, ("lost",)) == ""
    assert said("won", state, ()) == "Won"


def test_every_step_of_the_default_journey_is_its_own_stage_there() -> None:
    assert [usual_of(stage.id, default_stages()) for stage in default_stages()] == [(usual,) for usual in USUAL_STAGES]


def test_a_stage_that_is_called_otherwise_takes_the_steps_at_its_place() -> None:
    stages = [Stage(id="hello", name="Hello"), Stage(id="setup", name="Set up"), Stage(id="success", name="Success")]
    assert nearest("onboarding", stages) == "setup"
    assert "awareness" in usual_of("hello", stages)
    assert all(usual_of(stage.id, stages) for stage in stages)
