"""What a recognised export proposes, from the first file in an empty store to the next month's in another language."""

from collections.abc import Callable
from pathlib import Path

from bsc import actions, templates
from bsc.actions.imports import inspect_file
from bsc.actions.proposing import Proposal, propose
from bsc.actions.reading import Wanted
from bsc.intake.recognition import catalogue
from bsc.model.editing import with_item
from bsc.model.reading import document_of
from bsc.model.words import Perspective
from bsc.store import Store
from tests.actions.small_exports import EXAMPLES
from tests.intake.conftest import EXPORTS

File = Callable[[str, str], Path]
ADS = "Day,Campaign,Impr.,Clicks,Cost\n2026-08-01,Brand,100,10,20.00\n2026-08-02,Brand,300,10,30.00\n"
GERMAN = "Tag,Kampagne,Impr.,Klicks,Kosten\n2026-09-01,Marke,200,20,40.00\n"


def proposed(store: Store, path: Path, **said: str) -> Proposal:
    found = propose(store, inspect_file(store, path, answers=said).table)
    assert found is not None
    return found


def test_every_export_of_the_catalogue_has_an_example() -> None:
    assert {example.export for example in EXAMPLES} == set(catalogue())


def test_a_table_that_nobody_knows_proposes_nothing(store: Store, file: File) -> None:
    table = inspect_file(store, file("own.csv", "day,campaign,clicks,cost\n2026-08-01,Brand,10,20\n")).table
    assert propose(store, table) is None


def test_a_new_dataset_has_the_columns_that_the_file_has(store: Store, file: File) -> None:
    found = proposed(store, file("ads.csv", ADS))
    assert found.is_new
    assert (found.dataset.id, found.dataset.time, found.dataset.key) == ("google_ads", "day", ())
    assert found.dataset.dimensions == {"campaign": "campaign"}
    assert set(found.dataset.columns) == {"day", "impr", "clicks", "cost"}
    assert found.rename == {}
    assert str(found) == "1 dataset and 3 KPIs"


def test_only_kpis_whose_columns_are_there_are_proposed_and_the_others_are_named(store: Store, file: File) -> None:
    found = proposed(store, file("ads.csv", ADS))
    assert [each.id for each in found.kpis] == ["google_ads_clicks", "google_ads_ctr", "google_ads_cpc"]
    assert "Return on Google Ads spend would need conv_value, which this file has not" in found.notes


def test_columns_in_another_language_come_under_the_same_names(store: Store, file: File) -> None:
    found = proposed(store, file("ads.csv", GERMAN))
    assert found.rename == {"Tag": "day", "Kampagne": "campaign", "Klicks": "clicks", "Kosten": "cost"}
    assert [each.kpi.formula for each in found.kpis][:2] == ["sum(clicks)", "sum(clicks) / sum(impr)"]


def test_an_empty_scorecard_gets_the_default_journey_and_objectives(store: Store, file: File) -> None:
    found = proposed(store, file("ads.csv", ADS))
    assert [stage.id for stage in found.stages] == [
        "awareness", "interest", "consideration", "purchase", "onboarding", "retention", "advocacy",
    ]  # fmt: skip
    clicks = found.kpis[0].place
    assert (clicks.stage, clicks.perspective, clicks.is_new) == ("awareness", Perspective.CUSTOMER, True)
    assert (clicks.name, clicks.objective) == ("Be found by the right people", "be_found_by_the_right_people")


def test_kpis_of_one_cell_share_an_objective_and_the_first_is_pinned(store: Store, file: File) -> None:
    clicks, rate, cost = proposed(store, file("ads.csv", ADS)).kpis
    assert clicks.place == rate.place != cost.place
    assert [each.kpi.pinned for each in (clicks, rate, cost)] == [True, False, True]


def test_a_kpi_goes_to_the_stage_and_objective_that_are_there(store: Store, file: File) -> None:
    actions.load_template(store, "interest_phase", "ada")
    found = proposed(store, file("klaviyo.csv", (EXPORTS / "klaviyo_campaigns.csv").read_text(encoding="utf-8")))
    opened = found.kpis[0]
    assert opened.id == "klaviyo_open_rate"
    assert (opened.place.stage, opened.place.objective, opened.place.is_new) == (
        "engage",
        "raise_content_quality",
        False,
    )
    assert not opened.kpi.pinned  # the map shows another KPI in that cell already
    assert found.stages == ()


def test_stages_that_are_called_otherwise_are_met_by_their_place_on_the_way(store: Store, file: File) -> None:
    stages = [{"id": f"step_{number}", "name": f"Step {number}"} for number in (1, 2, 3)]
    actions.apply_definitions(store, {"version": 1, "stages": stages}, "ada")
    found = proposed(store, EXPORTS / "zendesk_tickets.csv")
    assert {each.place.stage for each in found.kpis} == {"step_3"}  # retention, the sixth of seven
    assert proposed(store, file("ads.csv", ADS)).kpis[0].place.stage == "step_1"


