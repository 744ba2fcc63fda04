"""Did it work, on a company in a real database: two channels, thirty-two months, effects that are known."""

import json
from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

import pytest

from bsc import actions
from bsc.charts.before_after import TABLES
from bsc.insight.effects import Change, Verdict
from bsc.model.definitions import Initiative
from bsc.model.fence import Fence
from bsc.model.initiatives import Expected
from bsc.model.words import InitiativeState
from bsc.store import Store
from bsc.views.effects import Effects, KpiEffect, effects, verdict_of
from bsc.views.effects_rows import effect_rows, figures_table, numbers_table
from bsc.views.effects_words import reached
from bsc.views.workspace import Workspace
from tests.views.small_company import imported

TODAY = date(2026, 9, 11)
FIRST = (2024, 1)
MONTHS = 33  # January 2024 to September 2026, which is not over
KPIS = """
  - {id: rate, name: Rate, objective: reach, dataset: ads, formula: sum(clicks) / sum(impressions), unit: percent}
  - {id: cost, name: Cost, objective: reach, dataset: ads, formula: sum(cost), unit: currency, better: lower}
  - {id: sessions, name: Sessions, objective: reach, dataset: ads, formula: sum(sessions)}
  - {id: load, name: Load, objective: reach, dataset: ads, formula: sum(load) / count(*), better: within,
     targets: [{start: 2024-01-01, target: [20, 30], red_line: [10, 40]}]}
  - {id: score, name: Score, objective: heard, dataset: answers, formula: avg(score)}
"""
SCORECARD = f"""
version: 1
journey: {{name: Two channels, currency: EUR}}
stages: [{{id: interest, name: Interest}}]
datasets:
  - {{id: ads, time: day, dimensions: {{channel: channel}}, key: [day, channel]}}
  - {{id: answers, time: day, key: [day]}}
objectives:
  - {{id: reach, name: Reach, stage: interest, perspective: customer}}
  - {{id: heard, name: Hear, stage: interest, perspective: process}}
kpis: {KPIS}
"""


def _months() -> list[str]:
    return [f"{FIRST[0] + at // 12}-{at % 12 + 1:02d}" for at in range(MONTHS)]


def _ads() -> str:
    """Return two channels: from March 2026 on the rate of search doubles, cost of both and the load of both rise."""
    chance = Random("effects")  # noqa: S311 -- seeded on purpose
    lines = ["day,channel,impressions,clicks,cost,sessions,load"]
    for month in _months():
        late = month >= "2026-03"
        for channel in ("search", "social"):
            clicks = (200 if late and channel == "search" else 100) + chance.randint(-8, 8)
            cost = (150 if late else 100) + chance.randint(-4, 4)
            sessions = (500 if channel == "search" else 50) * (1.6 if late else 1.0) * (1 + chance.uniform(-0.03, 0.03))
            load = (24 if late else 15) + chance.uniform(-1, 1)
            lines.append(f"{month}-10,{channel},1000,{clicks},{cost},{sessions:.2f},{load:.2f}")
    return "\n".join(lines) + "\n"


def _answers() -> str:
    chance = Random("answers")  # noqa: S311 -- seeded on purpose
    return "day,score\n" + "".join(f"{month}-15,{7 + chance.uniform(-1, 1):.2f}\n" for month in _months())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("effects")
    store = Store.open(folder / "company.duckdb")
    actions.apply_definitions(store, SCORECARD, "test")
    imported(store, folder, "ads", _ads())
    imported(store, folder, "answers", _answers())
    return store


@pytest.fixture
def workspace(store: Store) -> Workspace:
    return Workspace(store, TODAY)


def _initiative(**fields: Any) -> Initiative:  # noqa: ANN401 -- any field of an initiative
    given: dict[str, Any] = {"id": "one", "name": "One", "start": date(2026, 3, 1), "state": InitiativeState.DONE}
    return Initiative(**{**given, **fields})


def _only(found: Effects) -> KpiEffect:
    assert len(found.effects) == 1
    return found.effects[0]


def test_what_was_expected_stands_beside_what_was_seen(workspace: Workspace) -> None:
    expected = Expected(kpi="rate", change=0.1, by=date(2026, 6, 30))
    found = _only(effects(workspace, _initiative(expected=(expected,), where={"channel": "search"})))
    assert found.verdict is Verdict.SUPPORTED
    assert found.counted == ("25 months", "6 months")  # the last one before does not count, nor does September
    assert found.told is not None
    assert found.told.after == pytest.approx(0.2, abs=0.01)
    assert "Rate stood at 10.0% before and at 19.9% since" in found.sentence
    assert "Expected: +10.0 pp by 30 Jun 2026. Seen: as much as expected, and all of it is within" in found.sentence
    assert "within what is likely" in found.sentence


