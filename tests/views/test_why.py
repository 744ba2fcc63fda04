"""Why a score changed, at every level: numbers worked out on paper from why_company.

July: click-through 9.2 % → 92 points, 100 sign-ups → 100, 5.00 a sign-up → 100; the two stages weigh the same: 98.
August: 7.5 % against a lower target → 93.75, 75 sign-ups → 75, 5.60 → 85; Buy weighs three times Interest: 84.84375.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from bsc.errors import NotFound
from bsc.model.periods import Grain
from bsc.model.view import View
from bsc.scoring.attribution import FACTORS, Change
from bsc.store import Store
from bsc.views.why import JOURNEY, Against, By, Part, WhyChanged, comparable_tree, why_changed
from bsc.views.why_rows import cause_rows, part_rows, parts_table, sentence, value_sentence
from bsc.views.workspace import Workspace
from tests.views.why_company import TODAY, opened

AUGUST = View(period="2026-08")
MIDDLE = (98 + 84.84375) / 2


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = opened(tmp_path_factory.mktemp("why"))
    yield store
    store.close()


@pytest.fixture(scope="module")
def workspace(store: Store) -> Workspace:
    return Workspace(store, TODAY)


def why(workspace: Workspace, part: str, view: View = AUGUST, by: By = By.STAGE) -> WhyChanged:
    return why_changed(workspace, view, Part.named(part), Against.PREVIOUS, by)


def totals(seen: WhyChanged) -> dict[str, float]:
    return {line.part.id: line.causes.total for line in seen.lines}


def test_the_journey_is_explained_by_its_stages_in_their_order(workspace: Workspace) -> None:
    seen = why(workspace, "journey")
    assert (seen.change.before, seen.change.after) == pytest.approx((98, 84.84375))
    assert [line.part.id for line in seen.lines] == ["interest", "buy"]
    buy = seen.lines[1]
    assert (buy.before, buy.after) == pytest.approx((100, 85))
    # its share 1/2 → 3/4: values 0.625 · −15, weights 0.25 · (92.5 − the middle of the two scores)
    assert [getattr(buy.causes, factor) for factor in FACTORS] == pytest.approx([-9.375, 0, 0.25 * (92.5 - MIDDLE), 0])


def test_the_journey_is_explained_by_its_perspectives_too(workspace: Workspace) -> None:
    seen = why(workspace, "journey", by=By.PERSPECTIVE)
    assert [line.part for line in seen.lines] == [
        Part("perspective", "financial"),
        Part("perspective", "customer"),
        Part("perspective", "learning"),
    ]
    by_stage = totals(why(workspace, "journey"))
    assert totals(seen)["customer"] == pytest.approx(by_stage["interest"])
    assert totals(seen)["learning"] == 0  # its KPIs have no target: they are in no score


def test_an_objective_is_explained_by_its_kpis_and_their_causes(workspace: Workspace) -> None:
    seen = why(workspace, "objective.reach")
    assert (seen.change.before, seen.change.after) == pytest.approx((96, 84.375))
    assert [line.part.id for line in seen.lines] == ["sign_ups", "ctr"]  # the greatest first
    sign_ups, ctr = (line.causes for line in seen.lines)
    assert (sign_ups.value, sign_ups.target) == pytest.approx((-12.5, 0))
    # both orders of half a share: 92 → 75 → 93.75 and 92 → 100 → 93.75
    assert (ctr.value, ctr.target) == pytest.approx((-11.625 / 2, 13.375 / 2))


def test_a_kpi_is_explained_by_its_value_and_its_target(workspace: Workspace) -> None:
    seen = why(workspace, "kpi.ctr")
    assert seen.lines == ()
    assert (seen.change.of("value"), seen.change.of("target")) == pytest.approx((-11.625, 13.375))
    assert [row["label"] for row in cause_rows(seen)] == ["Jul 2026", "Values", "Targets", "Aug 2026"]
    assert value_sentence(seen, "EUR") == (
        "Value: 9.2% in Jul 2026, 7.5% in Aug 2026. Held to ≥ 10.0%, then to ≥ 8.0%."
    )


def test_every_part_adds_up_at_every_level_against_both_periods(workspace: Workspace) -> None:
    scorecard = workspace.scorecard
    parts = [JOURNEY, *(Part("stage", each.id) for each in scorecard.stages)]
    parts += [Part("perspective", name) for name in ("financial", "customer", "process", "learning")]
    parts += [Part("objective", each.id) for each in scorecard.objectives]
    for part in parts:
        for against in Against:
            for by in By:
                seen = why_changed(workspace, AUGUST, part, against, by)
                assert sum(totals(seen).values()) == pytest.approx(seen.change.difference or 0, abs=1e-9)


def test_a_month_that_is_not_over_is_no_change_of_its_target(workspace: Workspace) -> None:
    # 27 sign-ups in 9 of 30 days are 90 a month: 75 → 90 points, all of it because of the value
    seen = why(workspace, "kpi.sign_ups", View(period="2026-09"))
    assert seen.running
    assert (seen.change.before, seen.change.after) == pytest.approx((75, 90))
    assert (seen.change.of("value"), seen.change.of("target")) == pytest.approx((15, 0), abs=1e-9)


def test_a_quarter_with_more_days_is_no_change_of_a_target(workspace: Workspace) -> None:
    week = View(period="2026-W33", grain=Grain.WEEK)  # the week of 10 August owes 7/31 of the month's target
    seen = why_changed(workspace, week, Part("kpi", "sign_ups"), Against.PREVIOUS)
    assert seen.change.of("target") == pytest.approx(0, abs=1e-9)


def test_comparing_changes_no_score(workspace: Workspace) -> None:
    for view in (AUGUST, View(period="2026-09"), View(period="2026-Q3", grain=Grain.QUARTER)):
        period = workspace.period(view)
        shown = [node.score for node in workspace.tree(view, period).walk()]
        assert [node.score for node in comparable_tree(workspace, view, period).walk()] == shown


def test_where_nothing_is_wanted_there_is_nothing_to_compare(workspace: Workspace) -> None:
    seen = why(workspace, "stage.later")
    assert (seen.change.difference, seen.lines, part_rows(seen), cause_rows(seen)) == (None, (), [], [])
    assert sentence(seen) == "Later has no score in Jul 2026, so that there is nothing to compare."


def test_a_period_without_a_score_is_named(workspace: Workspace) -> None:
    assert "no score in Jun 2026" in sentence(why(workspace, "journey", View(period="2026-07")))


@pytest.mark.parametrize("part", ["stage.gone", "kpi.clicks", "objective.", "moon.interest", "perspective.sideways"])
def test_a_part_that_is_not_there_is_said_with_what_is(workspace: Workspace, part: str) -> None:
    with pytest.raises(NotFound):
        why(workspace, part)


def test_the_trail_leads_from_the_journey_to_the_kpi(workspace: Workspace) -> None:
    assert [str(part) for part, _ in why(workspace, "kpi.ctr").trail] == [
        "journey",
        "stage.interest",
        "objective.reach",
        "kpi.ctr",
    ]


def test_the_sentence_says_how_much_why_and_who(workspace: Workspace) -> None:
    # targets: the click-through rate's share 1/4 → 1/8, its target effect 8 with the old value and 18.75 with the new:
    # (8/4 + 18.75/8) / 3 + (8/8 + 18.75/4) / 6 = 2.396; interest is what buy's −9.105 leaves of −13.156
    assert sentence(why(workspace, "journey")) == (
        "Small company fell from 98 to 84.8 points (−13.2) since Jul 2026: values −16.4, targets +2.4, weights +0.80. "
        "Most came from Buy (−9.1) and Interest (−4.1)."
    )


def test_a_score_that_only_just_reads_otherwise_names_no_cause(workspace: Workspace) -> None:
    moved = replace(why(workspace, "journey"), change=Change(49.949, 49.951, ()), lines=())
    assert sentence(moved) == "Small company rose from 49.9 to 50.0 points (0.00) since Jul 2026."


def test_each_bar_begins_where_the_one_above_it_ends(workspace: Workspace) -> None:
    rows = part_rows(why(workspace, "journey"))
    assert [row["text"] for row in rows] == ["98", "−4.1", "−9.1", "84.8"]
    assert [row["kind"] for row in rows] == ["level", "worse", "worse", "level"]
    for above, beneath in pairwise(rows):
        assert beneath["start"] == pytest.approx(above["end"])
        assert above["next"] == beneath["label"]


def test_the_file_has_what_the_table_has_and_all_together_last(workspace: Workspace) -> None:
    *lines, whole = parts_table(why(workspace, "stage.interest"))
    assert [line[0] for line in lines] == ["Reach more people"]
    assert whole[0] == "All together"
    assert whole[-2] == pytest.approx(-11.625)


def test_under_a_filter_the_change_is_that_of_the_filtered_scores(workspace: Workspace) -> None:
    # search alone: 10 % → 12 % are 100 points both times; sign-ups have no target for a channel; 5.00 both times
    seen = why(workspace, "objective.reach", View(period="2026-08", filters={"channel": ("search",)}))
    assert (seen.change.before, seen.change.after) == pytest.approx((100, 100))
    assert totals(seen)["ctr"] == pytest.approx(0)
    assert part_rows(seen) == []
    assert sentence(seen) == "Reach more people stands at 100 points, as in Jul 2026."


def test_a_second_look_asks_the_database_nothing(store: Store, workspace: Workspace) -> None:
    for part in ("journey", "stage.buy", "kpi.ctr"):
        why(workspace, part)
    before = store.queries
    again = Workspace(store, TODAY)
    for part in ("journey", "stage.buy", "kpi.ctr"):
        why(again, part)
    assert store.queries == before
