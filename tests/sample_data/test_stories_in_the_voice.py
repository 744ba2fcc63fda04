"""The stories of the sample company can be read in what its customers write, without being told where to look."""

from collections.abc import Callable
from datetime import date

import pytest

from bsc import templates
from bsc.actuals import Order
from bsc.model.view import View
from bsc.store import Store
from bsc.views.voice import Voice, Wanted, voice
from bsc.views.workspace import Workspace

Heard = Callable[..., Voice]


@pytest.fixture(scope="module")
def heard(sample: Store) -> Heard:
    def _heard(touchpoint: str, period: str, **view: object) -> Voice:
        wanted = view.pop("wanted", Wanted())
        return voice(Workspace(sample, templates.AS_OF), View(period=period, **view), touchpoint, wanted)  # type: ignore[arg-type]

    return _heard


def _mean(told: Voice) -> float:
    assert told.rated is not None
    return told.rated.mean


def _share(told: Voice, words: set[str]) -> float:
    """Return the share of the comments shown that hold one of *words*."""
    return sum(any(word in said.text.lower() for word in words) for said in told.comments) / len(told.comments)


def test_the_contact_form_grew_too_long_in_may_2026(heard: Heard) -> None:
    wanted = Wanted(order=Order.LOWEST)
    before = heard("contact_form", "2026-Q1", grain="quarter", wanted=wanted)
    after = heard("contact_form", "2026-Q3", grain="quarter", wanted=wanted)
    assert _mean(before) > 3.5
    assert _mean(after) < 2.6
    assert _share(after, {"field", "tax number", "form", "required", "felder"}) > 0.5


def test_newsletter_readers_found_theirs_filled_in_from_august_on(heard: Heard) -> None:
    email = heard("contact_form", "2026-Q3", grain="quarter", filters={"channel": ("Email",)})
    assert _mean(email) > _mean(heard("contact_form", "2026-Q3", grain="quarter")) + 0.4
    newsletter = Wanted(search="newsletter", order=Order.LOWEST)
    found = heard("contact_form", "2026", grain="year", wanted=newsletter)
    assert found.found >= 2
    assert all(said.day and said.day >= date(2026, 8, 10) for said in found.comments)


def test_webinars_are_too_technical_for_owner_managers_and_right_for_operations_leads(heard: Heard) -> None:
    for period, owners in (("2026-Q1", 4.0), ("2026-Q3", 3.4)):
        told = heard("webinar_owner", period, grain="quarter")
        assert (_mean(told) > owners) is (period == "2026-Q1")
        assert _mean(heard("webinar_operations", period, grain="quarter")) > 3.9
    lowest = heard("webinar_owner", "2026-Q3", grain="quarter", wanted=Wanted(order=Order.LOWEST))
    assert (
        _share(lowest, {"technical", "technisch", "api", "interfaces", "endpoint", "it for this", "json", "mappings"})
        > 0.5
    )


def test_the_first_answer_of_the_help_desk_is_slow_for_those_who_complain(heard: Heard) -> None:
    told = heard("help_desk", "2026-Q3", grain="quarter", wanted=Wanted(search="first"))
    assert any("slow" in said.text.lower() or "until the next" in said.text for said in told.comments)


def test_onboarding_is_praised_since_the_training_pays_off(heard: Heard) -> None:
    wanted = Wanted(search="import")
    before = heard("first_plan", "2025", grain="year", wanted=wanted)
    after = heard("first_plan", "2026-Q3", grain="quarter", wanted=wanted)
    assert any("nine times" in said.text for said in before.comments)
    assert any("done on the call" in said.text for said in after.comments)


def test_reviews_speak_of_a_planner_that_was_not_free_since_paid_social_grew(heard: Heard) -> None:
    free = Wanted(search="free", order=Order.LOWEST)
    assert heard("reviews_read", "2025", grain="year", wanted=free).found == 0
    assert heard("reviews_read", "2026", grain="year", wanted=free).found >= 10


def test_nobody_who_left_an_address_can_be_found(heard: Heard) -> None:
    for touchpoint in ("contact_form", "help_desk", "survey_answer", "reviews_read", "webinar_owner"):
        everything = Wanted(earlier=True, search="example.test")
        assert heard(touchpoint, "2026-10", wanted=everything).found == 0
        masked = heard(touchpoint, "2026-10", wanted=Wanted(earlier=True))
        assert masked.found > 50
