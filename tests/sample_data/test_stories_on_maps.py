"""The stories of the sample company can be read from the maps as they open, in every template that has their KPIs."""

from collections.abc import Callable, Iterator

import pytest

from bsc import actions, templates
from bsc.model.view import View
from bsc.model.words import Status
from bsc.store import Store
from bsc.views.cards import Card
from bsc.views.emotion import Part, Point
from bsc.views.journey_map import Column, JourneyMap, journey_map
from bsc.views.workspace import Workspace

Maps = Callable[..., JourneyMap]


@pytest.fixture(scope="module")
def maps(sample: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maps]:
    """Give the function that draws a template's map in a named month; the last complete one is October 2026."""
    stores = {templates.SAMPLE: sample}

    def _map(template: str, month: str = "") -> JourneyMap:
        if template not in stores:
            stores[template] = Store.open(tmp_path_factory.mktemp(template) / "bsc.duckdb")
            actions.load_demo(stores[template], who="test", template_id=template)
        return journey_map(Workspace(stores[template], templates.AS_OF), View(period=month))

    yield _map
    for template, store in stores.items():
        if template != templates.SAMPLE:
            store.close()


def _column(drawn: JourneyMap, name: str) -> Column:
    return next(column for column in drawn.columns if column.name == name)


def _card(drawn: JourneyMap, kpi: str) -> Card:
    return next(card for column in drawn.columns for card in column.cards if card and card.kpi == kpi)


def _notes(drawn: JourneyMap) -> list[str]:
    return [note for column in drawn.columns for card in column.cards if card for note in card.notes]


def _points(drawn: JourneyMap, stage: str) -> dict[str, Point]:
    at = [column.name for column in drawn.columns].index(stage)
    return {curve.id: curve.points[at] for curve in drawn.curves}


def _part(point: Point, touchpoint: str) -> Part:
    return next(part for part in point.parts if part.touchpoint_id == touchpoint)


@pytest.mark.parametrize(("template", "stage"), [("full_journey", "Consideration"), ("onboarding", "Decision")])
def test_the_technical_webinar_parts_the_curves_of_owner_managers_and_operations_leads(
    maps: Maps, template: str, stage: str
) -> None:
    drawn = maps(template)
    points = _points(drawn, stage)
    owners, operations = points["owner_manager"], points["operations_lead"]
    assert operations.value is not None
    assert owners.value is not None
    assert owners.value < 0
    assert operations.value > owners.value + 0.75
    assert _part(owners, "webinar_owner").said == "−2, measured: Webinar rating (1–5) 3.3"
    assert _part(operations, "webinar_operations").said == "+2, measured: Webinar rating (1–5) 4.5"
    pains = [said.text for said in _column(drawn, stage).said["pains"] if said.persona == "Owner-manager"]
    assert "too technical since April 2026" in pains


@pytest.mark.parametrize(("template", "stage"), [("full_journey", "Interest"), ("onboarding", "First contact")])
def test_the_contact_form_that_is_too_long_is_off_track_and_has_changed_for_the_worse(
    maps: Maps, template: str, stage: str
) -> None:
    drawn = maps(template)
    card = _card(drawn, "form_completion")
    assert (card.status, card.changed_for) == (Status.OFF_TRACK, "worse")
    form = _part(_points(drawn, stage)["owner_manager"], "contact_form")
    assert (form.value, form.moment_of_truth) == (-2, True)
    assert any("six more fields" in said.text for said in _column(drawn, stage).said["pains"])


def test_the_interest_phase_shows_the_form_beneath_a_card_that_is_on_track(maps: Maps) -> None:
    drawn = maps("interest_phase")
    assert "Contact form completion 38.6%: off track" in _notes(drawn)
    assert _points(drawn, "Connect")["owner_manager"].word == "Negative"


def test_paid_social_is_told_on_the_cards_of_what_looks_well_without_it(maps: Maps) -> None:
    notes = _notes(maps("full_journey"))
    assert [note for note in notes if "Paid Social" in note] == [
        "Customer acquisition cost, Paid Social €4,763: off track",
        "Customer lifetime value, Paid Social €1,046: off track",
        "Paid Social 88.7%: off track",
        "Paid Social −33.3: off track",
    ]
    assert sum("Paid Social" in note for note in _notes(maps("onboarding"))) == 3


def test_the_time_that_sales_needs_to_sift_speaks_against_the_feeling_at_the_demo(maps: Maps) -> None:
    (sentence,) = _column(maps("full_journey"), "Consideration").disagreements
    assert sentence.startswith("Demo: the curve says +0.5 by opinion. Lead to opportunity is ")
    assert sentence.endswith("off track.")


@pytest.mark.parametrize(
    ("template", "stage", "kpi"),
    [("full_journey", "Onboarding", "onboarding_cycle_days"), ("onboarding", "Set-up", "onboarding_cycle_time")],
)
def test_training_that_paid_off_speaks_against_the_old_feeling_at_the_set_up(
    maps: Maps, template: str, stage: str, kpi: str
) -> None:
    drawn = maps(template)
    cycle, solved = _card(drawn, kpi), _card(drawn, "first_contact_resolution")
    assert (cycle.status, cycle.changed_for) == (Status.ON_TRACK, "better")
    assert (solved.status, solved.changed_for) == (Status.ON_TRACK, "better")
    (sentence,) = _column(drawn, stage).disagreements
    assert sentence.startswith("Import of staff and rules (Operations lead): the curve says −1 by opinion.")
    assert sentence.endswith("and on track.")


def test_the_month_without_social_media_is_a_gap_and_followers_are_carried_on(maps: Maps) -> None:
    assert "Social engagement: no data" in _notes(maps("interest_phase", "2025-08"))
    assert "LinkedIn followers: carried on" in _notes(maps("full_journey", "2025-08"))


def test_the_late_reviews_have_no_data_in_october_and_say_when_they_end(maps: Maps) -> None:
    card = _card(maps("full_journey"), "reviews_answered")
    assert (card.figure, card.status, card.notes) == (
        "–",
        Status.NO_DATA,
        ("rows of Public reviews end on 22 Sep 2026",),
    )


def test_the_month_that_is_not_over_says_so(maps: Maps) -> None:
    card = _card(maps("full_journey", "2026-11"), "new_recurring_revenue")
    assert card.partial
    assert "period not over" in card.notes


@pytest.mark.parametrize("template", templates.names())
def test_every_stage_of_every_template_has_a_point_on_each_curve(maps: Maps, template: str) -> None:
    drawn = maps(template)
    assert [curve.id for curve in drawn.curves] == ["owner_manager", "operations_lead", "hr_partner"]
    assert all(point.value is not None for curve in drawn.curves for point in curve.points)
