from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bsc.errors import Cancelled
from bsc.intake.progress import Progress
from bsc.model.periods import Grain
from bsc.model.view import View
from bsc.model.words import InitiativeState, Status
from bsc.scoring.rollup import ROUNDING, of_whole
from bsc.store import Store
from bsc.views.attention import attention
from bsc.views.board_pack import board_pack
from bsc.views.effects import verdict_of
from bsc.views.journey_map import journey_map
from bsc.views.pack import ScoreRow, Section, Wanted
from bsc.views.stage import stage_page
from bsc.views.trend import trend
from bsc.views.workspace import Workspace
from tests.views import small_company

AUGUST = View(period="2026-08")
WITH_INITIATIVES = (
    small_company.SCORECARD
    + """
initiatives:
  - {id: late, name: Better ads, objective: reach, owner: Ann, start: 2026-06-01, due: 2026-09-01, state: running,
     helpers: [Ben], cost: 900, expected: [{kpi: clicks, change: 50}]}
  - {id: done, name: New prices, kpis: [order_value], start: 2026-01-01, due: 2026-02-01, state: done}
  - {id: later, name: Cheaper ads, objective: spend, start: 2026-08-01, due: 2026-12-01, state: planned}
  - {id: open, name: Someday, start: 2026-08-01, state: planned}
"""
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = small_company.opened(tmp_path_factory.mktemp("pack"), WITH_INITIATIVES)
    yield opened
    opened.close()


@pytest.fixture
def company(store: Store) -> Workspace:
    return Workspace(store, small_company.TODAY)


def row(company: Workspace, kpi: str) -> ScoreRow:
    return next(each for each in board_pack(company, AUGUST).scores if each.id == kpi)


def test_the_pack_holds_what_the_pages_show(company: Workspace) -> None:
    pack, period = board_pack(company, AUGUST), company.period(AUGUST)
    assert pack.map is journey_map(company, AUGUST)
    assert pack.attention is attention(company, AUGUST, period)
    assert pack.stages == tuple(stage_page(company, AUGUST, stage) for stage in ("interest", "buy"))
    assert [each.trend for each in pack.trends] == [trend(company, AUGUST, each.kpi.id) for each in pack.trends]


def test_the_cover_says_whose_figures_of_which_days_they_are(company: Workspace) -> None:
    view = replace(AUGUST, persona="newcomer", filters={"channel": ("search", "social")})
    cover = board_pack(company, view, made=datetime(2026, 9, 11, 8, 30, tzinfo=UTC)).cover
    assert (cover.journey, cover.period, cover.days) == ("Small company", "Aug 2026", "1 – 31 Aug 2026")
    assert cover.seen == "Newcomer · Channel: search or social"
    assert (cover.until, cover.made, cover.running) == ("10 Sep 2026", "11 Sep 2026, 08:30", False)


def test_the_cover_has_the_score_of_the_map_and_what_it_moved_by(company: Workspace) -> None:
    cover = board_pack(company, AUGUST).cover
    # interest: cost 75; reach (25 + 66.67) / 2 = 45.83, in July (30 + 73.33) / 2 = 51.67; buy, which counts twice: 100
    assert cover.score.points == pytest.approx((60.4167 + 200) / 3, abs=1e-3)
    assert (cover.points, cover.change) == ("87", "−1.0 point")  # in July (63.33 + 200) / 3
    assert [(each.kpi, round(each.points, 2)) for each in cover.movers] == [("clicks", -0.56), ("ctr", -0.42)]
    assert cover.before == "Jul 2026"


def test_a_period_that_is_not_over_says_so(company: Workspace) -> None:
    pack = board_pack(company, View(period="2026-09"))
    assert pack.cover.running
    assert any("is not over" in sentence for remark in pack.remarks for sentence in remark.sentences)


def test_trends_are_those_of_pinned_kpis_in_the_journeys_order(company: Workspace) -> None:
    assert [each.kpi.id for each in board_pack(company, AUGUST).trends] == ["cost", "ctr", "order_value"]


def test_a_point_of_a_trend_has_the_number_and_the_words_of_the_page(company: Workspace) -> None:
    ctr = board_pack(company, AUGUST).trends[1]
    august = next(each for each in ctr.points if each.label == "Aug 2026")
    assert (august.value, august.figure) == (0.02, "2.0%")  # 40 clicks of 2,000 impressions
    assert (august.target, august.red_line) == (0.05, 0.03)
    assert (august.target_words, august.red_line_words) == ("5.0%", "3.0%")
    assert (august.status, august.counted) == (Status.OFF_TRACK, "40 of 2,000")
    assert ctr.sentences[0] == "Aug 2026: 2.0%, off track (target 5.0%, red line 3.0%)."


def test_the_running_period_of_a_trend_is_marked_as_partial_and_a_gap_stays_one(company: Workspace) -> None:
    points = {each.label: each for each in board_pack(company, AUGUST).trends[1].points}
    assert points["Sep 2026"].partial
    assert points["Apr 2026"].value is None


def test_a_score_can_be_worked_out_again_from_the_rows_beneath_it(company: Workspace) -> None:
    rows = board_pack(company, AUGUST).scores
    for place, parent in enumerate(rows):
        beneath = [each for each in rows if each.parent == place and each.points is not None and each.weight > 0]
        if beneath and parent.points is not None:
            shares = of_whole([each.weight for each in beneath])
            again = sum(share * (each.points or 0) for share, each in zip(shares, beneath, strict=True))
            assert parent.points == pytest.approx(again, abs=ROUNDING)
    assert [each.kind for each in rows[:4]] == ["journey", "stage", "cell", "objective"]


def test_a_kpis_row_has_the_words_for_value_target_and_red_line(company: Workspace) -> None:
    cost = row(company, "cost")
    assert (cost.figure, cost.target, cost.red_line) == ("€150", "€100", "€200")
    assert cost.points == pytest.approx(75)  # half way from red line to target
    assert (cost.stage, cost.perspective, cost.depth) == ("Interest", "Financial", 4)


def test_a_definition_has_the_target_as_it_was_set_not_as_a_week_owes_it(company: Workspace) -> None:
    week = View(period="2026-08-03", grain=Grain.WEEK)
    clicks = next(each for each in board_pack(company, week).definitions if each.id == "clicks")
    assert (clicks.target, clicks.red_line) == ("60", "30")
    assert (clicks.formula, clicks.direction, clicks.frequency) == ("sum(clicks)", "higher is better", "month")


def test_initiatives_that_should_be_done_come_first_and_those_that_are_last(company: Workspace) -> None:
    found = board_pack(company, AUGUST).actions
    assert [each.name for each in found] == ["Better ads", "Cheaper ads", "Someday", "New prices"]
    first, last = found[0], found[-1]
    assert (first.overdue, first.owner, first.due) == (True, "Ann", "1 Sep 2026")
    assert [each.name for each in first.kpis] == ["Click-through rate", "Clicks"]
    assert (last.state, last.overdue, last.stage) == (InitiativeState.DONE, False, "Buy")
    assert (first.helpers, first.cost, first.cost_amount) == (("Ben",), "€900", 900)
    assert first.expected == ("Clicks +50 by 1 Sep 2026",)


def test_an_action_has_the_word_for_whether_it_worked_that_its_page_has(company: Workspace) -> None:
    begun, planned, someday, done = board_pack(company, AUGUST).actions
    words = {each.id: verdict_of(company, each).word for each in company.scorecard.initiatives if each.id != "open"}
    assert (begun.worked, done.worked) == (words["late"], words["done"])
    assert (planned.worked, someday.worked) == ("", "")


def test_what_is_not_wanted_is_left_out(company: Workspace) -> None:
    pack = board_pack(company, AUGUST, Wanted(sections=(Section.NOTES, Section.ACTIONS), forecasts=False))
    assert pack.sections == (Section.ACTIONS, Section.NOTES)
    assert (pack.stages, pack.trends, pack.scores, pack.definitions) == ((), (), (), ())
    assert pack.actions
    assert pack.datasets


def test_the_notes_say_which_kpi_has_no_data_and_which_values_are_old(company: Workspace) -> None:
    pack = board_pack(company, View(period="2026-04"))
    said = [sentence for remark in pack.remarks for sentence in remark.sentences]
    assert any(each.startswith("No data: ") and "Click-through rate" in each for each in said)


def test_a_pack_is_made_once_and_its_moment_stands_beside(company: Workspace) -> None:
    first = board_pack(company, AUGUST, made=datetime(2026, 9, 11, tzinfo=UTC))
    again = board_pack(company, AUGUST, made=datetime(2026, 9, 12, tzinfo=UTC))
    assert again.trends is first.trends
    assert (first.cover.made, again.cover.made) == ("11 Sep 2026, 00:00", "12 Sep 2026, 00:00")


def test_the_work_tells_how_far_it_is_and_can_be_stopped(store: Store) -> None:
    company, told = Workspace(store, date(2026, 9, 12)), list[Progress]()

    def stopped(progress: Progress) -> None:
        told.append(progress)
        if progress.step.startswith("drawing trend 2"):
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        board_pack(company, AUGUST, watch=stopped)
    assert [each.step for each in told] == ["reading the journey map", "drawing trend 1 of 3", "drawing trend 2 of 3"]
    shares = [each.share for each in told]
    assert shares == sorted(shares)
    assert max(shares) < 1
    assert board_pack(company, AUGUST).trends  # what was stopped is not kept


def test_a_score_that_moved_by_less_than_is_shown_is_unchanged(company: Workspace) -> None:
    same = View(period="2026-08", filters={"channel": ("search",)})
    assert board_pack(company, same).cover.change == "unchanged"  # 30 clicks of 1,000 in July and in August
