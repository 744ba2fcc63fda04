"""Bringing rollups up to date: what is built, renewed, left out and taken away – and that nothing is half done."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bsc import actions
from bsc.actuals.rollup import Spec
from bsc.errors import Cancelled
from bsc.intake.progress import Progress
from bsc.store import Store
from bsc.store.rollups import drop
from tests.actuals.asked_twice import Company, Document, differing, rollup_table
from tests.actuals.visits import FIRST, VISITS, company_of, document, visits, with_dataset

JANUARY = "2026-01"
DEFEATED = "a row cannot be computed: "
REFRESHER = """
import sys
from bsc import actions
from bsc.store import Store
from bsc.store.rollups import drop
store = Store.open(sys.argv[1])
print("open", flush=True)
actions.refresh_rollups(store, few_rows=0, shrink=0)
print("over", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    made = company_of(tmp_path, document("count(distinct customer)"))
    yield made
    made.store.close()


def is_right(company: Company) -> bool:
    periods = company.periods(FIRST, FIRST.replace(month=3))
    filters: list[dict[str, tuple[str, ...]]] = [{}, {"channel": ("mail",)}]
    return all(differing(company.of_rows(periods, some), company.ask(periods, some)) == [] for some in filters)


def falsify(company: Company) -> None:
    """Write a number into every cell of the cube that no row has given."""
    with company.store.change() as cursor:
        cursor.execute(f"update {rollup_table(company.store, 'c')} set p1 = 1000")  # noqa: S608 -- our own name


def test_what_is_wanted_is_built_once(company: Company) -> None:
    assert actions.rollups_wanting(company.store, few_rows=0)
    assert company.refresh() == actions.Refreshed(built=1)
    assert not actions.rollups_wanting(company.store, few_rows=0)
    assert company.refresh() == actions.Refreshed()
    assert not company.refresh().anything


def test_only_touched_days_are_written_anew(company: Company) -> None:
    company.define(document("sum(cost)"))
    company.refresh()
    (before,) = company.store.rollups()
    falsify(company)
    company.bring("visits", VISITS, visits((5, 1)))
    assert company.refresh() == actions.Refreshed(renewed=1)
    (after,) = company.store.rollups()
    assert (after.id, after.touched, after.rows) == (before.id, frozenset(), 288 - 23)
    table = rollup_table(company.store, "c")
    written = company.store.read(f'select distinct "day" from {table} where p1 <> 1000')  # noqa: S608 -- our own name
    assert [day for (day,) in written] == [FIRST.replace(day=5)]
    kept = [company.store.read(f'select count(*) from rollup."{name}"') for name in after.tables]  # noqa: S608 -- the same
    assert after.cells == sum(count for ((count,),) in kept)


def test_values_and_counted_periods_of_touched_days_are_written_anew(company: Company) -> None:
    company.refresh()
    company.bring("visits", VISITS, [(*visit[:3], "c9", *visit[4:]) for visit in visits((5, 2))])
    assert company.refresh().renewed == 1
    assert [company.actual("kpi", name).value for name in ("2026-01-05", "2026-W02", JANUARY)] == [1, 8, 8]
    assert [company.served("kpi", name) for name in ("2026-01-05", "2026-W02", JANUARY)] == ["rollup"] * 3
    assert company.actual("kpi", JANUARY, {"channel": ("search",)}).value == 8
    assert is_right(company)


def test_an_undone_import_is_taken_out_again(company: Company) -> None:
    company.refresh()
    number = company.bring("visits", VISITS, visits((5, 1), (20, 2)))
    company.refresh()
    assert company.actual("visits", JANUARY).value == 288 - 24 + 1 + 2
    company.undo(number, "visits")
    assert company.refresh() == actions.Refreshed(renewed=1)
    assert (company.actual("visits", JANUARY).value, company.served("visits", "2026-01-20")) == (288, "rollup")
    assert is_right(company)


@pytest.mark.parametrize(
    "found",
    [
        document("sum(clicks)"),
        document("count(distinct payer)"),
        {**document("count(distinct customer)"), "journey": {"week_starts": "sunday"}},
        with_dataset(document("count(distinct customer)"), dimensions={"channel": "audience", "persona": "audience"}),
        with_dataset(document("count(distinct customer)"), dimensions={"channel": "channel", "payer": "payer",
                                                                      "persona": "audience"}),
        with_dataset(document("count(distinct customer)"), dimensions={"channel": "channel"}),
    ],
    ids=["another sum", "other values", "a calendar", "another column", "a dimension more", "a dimension less"],
)  # fmt: skip
def test_a_rollup_that_lacks_what_the_definitions_want_now_is_built_anew(company: Company, found: Document) -> None:
    company.refresh()
    company.define(found)
    assert company.refresh() == actions.Refreshed(built=1)
    assert company.refresh() == actions.Refreshed()
    for dimension in found["datasets"][0]["dimensions"]:
        assert company.why("kpi", JANUARY, filters={dimension: ("mail",)}) == ""
    assert is_right(company)


def test_a_dimension_with_too_many_values_is_looked_at_once(company: Company) -> None:
    assert company.refresh(shrink=10).built == 1
    assert Spec.read(company.store.rollups()[0].spec).dimensions == {}
    assert company.refresh(shrink=10) == actions.Refreshed()


def test_what_is_wanted_no_more_stays_until_days_are_touched_and_goes_then(company: Company) -> None:
    company.refresh()
    company.define(document())
    assert company.refresh() == actions.Refreshed()
    company.bring("visits", VISITS, visits((5, 1)))
    assert company.refresh() == actions.Refreshed(built=1)
    assert len(company.store.rollups()[0].tables) == 1


def test_a_rollup_that_nothing_wants_is_dropped_with_its_tables(company: Company) -> None:
    company.refresh()
    company.change(kpis=[])
    assert company.refresh() == actions.Refreshed(dropped=1)
    assert company.store.rollups() == ()
    assert company.store.read("select table_name from duckdb_tables() where schema_name = 'rollup'") == []


def test_one_that_would_hardly_be_smaller_is_looked_at_again_when_there_are_twice_the_rows(company: Company) -> None:
    company.refresh(shrink=30)
    (left,) = company.store.rollups()
    assert (left.tables, left.cells, left.rows) == ((), 0, 288)
    company.bring("visits", VISITS, visits((1, 200)))
    assert company.refresh(shrink=30) == actions.Refreshed()
    company.bring("visits", VISITS, visits((2, 200)))
    assert company.refresh(shrink=30) == actions.Refreshed(built=1)
    assert company.served("visits", JANUARY) == "rollup"


FAR = "count(*) filter (where add_days(cast(channel as date), 1000) > day)"
BEYOND = (visits((5, 1))[0][0], "5881580-07-10", *visits((5, 1))[0][2:])  # no day comes a thousand days later


@pytest.fixture
def defeated(company: Company) -> Company:
    """Return the company with a row that one formula cannot be computed of, and its rollup left out."""
    company.define(document(FAR))
    company.bring("visits", VISITS, [*visits((5, 24)), BEYOND])
    assert company.refresh() == actions.Refreshed(built=1)
    return company


def test_a_row_that_cannot_be_computed_leaves_the_rollup_out_and_the_numbers_as_they_were(defeated: Company) -> None:
    (left,) = defeated.store.rollups()
    assert (left.tables, left.rows) == ((), 289)
    assert defeated.why("visits", JANUARY).startswith(DEFEATED)
    assert (defeated.actual("visits", JANUARY).value, defeated.served("visits", JANUARY)) == (289, "rows")
    assert defeated.actual("kpi", JANUARY).note.startswith(DEFEATED)
    assert defeated.actual("kpi", "2026-01-06").value == 0
    assert is_right(defeated)
    assert defeated.refresh() == actions.Refreshed()


def test_it_is_built_when_the_formula_is_mended(defeated: Company) -> None:
    defeated.define(document("sum(clicks)"))
    assert defeated.refresh() == actions.Refreshed(built=1)
    assert defeated.served("kpi", JANUARY) == "rollup"


def test_it_is_built_when_the_row_is_gone(defeated: Company) -> None:
    defeated.bring("visits", VISITS, visits((5, 24)))
    assert defeated.refresh() == actions.Refreshed(built=1)
    assert (defeated.actual("kpi", JANUARY).value, defeated.served("kpi", JANUARY)) == (0, "rollup")


def test_a_row_that_cannot_be_computed_and_comes_later_leaves_it_out_too(company: Company) -> None:
    company.define(document(FAR))
    company.refresh()
    company.bring("visits", VISITS, [*visits((5, 24)), BEYOND])
    company.refresh()
    assert company.why("visits", JANUARY).startswith(DEFEATED)
    assert company.store.read("select table_name from duckdb_tables() where schema_name = 'rollup'") == []
    assert is_right(company)


def test_stopped_between_two_rollups_the_first_is_there_and_the_second_is_not(company: Company) -> None:
    company.define(document("sum(clicks)", time="done"))
    steps: list[str] = []

    def second(progress: Progress) -> None:
        steps.append(progress.step)
        if "2 of 2" in progress.step:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        actions.refresh_rollups(company.store, second, few_rows=0, shrink=0)
    assert steps == ["adding up Visits by day, 1 of 2", "adding up Visits by day, 2 of 2"]
    assert len(company.store.rollups()) == 1
    assert is_right(company)
    assert company.refresh() == actions.Refreshed(built=1)


def test_a_rollup_is_built_beside_readers_who_see_the_same_numbers_all_the_time(company: Company) -> None:
    period = company.period(JANUARY)
    for shrink in (0, 10, 0):
        assert company.ask([period])["kpi", period].value == 7
        with company.store.change() as cursor:
            for rollup in company.store.rollups():
                drop(cursor, rollup.id)
        assert company.ask([period], forget=False)["kpi", period].value == 7
        company.refresh(shrink=shrink)
        assert company.ask([period], forget=False)["kpi", period].value == 7


def test_a_backup_keeps_the_rollups(company: Company, tmp_path: Path) -> None:
    company.refresh()
    copy = tmp_path / "copy" / "company.duckdb"
    copy.parent.mkdir()
    actions.backup(company.store, copy)
    (before,) = company.store.rollups()
    company.store.close()
    company.store = Store.open(copy)
    assert company.store.rollups() == (before,)
    assert (company.actual("kpi", JANUARY).value, company.served("kpi", JANUARY)) == (7, "rollup")
    assert is_right(company)


@pytest.mark.parametrize("after_s", [0.0, 0.03])
def test_a_process_that_is_killed_while_it_adds_up_leaves_right_numbers(tmp_path: Path, after_s: float) -> None:
    company = company_of(tmp_path, document("stddev(cost)"))
    company.refresh()
    company.bring("visits", VISITS, visits((5, 1)))
    company.store.close()
    refresher = subprocess.Popen(
        [sys.executable, "-c", REFRESHER, str(company.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert refresher.stdout is not None
    assert refresher.stdout.readline() == "open\n"
    time.sleep(after_s)
    os.kill(refresher.pid, signal.SIGKILL)
    refresher.communicate(timeout=60)
    company.store = Store.open(company.path)
    touched = company.store.rollups()[0].touched
    assert touched in (frozenset(), frozenset({FIRST.replace(day=5)}))
    assert is_right(company)
    assert company.refresh().renewed == len(touched)
    assert company.served("kpi", JANUARY) == "rollup"
    assert is_right(company)
    company.store.close()
