"""Why a score is what it is: every KPI's part in it, adding up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.scoring.portions import why
from tests.scoring.company import journey, node, scorecard, scored_objective

DEFINITIONS = scorecard(
    {
        "reach": ("aware", "customer", 3),
        "clicks": ("aware", "customer", 1),
        "sales": ("buy", "financial", 1),
        "speed": ("buy", "process", 1),
    }
)


def test_portions_add_up_to_the_score() -> None:
    tree = journey(DEFINITIONS, reach=100, clicks=60, sales=40, speed=80)
    shares = {portion.kpi: portion.share for portion in why(tree).portions}
    assert shares == pytest.approx({"reach": 0.375, "clicks": 0.125, "sales": 0.25, "speed": 0.25})
    assert sum(portion.contribution for portion in why(tree).portions) == pytest.approx(75)  # (90 + 60) / 2
    assert tree.score == pytest.approx(75)


def test_the_greatest_loss_stands_first() -> None:
    tree = journey(DEFINITIONS, reach=100, clicks=0, sales=40, speed=80)
    assert [(p.kpi, p.lost) for p in why(tree).portions] == [
        ("sales", pytest.approx(15)),
        ("clicks", pytest.approx(12.5)),
        ("speed", pytest.approx(5)),
        ("reach", 0),
    ]


def test_what_is_missing_is_named_with_the_share_it_was_meant_to_have() -> None:
    explained = why(journey(DEFINITIONS, reach=100, sales=40, speed=80))
    assert [(portion.kpi, portion.share, portion.due) for portion in explained.missing] == [("clicks", 0, 0.125)]
    assert explained.node.coverage == pytest.approx(0.875)


def test_a_stage_and_a_kpi_explain_themselves() -> None:
    tree = journey(DEFINITIONS, reach=100, clicks=60, sales=40, speed=80)
    stage = why(node(tree, "stage", "aware"))
    assert [(portion.kpi, portion.share, portion.objective) for portion in stage.portions] == [
        ("clicks", 0.25, "aware_customer"),
        ("reach", 0.75, "aware_customer"),
    ]
    assert [portion.share for portion in why(node(tree, "kpi", "reach")).portions] == [1]


def test_an_unscored_node_has_no_shares_to_give() -> None:
    explained = why(journey(DEFINITIONS))
    assert explained.portions == ()
    assert {portion.share for portion in explained.missing} == {0}


@given(st.lists(st.tuples(st.floats(0.01, 1e4), st.none() | st.floats(0, 100)), min_size=1, max_size=6))
def test_shares_make_one_and_contributions_make_the_score(parts: list[tuple[float, float | None]]) -> None:
    tree = scored_objective([weight for weight, _ in parts], [score for _, score in parts])
    portions = why(tree).portions
    if tree.score is not None:
        assert sum(portion.share for portion in portions) == pytest.approx(1)
        assert sum(portion.contribution for portion in portions) == pytest.approx(tree.score, abs=1e-9)
