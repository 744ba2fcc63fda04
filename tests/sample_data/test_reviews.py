"""The reviews of the sample company saw what the product computes from the exports, and they hang together."""

from datetime import timedelta
from itertools import pairwise

import pytest

from bsc import templates
from bsc.model.review import DecisionState, ItemKind, Review
from bsc.model.subject import SubjectKind
from bsc.model.view import View
from bsc.store import Store
from bsc.views.reviews import seen
from bsc.views.workspace import Workspace

IDS = [f"review_{year}_q{quarter}" for year in (2024, 2025, 2026) for quarter in (1, 2, 3, 4)][2:11]


@pytest.fixture(scope="module")
def reviews(sample: Store) -> dict[str, Review]:
    return {each.id: each for each in sample.reviews()}


def test_two_years_of_reviews_one_each_quarter_are_closed(reviews: dict[str, Review]) -> None:
    assert list(reviews) == IDS
    assert all(review.closed_at for review in reviews.values())
    held = [review.held for review in reviews.values()]
    assert all(timedelta(80) < later - earlier < timedelta(105) for earlier, later in pairwise(held))


@pytest.mark.parametrize("name", IDS)
def test_the_figures_that_a_review_saw_are_those_that_the_product_computes(
    sample: Store, reviews: dict[str, Review], name: str
) -> None:
    review = reviews[name]
    now = seen(Workspace(sample, review.held), View(period=review.period, grain=review.grain))
    assert review.seen.scores == now.scores
    assert len(review.seen.kpis) == len(sample.scorecard().kpis)
    unmarked = [each.model_copy(update={"changed": ""}) for each in review.seen.kpis]
    assert unmarked == [each.model_copy(update={"changed": ""}) for each in now.kpis]


def test_the_contact_form_was_seen_off_track_when_it_had_grown(reviews: dict[str, Review]) -> None:
    """README: 63 % in April 2026, 34 to 42 % since."""
    spring, summer = (
        next(each for each in reviews[name].seen.kpis if each.kpi == "form_completion")
        for name in ("review_2026_q1", "review_2026_q3")
    )
    assert (spring.number or 0) > 0.6
    assert (summer.number or 1) < 0.45
    assert (spring.status, summer.status) == ("On track", "Off track")


def test_every_review_begins_with_the_decisions_of_the_one_before(reviews: dict[str, Review]) -> None:
    for earlier, later in pairwise(reviews.values()):
        assert later.before == earlier.id
        first = [item for item in later.agenda if item.kind is ItemKind.DECISION][: len(earlier.decisions)]
        assert [item.title for item in first] == [decision.text for decision in earlier.decisions]
        assert all(item.about and item.about.kind is SubjectKind.REVIEW for item in first)


def test_decisions_name_initiatives_that_there_are_and_say_what_became_of_them(
    sample: Store, reviews: dict[str, Review]
) -> None:
    known = {each.id for each in sample.scorecard().initiatives}
    decisions = [decision for review in reviews.values() for decision in review.decisions]
    assert {decision.initiative for decision in decisions if decision.initiative} <= known
    assert {decision.state for decision in decisions} == set(DecisionState)
    overdue = [d for d in decisions if d.state is DecisionState.OPEN and d.due and d.due < templates.AS_OF]
    assert {d.initiative for d in overdue} >= {"review_rota", "webinars_for_owners"}


def test_what_an_initiative_was_made_from_is_there(sample: Store, reviews: dict[str, Review]) -> None:
    made = [each.made_from.about for each in sample.scorecard().initiatives if each.made_from and each.made_from.about]
    named = {about.id for about in made if about.kind is SubjectKind.REVIEW}
    assert named
    assert named <= set(reviews)
