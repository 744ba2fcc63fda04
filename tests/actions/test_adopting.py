"""A proposal taken up: definitions and rows come together, with the right numbers, or nothing comes at all."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bsc import actions, actuals
from bsc.actions.adopting import Adopted, Choice, adopt
from bsc.actions.imports import inspect_file
from bsc.actions.proposing import Proposal, propose
from bsc.actions.reading import Wanted
from bsc.errors import Cancelled, DefinitionProblems, NotFound, QuestionsOpen, Refused
from bsc.intake.progress import Progress
from bsc.model.periods import Grain
from bsc.store import RememberedMapping, Store
from tests.actions.small_exports import EXAMPLES, Example
from tests.intake.conftest import EXPORTS

File = Callable[[str, str], Path]
ADS = "Day,Campaign,Impr.,Clicks,Cost\n2026-08-01,Brand,100,10,20.00\n2026-08-02,Brand,300,10,30.00\n"
GERMAN = "Tag,Kampagne,Impr.,Klicks,Kosten\n2026-09-01,Marke,200,20,40.00\n"


def wanted(path: Path, name: str = "", **answers: str) -> Wanted:
    return Wanted(part=path, name=name or path.name, said=RememberedMapping(answers=answers))


def proposed(store: Store, path: Path, **answers: str) -> Proposal:
    found = propose(store, inspect_file(store, path, answers=answers).table)
    assert found is not None
    return found


def taken_up(store: Store, path: Path, **answers: str) -> Adopted:
    return adopt(store, proposed(store, path, **answers), [wanted(path, **answers)], "ada")


def value(store: Store, kpi_id: str, filters: dict[str, tuple[str, ...]] | None = None) -> float | None:
    scorecard = store.scorecard()
    kpi = next(kpi for kpi in scorecard.kpis if kpi.id == kpi_id)
    year = scorecard.journey.calendar.period(date(2026, 8, 1), Grain.YEAR)
    found = actuals.compute(
        store, scorecard, [kpi], [year], filters=filters or {}, today=date(2027, 1, 1), shapes=store.shapes()
    )
    return found[kpi_id, year].value


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_export_gives_the_values_computed_by_hand_and_is_offered_no_second_time(
    store: Store, file: File, example: Example
) -> None:
    path = file(example.file, example.text) if example.text else EXPORTS / example.file
    seen = inspect_file(store, path, name=example.file, answers=example.answers, table=example.table)
    found = propose(store, seen.table)
    assert found is not None
    assert found.recognition.id == example.export
    said = RememberedMapping(answers=example.answers)
    done = adopt(store, found, [Wanted(part=path, name=example.file, said=said, table=example.table)], "ada")
    assert done.receipts[0].rows > 0
    assert {each.id for each in found.kpis} >= example.values.keys()
    assert {kpi: value(store, kpi) for kpi in example.values} == pytest.approx(dict(example.values), abs=1e-9)
    again = propose(store, seen.table)
    assert again is not None
    assert (again.is_new, again.dataset.id, again.kpis) == (False, found.dataset.id, ())
    assert again.there == tuple(each.id for each in found.kpis)


def test_definitions_and_rows_come_in_one_version_and_two_lines_of_the_journal(store: Store, file: File) -> None:
    done = taken_up(store, file("ads.csv", ADS))
    assert (store.definitions_version(), len(store.imports())) == (1, 1)
    assert [(line.action, line.subject) for line in store.journal()] == [
        ("import", "google_ads"),
        ("adopt", "google_ads"),
    ]
    assert done.change.added[-3:] == ("google_ads_clicks", "google_ads_ctr", "google_ads_cpc")
    assert (done.receipts[0].rows, done.receipts[0].dataset) == (2, "google_ads")
    assert "import 1 of `google_ads`, 2 rows" in str(done)


def test_next_months_file_maps_itself_even_in_another_language(store: Store, file: File) -> None:
    taken_up(store, file("august.csv", ADS))
    taken_up(store, file("september.csv", GERMAN))
    october = GERMAN.replace("2026-09", "2026-10")
    receipt = actions.import_file(store, file("october.csv", october), "google_ads", who="ada")
    assert receipt.rows == 1
    shape = store.shape("google_ads")
    assert shape is not None
    assert {column.name for column in shape.columns} == {"day", "campaign", "impr", "clicks", "cost"}
    assert value(store, "google_ads_clicks") == 10 + 10 + 20 + 20


def test_several_files_come_in_together(store: Store, file: File) -> None:
    first, second = file("august.csv", ADS), file("later.csv", ADS.replace("2026-08", "2026-10"))
    done = adopt(store, proposed(store, first), [wanted(first), wanted(second)], "ada")
    assert [receipt.rows for receipt in done.receipts] == [2, 2]
    assert (store.definitions_version(), value(store, "google_ads_ctr")) == (1, 40 / 800)
    assert [line.file for line in actions.undo_action(store, done.action or 0, "ada")] == ["august.csv", "later.csv"]
    assert store.shape("google_ads") is None


def test_a_watcher_sees_bytes_and_rows_and_may_stop_it_all(store: Store, file: File) -> None:
    path = file("ads.csv", ADS)
    found, seen = proposed(store, path), []

    def stopping(progress: Progress) -> None:
        seen.append(progress)
        if progress.step.startswith("storing"):
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        adopt(store, found, [wanted(path)], "ada", watch=stopping)
    assert (seen[-1].total, seen[-1].rows) == (len(ADS), 2)
    assert (store.definitions_version(), store.imports(), store.journal()) == (0, [], [])


def test_only_the_chosen_kpis_come_and_go_where_they_are_wanted(store: Store, file: File) -> None:
    path = file("ads.csv", ADS)
    choices = [Choice("google_ads_ctr", stage="interest"), Choice("google_ads_cpc")]
    adopt(store, proposed(store, path), [wanted(path)], "ada", choices=choices)
    scorecard = store.scorecard()
    objectives = {each.id: each for each in scorecard.objectives}
    places = {
        kpi.id: (objectives[kpi.objective].stage, str(objectives[kpi.objective].perspective)) for kpi in scorecard.kpis
    }
    assert places == {"google_ads_ctr": ("interest", "customer"), "google_ads_cpc": ("awareness", "financial")}
    assert len(objectives) == 2


def test_a_kpi_that_goes_to_another_stage_gets_an_objective_of_its_own(store: Store, file: File) -> None:
    path = file("ads.csv", ADS)
    choices = [Choice("google_ads_ctr", stage="interest"), Choice("google_ads_clicks")]
    adopt(store, proposed(store, path), [wanted(path)], "ada", choices=choices)
    stages = {each.id: each.stage for each in store.scorecard().objectives}
    assert {kpi.id: stages[kpi.objective] for kpi in store.scorecard().kpis} == {
        "google_ads_ctr": "interest", "google_ads_clicks": "awareness",
    }  # fmt: skip


def test_a_kpi_goes_to_the_objective_that_is_named(store: Store, file: File) -> None:
    document = {
        "version": 1,
        "stages": [{"id": "awareness", "name": "Awareness"}],
        "objectives": [{"id": "learn", "name": "Learn", "stage": "awareness", "perspective": "learning"}],
    }
    actions.apply_definitions(store, document, "ada")
    path = file("ads.csv", ADS)
    adopt(store, proposed(store, path), [wanted(path)], "ada", choices=[Choice("google_ads_ctr", objective="learn")])
    assert [(kpi.id, kpi.objective) for kpi in store.scorecard().kpis] == [("google_ads_ctr", "learn")]


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (Choice("google_ads_crt"), "did you mean `google_ads_ctr`"),
        (Choice("google_ads_ctr", stage="awarenes"), "did you mean `awareness`"),
        (Choice("google_ads_ctr", objective="nowhere"), 'there is no objective "nowhere"'),
    ],
)
def test_a_choice_of_what_is_not_there_changes_nothing(store: Store, file: File, choice: Choice, sentence: str) -> None:
    path = file("ads.csv", ADS)
    with pytest.raises(NotFound, match=sentence):
        adopt(store, proposed(store, path), [wanted(path)], "ada", choices=[choice])
    assert (store.definitions_version(), store.imports(), store.journal()) == (0, [], [])


def test_the_dataset_alone_can_be_taken_up(store: Store, file: File) -> None:
    path = file("ads.csv", ADS)
    adopt(store, proposed(store, path), [wanted(path)], "ada", choices=[])
    scorecard = store.scorecard()
    assert ([each.id for each in scorecard.datasets], scorecard.kpis, scorecard.stages) == (["google_ads"], (), ())


def test_an_open_question_leaves_nothing_behind(store: Store) -> None:
    path = EXPORTS / "linkedin_ads_campaign_performance.csv"
    found = proposed(store, path, **{"Start Date (in UTC)": "month first"})
    with pytest.raises(QuestionsOpen):
        adopt(store, found, [wanted(path)], "ada")
    assert (store.definitions_version(), store.imports()) == (0, [])
    assert list(store.spool.glob("*.parquet")) == []


def test_a_second_file_that_cannot_be_taken_keeps_the_first_out_too(store: Store, file: File) -> None:
    good, empty = file("ads.csv", ADS), file("empty.csv", "Day,Campaign,Impr.,Clicks,Cost\n")
    with pytest.raises(Refused, match=r"empty\.csv holds no row"):
        adopt(store, proposed(store, good), [wanted(good), wanted(empty)], "ada")
    assert (store.definitions_version(), store.imports()) == (0, [])


def test_what_somebody_else_has_defined_in_the_meantime_is_not_overwritten(store: Store, file: File) -> None:
    path = file("ads.csv", ADS)
    found = proposed(store, path)
    actions.apply_definitions(store, {"version": 1, "datasets": [{"id": "google_ads", "name": "Mine"}]}, "ben")
    with pytest.raises(Refused, match="there is a dataset `google_ads` by now"):
        adopt(store, found, [wanted(path)], "ada")
    assert [each.name for each in store.scorecard().datasets] == ["Mine"]


def test_an_objective_that_somebody_else_has_defined_in_the_meantime_stays_as_it_is(store: Store, file: File) -> None:
    path = file("ads.csv", ADS)
    found = proposed(store, path)
    taken = found.kpis[0].place.objective
    stages = [{"id": "awareness", "name": "Awareness"}, {"id": "retention", "name": "Retention"}]
    mine = {"id": taken, "name": "Mine", "stage": "retention", "perspective": "customer"}
    actions.apply_definitions(store, {"version": 1, "stages": stages, "objectives": [mine]}, "ben")
    with pytest.raises(Refused, match=f"there is an objective `{taken}` by now"):
        adopt(store, found, [wanted(path)], "ada")
    assert [(each.name, each.stage) for each in store.scorecard().objectives] == [("Mine", "retention")]


@pytest.mark.parametrize(
    "datasets",
    [[], [{"id": "google_ads", "time": "day", "key": ["campaign"]}]],
    ids=["removed", "with another key"],
)
def test_a_dataset_that_was_changed_in_the_meantime_takes_no_rows_read_for_the_old_one(
    store: Store, file: File, datasets: list[dict[str, object]]
) -> None:
    first = file("august.csv", ADS)
    adopt(store, proposed(store, first), [wanted(first)], "ada", choices=[])
    second = file("september.csv", ADS.replace("2026-08", "2026-09"))
    found = proposed(store, second)
    assert not found.is_new
    actions.apply_definitions(store, {"version": 1, "datasets": datasets}, "ben")
    with pytest.raises(Refused, match="dataset `google_ads` was changed or removed meanwhile"):
        adopt(store, found, [wanted(second)], "ada", choices=[])
    assert len(store.imports()) == 1


def test_a_kpi_that_the_rows_cannot_answer_is_refused_with_its_place(store: Store, file: File) -> None:
    path = file("ads.csv", ADS)
    found = proposed(store, path)
    other = file("other.csv", "Day,Campaign,Impr.,Cost,Device\n2026-08-01,Brand,100,20.00,Mobile\n")
    with pytest.raises(DefinitionProblems, match="`google_ads` has no column `clicks`"):
        adopt(store, found, [wanted(other)], "ada")
    assert (store.definitions_version(), store.imports()) == (0, [])


def test_undoing_the_import_leaves_the_definitions(store: Store, file: File) -> None:
    done = taken_up(store, file("ads.csv", ADS))
    actions.undo_import(store, done.receipts[0].id, "ada")
    assert (store.shape("google_ads"), len(store.scorecard().kpis)) == (None, 3)
    taken_up(store, file("ads.csv", ADS))
    assert value(store, "google_ads_clicks") == 20


def test_payments_in_two_currencies_have_no_sum_until_one_is_chosen(store: Store, file: File) -> None:
    taken_up(store, file("payments.csv", """id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Fee,Status
ch_1,2026-03-01 10:00:00,120.00,0.00,eur,true,2.00,Paid
ch_2,2026-03-02 10:00:00,80.00,0.00,usd,true,1.50,Paid
"""))  # fmt: skip
    assert value(store, "payments_received") is None
    assert value(store, "payments_received", {"currency": ("usd",)}) == 80


def test_failed_and_refunded_payments_are_no_revenue(store: Store, file: File) -> None:
    taken_up(store, file("payments.csv", """id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Fee,Status
ch_1,2026-03-01 10:00:00,120.00,20.00,eur,true,2.00,Paid
ch_2,2026-03-02 10:00:00,900.00,0.00,eur,false,0.00,Failed
"""))  # fmt: skip
    assert value(store, "payments_received") == 100


def test_no_person_comes_into_the_rows_of_a_recognised_export(store: Store, file: File) -> None:
    orders = "Date,Order #,Status,Customer,Customer type,Product(s),Items sold,Coupon(s),N. Revenue\n"
    taken_up(
        store, file("orders.csv", orders + "2026-03-29 10:12:00,1001,completed,Pat Example,new,Cushion,3,,100.00\n")
    )
    shape = store.shape("woocommerce_orders")
    assert shape is not None
    assert shape.column("Customer") is None
