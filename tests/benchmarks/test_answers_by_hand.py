"""The engine against SQL that an expert wrote by hand, KPI by KPI, on the invented company of the benchmarks."""

from collections.abc import Iterator

import pytest

from benchmarks.company import MONTHS, ROWS_OF_THE_SAMPLE, company, rows_of
from benchmarks.events import definitions
from benchmarks.peers.question import KPIS, Answers, difference
from benchmarks.template import answers, forget_rollups, hand_answers, unprepared
from bsc import actions
from bsc.store import Store

ROWS = 40_000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = company(tmp_path_factory.mktemp("company"), ROWS)
    yield opened
    opened.close()


def test_every_kpi_of_the_template_has_values(store: Store) -> None:
    found = answers(store, store)
    assert len(found) == 56
    assert all(len(values) >= 30 for values in found.values())


def test_from_raw_rows_every_kpi_equals_the_sql_by_hand(store: Store) -> None:
    by_hand, ours = hand_answers(store), answers(store, unprepared(store))
    assert set(by_hand) == set(ours)
    assert difference(by_hand, ours) < 1e-9
    beyond = {
        (kpi, value) for kpi, values in ours.items() for month, value in values.items() if month not in by_hand[kpi]
    }
    assert {kpi for kpi, value in beyond if value} <= {"linkedin_followers"}  # carried on; a count of nothing is 0


def test_from_rollups_every_kpi_equals_the_sql_by_hand(store: Store) -> None:
    forget_rollups(store)
    assert actions.refresh_rollups(store, few_rows=0).built > 0
    assert difference(hand_answers(store), answers(store, store)) < 1e-9


def test_the_invented_company_has_the_shares_of_the_sample() -> None:
    counts = rows_of(100_000_000)
    assert set(counts) == set(ROWS_OF_THE_SAMPLE)
    assert counts["web"] == 15_251_489  # 6,962 of the sample's 45,648 rows
    assert abs(sum(counts.values()) - 100_000_000) < 100


def test_the_question_to_the_peers_is_the_scorecard_of_events() -> None:
    assert [kpi["id"] for kpi in definitions()["kpis"]] == list(KPIS)
    assert len(KPIS) == 40
    assert len(MONTHS) == 36


@pytest.mark.parametrize(("theirs", "apart"), [({"k": {"m": 2.0}}, 0.0), ({"k": {"m": 4.0}}, 0.5), ({}, float("inf"))])
def test_answers_differ_by_their_share_and_a_missing_one_is_infinitely_far(theirs: Answers, apart: float) -> None:
    assert difference({"k": {"m": 2.0}}, theirs) == apart