def test_a_kpi_of_which_less_is_better_moved_the_other_way(workspace: Workspace) -> None:
    found = _only(effects(workspace, _initiative(kpis=("cost",))))
    assert (found.wanted, found.verdict) == ("down", Verdict.OTHER_WAY)
    assert verdict_of(workspace, _initiative(kpis=("cost",))).word == "moved the other way"


def test_what_moved_all_segments_alike_is_not_credited_to_the_one_that_got_it(workspace: Workspace) -> None:
    for_all = _only(effects(workspace, _initiative(kpis=("sessions",))))
    assert for_all.verdict is Verdict.SUPPORTED
    for_search = _only(effects(workspace, _initiative(kpis=("sessions",), where={"channel": "search"})))
    assert for_search.change is not None
    assert for_search.change.verdict("up") is Verdict.SUPPORTED  # by its own past
    assert for_search.comparison is not None
    assert for_search.comparison.ratio  # 60 % more of 500 is not 60 % more of 50
    assert for_search.verdict is Verdict.NOT_VISIBLE
    assert "Beyond the others (social)" in for_search.sentence
    assert for_search.comparison.means[0] == pytest.approx(50, abs=2)


def test_a_kpi_that_is_not_known_by_the_segment_is_judged_for_everybody_and_says_so(workspace: Workspace) -> None:
    found = _only(effects(workspace, _initiative(kpis=("score",), where={"channel": "search"})))
    assert found.comparison is None
    assert "Score is not known by channel: it is judged for everybody." in found.notes
    assert found.verdict is Verdict.NOT_VISIBLE


def test_towards_its_range_is_the_better_way(workspace: Workspace) -> None:
    found = _only(effects(workspace, _initiative(kpis=("load",))))
    assert (found.wanted, found.verdict) == ("up", Verdict.SUPPORTED)  # from 15 into 20 to 30


@pytest.mark.parametrize(
    ("fields", "verdict", "reason"),
    [
        ({"start": date(2026, 7, 1)}, Verdict.TOO_EARLY, "2 months since with a value, and 3 are needed"),
        ({"start": date(2026, 10, 1)}, Verdict.TOO_EARLY, "it has not taken effect yet"),
        ({"state": InitiativeState.PLANNED}, Verdict.TOO_EARLY, "it has not taken effect yet"),
        ({"state": InitiativeState.DROPPED}, Verdict.CANNOT_BE_TOLD, "it was dropped"),
        ({"start": date(2024, 6, 1)}, Verdict.CANNOT_BE_TOLD, "5 months before with a value, and 9 are needed"),
    ],
)
def test_what_cannot_be_told_says_why(
    workspace: Workspace, fields: Mapping[str, Any], verdict: Verdict, reason: str
) -> None:
    found = _only(effects(workspace, _initiative(kpis=("score",), **fields)))
    assert found.verdict is verdict
    assert found.reason.startswith(reason)
    assert reason in found.sentence


def test_what_never_took_effect_is_not_credited_with_what_happened(workspace: Workspace) -> None:
    found = _only(effects(workspace, _initiative(kpis=("sessions",), state=InitiativeState.DROPPED)))
    assert found.told is None
    assert found.sentence == "Cannot be told: it was dropped, and no day is known from which it took effect."
    stopped = _initiative(kpis=("sessions",), state=InitiativeState.DROPPED, effective=date(2026, 3, 1))
    assert _only(effects(workspace, stopped)).verdict is Verdict.SUPPORTED


def test_nothing_seen_is_too_early_as_long_as_it_is_not_expected_yet(workspace: Workspace) -> None:
    later = Expected(kpi="score", change=1.0, by=date(2026, 12, 31))
    found = _only(effects(workspace, _initiative(expected=(later,))))
    assert found.verdict is Verdict.TOO_EARLY
    assert found.reason == "no change is visible yet, and it is expected by 31 Dec 2026"
    past = later.model_copy(update={"by": date(2026, 6, 30)})
    assert _only(effects(workspace, _initiative(expected=(past,)))).verdict is Verdict.NOT_VISIBLE


def test_a_month_in_the_middle_of_which_it_took_effect_counts_to_neither(workspace: Workspace) -> None:
    found = _only(effects(workspace, _initiative(kpis=("cost",), effective=date(2026, 3, 12))))
    assert found.counted == ("25 months", "5 months")
    assert found.series.between is not None
    rows = {row["Period"]: row["Counts as"] for row in figures_table(found)}
    assert (rows["Jan 2026"], rows["Feb 2026"], rows["Mar 2026"], rows["Apr 2026"]) == (
        "before",
        "neither",
        "neither",
        "since",
    )
    assert "Sep 2026" not in rows


