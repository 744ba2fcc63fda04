"""What customers of Rosterlane write in their own words: answers to surveys, reviews, help desk, feedback on the site.

Every text comes from a stream of its own, so that no number depends on it. Now and then somebody leaves an address, a
telephone number (of the block that the Bundesnetzagentur keeps free for films, 040 66969 000 to 999) or a name.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sample_data.company import market
from sample_data.company.clock import LAST_DAY, busy, days, months, since
from sample_data.company.draws import Draws
from sample_data.company.files import Cell, Dialect, Export, export
from sample_data.company.journeys import happened, office_time
from sample_data.company.people import colleague
from sample_data.company.phrases import (
    BAD_HELP,
    FORM_FILLED_IN,
    FORM_SHORT,
    FORM_TOO_LONG,
    FREE_PLANNER,
    GOOD_HELP,
    LIKED,
    NOT_LIKED,
    SETUP_EASED,
    SETUP_HARD,
    SLOW_ANSWER,
    SO_SO,
    WEBINAR_CLEAR,
    WEBINAR_DEEP,
    WEBINAR_TOO_TECHNICAL,
    WEBSITE_GOOD,
    WEBSITE_HIDES,
)

FORM, WEBINAR, WEBSITE = "Contact form", "Webinar", "Website"
SLOW_REPLY_MINUTES = 360
_WEBINARS_A_MONTH = 3
_SURVEY = Dialect(moment="%Y-%m-%dT%H:%M:%SZ")


def reason(of: str, *, score: int, day: date, survey: str, channel: str) -> str:
    """Return why the customer *of* the survey gave *score*, 0–10."""
    draws = Draws(f"reason {of}")
    if channel == market.META and score < 8:
        return _said(draws, FREE_PLANNER)
    if survey == "onboarding":
        eased = draws.chance(since(day, market.TRAINING_PAYS, ramp_days=60))
        return _said(draws, (SETUP_EASED if eased else LIKED) if score > 7 else SO_SO if eased else SETUP_HARD)
    return _said(draws, LIKED if score > 8 else SO_SO if score > 6 else NOT_LIKED)


def review(of: str, *, rating: int, day: date) -> tuple[str, str]:
    """Return the title of the review called *of*, and what it says."""
    draws = Draws(f"review {of}")
    good, fair, bad = (
        ("Does what it says", "Our plan, at last", "Fair price"),
        ("Good, with gaps",),
        ("A lot to set up",),
    )
    title = draws.one((*good, *fair) if rating > 4 else (*fair, *bad) if rating > 2 else ("Not for us", *bad))
    if rating < 4 and day >= market.META_DOUBLED and draws.chance(0.7):
        return "Not free", _said(draws, FREE_PLANNER)
    return title, _said(draws, LIKED if rating > 3 else SO_SO if rating > 2 else NOT_LIKED)


def help_comment(of: str, *, good: bool, first_reply_minutes: int, replies: int) -> str | None:
    """Return what the requester of ticket *of* writes beside a rating; most write nothing."""
    draws = Draws(f"ticket comment {of}")
    if not draws.chance(0.3 if good else 0.75):
        return None
    slow = first_reply_minutes > SLOW_REPLY_MINUTES
    if good:
        return _said(draws, GOOD_HELP)
    return _said(draws, SLOW_ANSWER if slow or replies < 2 else BAD_HELP)


def feedback_file() -> Export:
    """Return what is asked beside the contact form, on the website and after a webinar: a rating and a sentence."""
    draws = Draws("feedback")
    answers = sorted([*_beside_the_form(draws), *_on_the_site(draws), *_after_webinars(draws)], key=lambda one: one[0])
    rows: list[dict[str, Cell]] = [
        {"Response ID": f"FB-{number + 1:05d}", "Submitted at": sent, **answer}
        for number, (sent, answer) in enumerate(answers)
    ]
    return export("site_feedback.csv", "feedback", rows, dialect=_SURVEY)


Answer = tuple[datetime, dict[str, Cell]]


def _beside_the_form(draws: Draws) -> Iterator[Answer]:
    for day in days():
        for _ in range(draws.count((0.28 + 0.25 * since(day, market.FORM_GREW)) * busy(day))):
            channel = draws.weighed({each: market.visits(day, each) for each in _SITE})
            filled = channel == market.EMAIL and day >= market.FORM_PREFILLED
            long = day >= market.FORM_GREW and not filled
            rating = draws.weighed({1: 40, 2: 34, 3: 18, 4: 8} if long else {5: 30, 4: 42, 3: 20, 2: 8})
            short = FORM_FILLED_IN if filled else FORM_SHORT
            texts = (FORM_TOO_LONG if rating < 4 else FORM_SHORT) if long else short if rating > 2 else SLOW_ANSWER
            persona = draws.weighed(market.persona_mix(channel))
            yield from _answer(draws, day, FORM, persona, channel, rating, texts)


def _on_the_site(draws: Draws) -> Iterator[Answer]:
    for day in days():
        for _ in range(draws.count(0.3 * busy(day) * market.growth(day))):
            channel = draws.weighed({each: market.visits(day, each) for each in _SITE})
            rating = draws.weighed({5: 22, 4: 34, 3: 24, 2: 14, 1: 6})
            texts = WEBSITE_GOOD if rating > 3 else WEBSITE_HIDES
            yield from _answer(draws, day, WEBSITE, draws.weighed(market.persona_mix(channel)), channel, rating, texts)


def _after_webinars(draws: Draws) -> Iterator[Answer]:
    for month in months():
        for number in range(_WEBINARS_A_MONTH):
            day = month + timedelta(days=(1 - month.weekday()) % 7 + 7 * (1 + number))
            turned = since(day, market.WEBINARS_GOT_TECHNICAL, ramp_days=45) * (1.0 if number < 2 else 0.35)
            for persona, mean in ((market.OWNER, 3.0), (market.OPERATIONS, 1.7), (market.HR, 1.3)):
                for _ in range(draws.count(mean)):
                    lost = persona == market.OWNER and draws.chance(turned)
                    deep = persona == market.OPERATIONS and draws.chance(turned)
                    rating = draws.weighed({2: 40, 3: 35, 1: 25} if lost else {5: 52, 4: 36, 3: 12})
                    texts = WEBINAR_TOO_TECHNICAL if lost else WEBINAR_DEEP if deep else WEBINAR_CLEAR
                    yield from _answer(draws, day + timedelta(days=1), WEBINAR, persona, None, rating, texts)


_SITE = (market.ORGANIC, market.EMAIL, market.SOCIAL, market.REFERRAL, market.DIRECT)


def _answer(  # noqa: PLR0913, PLR0917 -- the columns of the file, in their order
    draws: Draws, day: date, place: str, persona: str, channel: str | None, rating: int, texts: Sequence[str]
) -> Iterator[Answer]:
    """Yield the answer unless it lies after the last day; three of ten leave the rating without a word."""
    sent = happened(office_time(draws, day))
    said = _said(draws, texts) if draws.chance(0.7) else None
    if sent and sent.date() <= LAST_DAY:
        yield sent, {"Asked at": place, "Persona": persona, "Channel": channel, "Rating": rating, "Comment": said}


def _said(draws: Draws, texts: Sequence[str]) -> str:
    """Return one of *texts*, and now and then what nobody should have written."""
    said = draws.one(texts)
    name = colleague(draws)
    first, last = name.split()
    signed = draws.weighed(
        {
            "": 92.0,
            f" Please call me: 040 66969 {draws.whole(0, 999):03d}.": 2.0,
            f" Write to {first}.{last}@example.test".lower().replace(" write", " Write"): 2.0,
            f" Kind regards, {name}": 2.5,
            f" Thanks to Ms {last} for the help.": 1.5,
        }
    )
    return said + signed
