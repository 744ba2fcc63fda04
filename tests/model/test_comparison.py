"""What changes from one scorecard to another."""

from bsc.model.comparison import Happening, differences, summary
from bsc.model.definitions import Scorecard
from bsc.model.reading import scorecard_from

STAGES = [{"id": "interest", "name": "Interest"}, {"id": "purchase", "name": "Purchase"}]
OBJECTIVE = {"id": "grow", "name": "Grow reach", "stage": "interest", "perspective": "customer"}


def scorecard(**sections: object) -> Scorecard:
    return scorecard_from({"version": 1, "stages": STAGES, **sections})


def test_the_same_scorecard_shows_no_difference() -> None:
    assert differences(scorecard(), scorecard()) == ()
    assert summary(()) == "nothing changes"


def test_an_item_is_added_removed_or_changed_with_its_fields() -> None:
    before = scorecard(objectives=[OBJECTIVE], personas=[{"id": "old", "name": "Old hand"}])
    after = scorecard(
        objectives=[{**OBJECTIVE, "weight": 2, "owner": "Ann"}], personas=[{"id": "new", "name": "Newcomer"}]
    )
    found = differences(before, after)
    assert [(each.section, each.name, each.happening) for each in found] == [
        ("personas", "Old hand", Happening.REMOVED),
        ("personas", "Newcomer", Happening.ADDED),
        ("objectives", "Grow reach", Happening.CHANGED),
    ]
    assert found[2].note == "weight: not set → 2; owner: not set → Ann"
    assert summary(found) == "1 added, 1 removed, 1 changed"


def test_another_order_of_stages_is_one_difference() -> None:
    (found,) = differences(scorecard(), scorecard(stages=STAGES[::-1]))
    assert (found.happening, found.note) == (Happening.MOVED, "Purchase → Interest")


def test_the_journey_itself_is_compared() -> None:
    (found,) = differences(scorecard(), scorecard(journey={"currency": "GBP"}))
    assert found.note == "currency: not set → GBP"


def test_a_long_value_is_cut() -> None:
    (found,) = differences(scorecard(), scorecard(journey={"name": "x" * 100}))
    assert found.note.endswith("x…")
    assert len(found.note) < 90
