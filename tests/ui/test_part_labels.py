"""The parts of the scorecard as a control offers them: in the order of the journey, none like another."""

from bsc.ui import labels
from bsc.views.why import LEVELS, Part
from tests.scoring.company import scorecard

PLACES = {"a": ("aware", "customer", 1), "b": ("aware", "process", 1), "c": ("buy", "customer", 1)}


def test_every_part_with_a_score_is_offered_under_the_name_that_addresses_give_it() -> None:
    offered = labels.parts(scorecard(PLACES))
    assert {str(Part.named(name)) for name in offered} == set(offered)
    assert {Part.named(name).level for name in offered} == set(LEVELS)
    assert next(iter(offered)) == "journey"
    stage, objective, kpi = (list(offered).index(name) for name in ("stage.aware", "objective.aware_customer", "kpi.a"))
    assert stage < objective < kpi


def test_two_parts_of_one_name_have_labels_of_their_own() -> None:
    offered = labels.parts(scorecard(PLACES))
    assert len(set(offered.values())) == len(offered)


def test_a_link_takes_the_id_of_a_part_for_its_label() -> None:
    definitions = scorecard(PLACES)
    assert labels.of(definitions, {"part": "stage.aware"}) == {"part": "aware"}
    assert labels.of(definitions, {"part": "stage.gone"}) == {"part": "stage.gone"}
