"""What a formula's value can be compared with follows from what it adds up."""

import pytest

from bsc import formula
from bsc.scoring.targets import Measure
from bsc.views.measures import measure


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("sum(cost)", Measure.FLOW),
        ("count(*)", Measure.FLOW),
        ("count(*) filter (where status = 'won')", Measure.FLOW),
        ("sum(gross) - sum(refunds)", Measure.FLOW),
        ("-(sum(a) * 2) / 100", Measure.FLOW),
        ("coalesce(sum(cost), 0)", Measure.FLOW),
        ("count(*) * avg(price)", Measure.FLOW),
        ("sum(clicks) / sum(impressions)", Measure.RATE),
        ("1 - sum(lost) / sum(asked)", Measure.RATE),
        ("count(distinct buyer) / count(distinct visitor)", Measure.RATE),
        ("median(days_between(a, b))", Measure.RATE),
        ("avg(rating)", Measure.RATE),
        ("max(rating)", Measure.RATE),
        ("last(trained) / last(headcount)", Measure.RATE),
        ("last(headcount)", Measure.STOCK),
        ("last(headcount) - last(on_leave)", Measure.STOCK),
        ("count(distinct user_id)", Measure.DISTINCT),
        ("sum(a) + 100", Measure.DISTINCT),
        ("sum(a) + count(distinct b)", Measure.DISTINCT),
        ("sum(a) * sum(b)", Measure.DISTINCT),
        ("ln(sum(a))", Measure.DISTINCT),
        ("100 / sum(a)", Measure.DISTINCT),
        ("sum(hours) / last(headcount)", Measure.PER_HEAD),
        ("count(*) / count(distinct customer)", Measure.PER_DISTINCT),
        ("case when count(*) > 30 then sum(a) / sum(b) end", Measure.RATE),
        ("case when count(*) > 30 then sum(a) else 0 end", Measure.FLOW),
    ],
)
def test_a_formula_is_the_measure_that_it_adds_up_to(text: str, kind: Measure) -> None:
    assert measure(formula.parse(text).tree) is kind
