"""Why a KPI's value changed, by segment: numbers worked out on paper from why_company."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from bsc import actions
from bsc.model.view import View
from bsc.model.words import Unit
from bsc.scoring.mix import SegmentEffect
from bsc.store import Store
from bsc.views.segments_of_change import NotSplit, Segments, dimensions_of, segments
from bsc.views.why import Against
from bsc.views.why_rows import (
    RATIO_HEADER,
    SUM_HEADER,
    component_rows,
    segment_rows,
    segments_sentence,
    segments_table,
)
from bsc.views.workspace import Workspace
from tests.views.why_company import COLUMNS, TODAY, opened

AUGUST = View(period="2026-08")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = opened(tmp_path_factory.mktemp("segments"))
    yield store
    store.close()


@pytest.fixture(scope="module")
def workspace(store: Store) -> Workspace:
    return Workspace(store, TODAY)


def split(workspace: Workspace, kpi: str, dimension: str = "channel", view: View = AUGUST) -> Segments:
    found = segments(workspace, view, kpi, Against.PREVIOUS, dimension)
    assert isinstance(found, Segments), found
    return found


def effects(found: Segments) -> dict[str, SegmentEffect]:
    return {effect.segment: effect for effect in found.split.effects}


def why_not(workspace: Workspace, kpi: str, view: View = AUGUST, dimension: str = "channel") -> str:
    found = segments(workspace, view, kpi, Against.PREVIOUS, dimension)
    assert isinstance(found, NotSplit)
    return found.reason


def test_a_rate_falls_by_its_mix_though_the_rate_of_every_channel_rose(workspace: Workspace) -> None:
    found = split(workspace, "ctr")
    seen = effects(found)
    assert (found.split.before, found.split.after) == pytest.approx((0.092, 0.075))
    assert (found.split.of("mix"), found.split.of("rate")) == pytest.approx((-0.034, 0.017))
    assert seen["social"].mix == pytest.approx(0.4 * (0.025 - 0.0835))
    assert (found.numerator, found.denominator) == ("sum(clicks)", "sum(impressions)")


def test_rows_without_a_channel_are_a_segment_of_their_own(workspace: Workspace) -> None:
    # sign-ups: search 80 → 70, social 20 → 0, and 5 that came from nowhere
    seen = effects(split(workspace, "sign_ups"))
    assert {name: effect.amount for name, effect in seen.items()} == {"search": -10, "social": -20, "(none)": 5}


def test_an_export_that_writes_none_as_a_channel_is_split_beside_rows_without_one(tmp_path: Path) -> None:
    """Google Analytics calls a medium `(none)`: 3 sign-ups more, beside the 5 that came from nowhere."""
    store = opened(tmp_path)
    file = tmp_path / "more.csv"
    file.write_text(f"{COLUMNS}\n2026-08-12,(none),Regular,a,0,0,3,0,\n", encoding="utf-8")
    actions.import_file(store, file, "ads", who="test")
    seen = effects(split(Workspace(store, TODAY), "sign_ups"))
    store.close()
    assert {name: effect.amount for name, effect in seen.items()} == {
        "search": -10,
        "social": -20,
        "(none)": 3,
        "(left empty)": 5,
    }


def test_cost_where_nobody_signed_up_is_an_amount(workspace: Workspace) -> None:
    # 5.00 → 5.60; social: 100 for 20 → 60 for nobody
    seen = effects(split(workspace, "price"))
    assert seen["social"].amount == pytest.approx(60 / 75)
    assert sum(effect.total for effect in seen.values()) == pytest.approx(0.6, abs=1e-9)


def test_an_average_is_split_by_how_many_gave_a_rating(workspace: Workspace) -> None:
    # July: search 4, social 2 → 3; August: search 5, nobody on social, 2 from nowhere → 3.5
    found = split(workspace, "rating")
    assert (found.split.before, found.split.after) == pytest.approx((3, 3.5))
    assert effects(found)["search"].rate == pytest.approx(0.5)
    assert effects(found)["social"].after.value is None


def test_a_persona_is_one_segment_whether_its_rows_say_the_id_or_the_name(workspace: Workspace) -> None:
    seen = effects(split(workspace, "ctr", "persona"))
    assert set(seen) == {"Newcomer", "Regular"}
    assert (seen["Newcomer"].before.numerator, seen["Newcomer"].after.numerator) == (90, 60)


@pytest.mark.parametrize(
    ("kpi", "said"),
    [
        ("middle", "a median is not made of the medians of its segments"),
        ("people", "it counts different values, and one of them may be in several segments"),
    ],
)
def test_what_cannot_be_split_says_why(workspace: Workspace, kpi: str, said: str) -> None:
    assert said in why_not(workspace, kpi)


def test_a_sum_of_a_month_that_is_not_over_is_not_held_against_a_whole_one(workspace: Workspace) -> None:
    september = View(period="2026-09")
    assert "Sep 2026 is not over" in why_not(workspace, "sign_ups", september)
    assert split(workspace, "ctr", view=september).split.after == pytest.approx(0.08)


def test_a_period_without_rows_has_nothing_to_split(workspace: Workspace) -> None:
    assert "Jun 2026 has no value" in why_not(workspace, "ctr", View(period="2026-07"))


def test_a_filter_that_the_rows_cannot_answer_leaves_nothing_to_split(workspace: Workspace) -> None:
    said = why_not(workspace, "ctr", View(period="2026-08", filters={"region": ("north",)}))
    assert "Jul 2026 has no value" in said
    assert "no dimension `region`" in said


def test_a_value_that_is_carried_on_has_not_changed(workspace: Workspace) -> None:
    assert "carried on" in why_not(workspace, "rating", View(period="2025-09"))


def test_many_segments_are_chosen_from_before_they_are_split(workspace: Workspace) -> None:
    assert "campaign has 62 values" in why_not(workspace, "ctr", dimension="campaign")
    some = View(period="2026-08", filters={"campaign": ("a", "c1")})
    assert set(effects(split(workspace, "ctr", "campaign", some))) == {"a"}


def test_a_filter_leaves_the_other_dimensions_and_its_own_values(workspace: Workspace) -> None:
    one = View(period="2026-08", filters={"channel": ("search",)})
    both = View(period="2026-08", filters={"channel": ("search", "social")})
    assert dimensions_of(workspace, one, "ctr") == ("persona", "campaign")
    assert dimensions_of(workspace, both, "ctr") == ("channel", "persona", "campaign")
    assert set(effects(split(workspace, "sign_ups", view=both))) == {"search", "social"}


def test_segments_add_up_to_the_value_that_the_pages_show(workspace: Workspace) -> None:
    for kpi in ("ctr", "sign_ups", "price", "rating"):
        for dimension in ("channel", "persona"):
            found = split(workspace, kpi, dimension).split
            for made, period in ((found.before, "2026-07"), (found.after, "2026-08")):
                view = View(period=period)
                assert made == pytest.approx(workspace.readings(view, workspace.period(view))[kpi].value, abs=1e-9)
            assert sum(effect.total for effect in found.effects) == pytest.approx(found.difference, abs=1e-9)


def test_the_waterfall_of_segments_leads_from_value_to_value(workspace: Workspace) -> None:
    rows = segment_rows(split(workspace, "price"))
    assert [rows[0]["text"], rows[-1]["text"]] == ["€5.00", "€5.60"]
    for above, beneath in pairwise(rows):
        assert beneath["start"] == pytest.approx(above["end"])
    # dearer is worse
    assert {row["kind"] for row in rows if row["label"] == "social"} == {"worse"}


def test_a_sum_has_no_mix_and_a_ratio_has(workspace: Workspace) -> None:
    assert component_rows(split(workspace, "sign_ups")) == []
    assert [row["label"] for row in component_rows(split(workspace, "ctr"))] == ["Jul 2026", "Mix", "Rate", "Aug 2026"]
    assert [row["label"] for row in component_rows(split(workspace, "price"))][3] == "Amount"


def test_tables_have_a_column_for_each_name(workspace: Workspace) -> None:
    assert all(len(row) == len(RATIO_HEADER) for row in segments_table(split(workspace, "ctr")))
    assert all(len(row) == len(SUM_HEADER) for row in segments_table(split(workspace, "sign_ups")))


def test_the_sentence_speaks_of_percentage_points(workspace: Workspace) -> None:
    found = split(workspace, "ctr")
    assert found.kpi.unit is Unit.PERCENT
    assert segments_sentence(found) == (
        "9.2% in Jul 2026, 7.5% in Aug 2026 (−1.7 pp): mix −3.4 pp, rate +1.7 pp. "
        "Most: social (−2.0 pp), search (+0.34 pp)."
    )


def test_a_second_look_asks_the_database_nothing(store: Store, workspace: Workspace) -> None:
    split(workspace, "ctr")
    before = store.queries
    split(Workspace(store, TODAY), "ctr")
    assert store.queries == before