def test_another_initiative_at_the_same_time_is_named(store: Store) -> None:
    document = json.loads(store.scorecard().model_dump_json(exclude_defaults=True))
    document["initiatives"] = [
        {"id": "other", "name": "Other work", "kpis": ["sessions"], "start": "2026-04-01", "state": "running"},
        {"id": "long_ago", "name": "Long ago", "kpis": ["sessions"], "start": "2025-02-01", "state": "done"},
        {"id": "planned", "name": "Only planned", "kpis": ["sessions"], "start": "2026-04-01"},
    ]
    actions.apply_definitions(store, document, "test")
    found = _only(effects(Workspace(store, TODAY), _initiative(kpis=("sessions",))))
    assert [each.id for each in found.others] == ["other"]
    assert found.word == "supported, with others at the same time"
    assert "“Other work” (1 Apr 2026)" in found.sentence
    document["initiatives"] = []
    actions.apply_definitions(store, document, "test")


def test_an_initiative_of_an_objective_is_asked_of_all_its_kpis_and_each_must_be_surer(workspace: Workspace) -> None:
    alone = _only(effects(workspace, _initiative(kpis=("sessions",)))).told
    together = effects(workspace, _initiative(objective="reach"))
    assert [each.kpi.id for each in together.effects] == ["rate", "cost", "sessions", "load"]
    sessions = together.effects[2].told
    assert alone is not None
    assert sessions is not None
    assert sessions.low < alone.low
    assert "It is judged by 4 KPIs" in " ".join(together.effects[2].notes)
    assert together.verdict is Verdict.SUPPORTED
    assert "of 4 KPIs" in together.outcome.word
    assert "Cost moved the other way" in together.outcome.sentence


def test_an_initiative_without_a_kpi_cannot_be_told(workspace: Workspace) -> None:
    found = effects(workspace, _initiative())
    assert found.effects == ()
    assert found.outcome.sentence == "Cannot be told: it names no KPI that it is meant to move."


def test_within_a_fence_nothing_is_told_of_the_other_segments(store: Store) -> None:
    fenced = Workspace(store, TODAY, Fence.of(None, {"channel": ("search",)}))
    found = _only(effects(fenced, _initiative(kpis=("sessions",), where={"channel": "search"})))
    assert found.comparison is None
    assert "social" not in found.sentence
    assert found.series.values[0] == pytest.approx(500, abs=20)


def test_it_is_worked_out_once(workspace: Workspace, store: Store) -> None:
    first = effects(workspace, _initiative(kpis=("rate",)))
    assert effects(Workspace(store, TODAY), _initiative(kpis=("rate",))) is first
    assert effects(workspace, _initiative(kpis=("rate",), start=date(2026, 4, 1))) is not first


def test_the_chart_draws_what_was_found(workspace: Workspace) -> None:
    expected = Expected(kpi="sessions", change=400)
    found = _only(effects(workspace, _initiative(expected=(expected,), where={"channel": "search"})))
    rows = effect_rows(found)
    for name, columns in TABLES.items():
        assert all(set(row) == set(columns) for row in getattr(rows, name))
    levels = {str(row["line"]): row for row in rows.levels}
    assert found.told is not None
    assert levels["Without it"]["level"] == pytest.approx(found.told.after - found.told.change)
    assert levels["Expected"]["level"] == pytest.approx(found.told.without + 400)
    assert (levels["Mean since"]["label"], levels["Mean since"]["until"]) == ("Mar 2026", "Aug 2026")
    scaled = [row["rest"] for row in rows.values]
    assert scaled[0] == pytest.approx(500, abs=30)  # social has 50, drawn to scale
    assert numbers_table(found)[0][4] == pytest.approx(50, abs=3)
    assert [row["label"] for row in rows.values if row["begins"]] == ["Mar 2026"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (-0.04, "the opposite of what was expected"),
        (0.005, "hardly any of it"),
        (0.05, "50% of it"),
        (0.095, "as much as expected"),
        (0.14, "more than expected (140%)"),
    ],
)
def test_what_was_reached_is_said_in_words_and_never_as_less_than_nothing(change: float, said: str) -> None:
    told = Change(before=0.1, after=0.2, change=change, low=change - 0.01, high=change + 0.01, rising=1, seasonal=False)
    assert reached(told, Expected(kpi="rate", change=0.1)) == said
