"""Whether what an open review of a file looks at is there: its period, its persona, its filters."""

from collections.abc import Iterator, Sequence

from bsc.errors import BscError, Problem, near_miss
from bsc.model.definitions import Scorecard
from bsc.model.fence import PERSONA
from bsc.model.fields import ALL_PERSONAS
from bsc.model.reading import sound_part
from bsc.model.records import place_of
from bsc.model.review import Review


def unfit(definitions: object, records: object, reviews: Sequence[Review]) -> Iterator[Problem]:
    """Yield what the open ones of *reviews*, which stand in *records*, look at in vain by the *definitions* beside.

    Closed ones are history: what they looked at may be gone.
    """
    going_on = [review for review in reviews if review.open]
    if not going_on:
        return
    scorecard, _ = sound_part(definitions)
    for review in going_on:
        yield from _unfit(scorecard, review, place_of(records, review))


def _unfit(scorecard: Scorecard, review: Review, place: str) -> Iterator[Problem]:
    try:
        if review.period:
            scorecard.journey.calendar.parse(review.period, review.grain)
    except BscError as error:
        seen, _, cure = str(error).partition(" – ")
        yield Problem(f"{place}.period", seen, cure)
    personas = {each.id for each in scorecard.personas}
    if review.persona not in {ALL_PERSONAS, *personas}:
        yield Problem(
            f"{place}.persona", f'there is no persona "{review.persona}"', near_miss(review.persona, personas)
        )
    dimensions = {PERSONA, *(name for dataset in scorecard.datasets for name in dataset.dimensions)}
    for name in review.filters:
        if name not in dimensions:
            yield Problem(f"{place}.filters", f'there is no dimension "{name}"', near_miss(name, dimensions))