def test_a_stage_is_known_by_how_a_word_of_it_begins(store: Store) -> None:
    stages = [
        {"id": "first", "name": "Warehouse"},
        {"id": "second", "name": "After-care"},
        {"id": "third", "name": "End"},
    ]
    actions.apply_definitions(store, {"version": 1, "stages": stages}, "ada")
    found = proposed(store, EXPORTS / "zendesk_tickets.csv")
    assert {each.place.stage for each in found.kpis} == {"second"}  # "care", and not the "use" of a warehouse


def test_a_dataset_that_has_its_time_by_a_lookup_takes_the_export(store: Store, file: File) -> None:
    campaigns = {"id": "campaigns", "key": ["campaign"], "columns": {"campaign": "text", "starts": "date"}}
    own = {
        "id": "google_ads",
        "time": "campaigns.starts",
        "lookups": {"campaigns": "campaign"},
        "columns": {"campaign": "text", "clicks": "number", "cost": "number"},
    }
    actions.apply_definitions(store, {"version": 1, "datasets": [campaigns, own]}, "ada")
    found = proposed(store, file("ads.csv", ADS))
    assert (found.is_new, found.dataset.id) == (False, "google_ads")


def test_the_same_count_at_another_time_is_another_kpi(store: Store, file: File) -> None:
    example = next(each for each in EXAMPLES if each.export == "pipedrive_deals")
    path = file(example.file, example.text)
    found = proposed(store, path)
    actions.adopt(store, found, [Wanted(part=path)], "ada")
    document = document_of(store.scorecard())
    new = next(each for each in document["kpis"] if each["formula"] == "count(*)" and each["time"] == "created")
    actions.apply_definitions(store, with_item(document, "kpis", {**new, "time": "won_time"}), "ada")
    again = proposed(store, path)
    assert [(each.kpi.formula, each.kpi.time) for each in again.kpis] == [("count(*)", "created")]


def test_a_dataset_that_has_the_headers_is_offered_instead_of_a_second_one(store: Store, file: File) -> None:
    own = {"id": "werbung", "name": "Werbung", "time": "tag", "columns": {"tag": "date"}}
    actions.apply_definitions(store, {"version": 1, "datasets": [own]}, "ada")
    actions.import_file(store, file("august.csv", GERMAN), "werbung", who="ada")
    found = proposed(store, file("september.csv", GERMAN.replace("2026-09", "2026-10")))
    assert (found.is_new, found.dataset.id, found.rename) == (False, "werbung", {})
    assert [each.kpi.formula for each in found.kpis] == [
        "sum(klicks)", "sum(klicks) / sum(impr)", "sum(kosten) / sum(klicks)",
    ]  # fmt: skip


def test_a_dataset_of_a_template_takes_the_export_that_it_was_made_for(store: Store) -> None:
    actions.load_template(store, "full_journey", "ada")
    folder = templates.sample_exports()
    found = proposed(store, folder / "google_ads_campaigns.csv")
    assert (found.is_new, found.dataset.id) == (False, "search_ads")


def test_a_dataset_with_two_columns_alike_is_not_the_same(store: Store, file: File) -> None:
    own = {"id": "shop", "time": "day"}
    actions.apply_definitions(store, {"version": 1, "datasets": [own]}, "ada")
    actions.import_file(store, file("shop.csv", "day,clicks,parcels,weight\n2026-08-01,5,6,7\n"), "shop", who="ada")
    found = proposed(store, file("ads.csv", ADS))
    assert (found.is_new, found.dataset.id) == (True, "google_ads")


def test_an_id_that_something_else_has_is_not_taken_twice(store: Store, file: File) -> None:
    document = {
        "version": 1,
        "stages": [{"id": "awareness", "name": "Awareness"}],
        "objectives": [{"id": "reach", "name": "Reach", "stage": "awareness", "perspective": "customer"}],
        "datasets": [{"id": "google_ads", "time": "week_starting", "columns": {"week_starting": "date"}}],
        "kpis": [
            {
                "id": "google_ads_ctr",
                "name": "Rate",
                "objective": "reach",
                "dataset": "google_ads",
                "formula": "count(*)",
            }
        ],
    }
    actions.apply_definitions(store, document, "ada")
    found = proposed(store, file("ads.csv", ADS))
    assert (found.is_new, found.dataset.id) == (True, "google_ads_2")
    assert [each.id for each in found.kpis] == ["google_ads_clicks", "google_ads_2_google_ads_ctr", "google_ads_cpc"]


def test_files_that_share_their_headers_and_not_their_meaning_get_a_dataset_each(store: Store) -> None:
    sources = proposed(store, EXPORTS / "plausible_sources.csv", period="2026-08")
    channels = proposed(store, EXPORTS / "plausible_channels.csv", period="2026-08")
    assert (sources.dataset.id, channels.dataset.id) == ("plausible_sources", "plausible_channels")
    assert sources.kpis[0].id == "plausible_sources_different_names"


def test_a_personal_column_is_in_no_proposal(store: Store) -> None:
    found = proposed(store, EXPORTS / "hubspot_contacts.csv")
    stated = {*found.dataset.columns, *found.dataset.dimensions.values(), *found.dataset.key}
    assert not stated & {"first_name", "last_name", "email", "phone_number"}
