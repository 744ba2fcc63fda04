"""What flows from stage to stage: a small company whose numbers are worked out on paper."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.model.view import View
from bsc.store import Store
from bsc.views.flow import Flow, Flows, flows
from bsc.views.workspace import Workspace
from tests.views.small_company import imported

TODAY = date(2026, 9, 11)
AUGUST = View(period="2026-08")
SCORECARD = """
version: 1
stages:
  - {id: see, name: See}
  - {id: ask, name: Ask}
  - {id: think, name: Think}
  - {id: buy, name: Buy}
  - {id: stay, name: Stay}
personas: [{id: newcomer, name: Newcomer}]
datasets:
  - {id: visits, time: day, key: [day]}
  - {id: people, time: asked, key: [person], dimensions: {persona: persona},
     columns: {asked: date, bought: date, stayed: date}}
  - {id: costs, time: day, key: [day, stage]}
objectives:
  - {id: reach, name: Reach more, stage: see, perspective: customer}
  - {id: answer, name: Answer, stage: ask, perspective: customer}
  - {id: sell, name: Sell more, stage: buy, perspective: financial}
  - {id: keep, name: Keep them, stage: stay, perspective: customer}
kpis:
  - {id: visits, name: Visits, objective: reach, dataset: visits, formula: sum(visits)}
  - {id: leads, name: Leads, objective: answer, dataset: people, formula: count(*)}
  - {id: buyers, name: Buyers, objective: sell, dataset: people, time: bought, formula: count(*)}
  - {id: revenue, name: Revenue, objective: sell, dataset: people, time: bought, formula: sum(paid), unit: currency}
  - {id: regulars, name: Regulars, objective: keep, dataset: people, time: stayed, formula: count(*)}
funnel:
  - {stage: see, kpi: visits, spend: sum(costs.amount) filter (where costs.stage = 'see')}
  - {stage: ask, kpi: leads, spend: sum(costs.amount) filter (where costs.stage = 'ask')}
  - {stage: buy, kpi: buyers, days: "median(days_between(asked, bought))"}
  - {stage: stay, kpi: regulars, days: "median(days_between(bought, stayed))"}
"""
PEOPLE = """person,persona,asked,bought,stayed,paid
a,Newcomer,2026-08-01,2026-08-05,,60
b,Newcomer,2026-08-02,2026-08-12,,40
c,Newcomer,2026-08-03,,,
d,Expert,2026-08-04,,,
e,Expert,2026-05-01,2026-05-02,2026-08-20,10
f,Expert,2026-05-01,2026-05-02,2026-08-20,10
g,Expert,2026-05-01,2026-05-02,2026-08-30,10
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with_all = _company(tmp_path, SCORECARD)
    yield with_all
    with_all.close()


@pytest.fixture
def august(store: Store) -> Flows:
    return flows(Workspace(store, TODAY), AUGUST)


def _company(folder: Path, scorecard: str) -> Store:
    store = Store.open(folder / "company.duckdb")
    actions.apply_definitions(store, scorecard, "test")
    imported(store, folder, "visits", "day,visits\n2026-08-10,64\n2026-09-05,10\n")
    imported(store, folder, "people", PEOPLE)
    imported(store, folder, "costs", "day,stage,amount\n2026-08-31,see,100\n2026-08-31,ask,300\n")
    return store


def _rates(flow: Flow) -> tuple[str, ...]:
    return (flow.count, flow.goes_on, flow.cumulative, flow.leaves)


def test_each_stage_has_its_count_the_rate_onward_the_share_of_the_first_and_who_leaves(august: Flows) -> None:
    """64 visits, of these 4 ask, 2 of the 4 buy; 3 stay, who bought in May."""
    assert _rates(august.of["see"]) == ("64", "6.2%", "", "60")
    assert _rates(august.of["ask"]) == ("4", "50.0%", "6.2%", "2")
    assert _rates(august.of["buy"]) == ("2", "150.0%", "3.1%", "")
    assert _rates(august.of["stay"]) == ("3", "", "4.7%", "")
    assert (august.of["see"].share, august.of["stay"].share) == (0.0625, None)
    assert august.of["ask"].cumulative_of == "Visits"


def test_who_leaves_is_worth_what_they_would_have_brought_at_the_rates_after_it(august: Flows) -> None:
    """Two buyers pay 100: 50 each. Half of the leads buy, so that a lead is worth 25, and 60 of them 1,500."""
    assert (august.of["see"].worth_of_one, august.of["see"].worth) == ("€25", "€1,500")
    assert (august.of["ask"].worth_of_one, august.of["ask"].worth) == ("€50", "€100")
    assert august.of["buy"].worth == ""  # nobody leaves
    assert "with Revenue per Buyers as it is" in august.worth


def test_the_time_between_two_stages_is_of_those_who_reached_the_second_in_the_period(august: Flows) -> None:
    """In August two bought, after 4 and 10 days; three stayed, after 110, 110 and 120 days."""
    assert (august.of["see"].days, august.of["ask"].days, august.of["buy"].days) == ("", "7.0 d", "110 d")


def test_a_way_longer_than_the_period_and_a_rate_above_all_are_said_to_be_so(august: Flows) -> None:
    more, long = august.of["buy"].notes
    assert more.startswith("More Regulars than Buyers")
    assert long.startswith("From Buyers to Regulars it takes 110 d, longer than the period")
    assert august.of["ask"].notes == ()


def test_a_stage_that_counts_nothing_is_skipped_and_named(august: Flows) -> None:
    ask = august.of["ask"]
    assert (ask.to, ask.to_name, ask.skips) == ("Buy", "Buyers", ("Think",))
    assert "think" not in august.of


def test_spend_stands_beside_the_loss_and_is_told_where_they_are_far_apart(august: Flows) -> None:
    """See takes 100 of 400. Of 64 a sixteenth go on, four halvings; of 4 a half, one: four fifths of the loss."""
    see, ask = august.of["see"], august.of["ask"]
    assert (see.spend, see.spend_share, see.loss_share) == ("€100", "25.0%", "80.0%")
    assert (ask.spend, ask.spend_share, ask.loss_share) == ("€300", "75.0%", "20.0%")
    assert see.apart.startswith("See takes 25.0% of the spend that is known, but 80.0% of what is known to be lost")
    assert ask.apart.startswith("Ask takes 75.0% of the spend that is known, but only 20.0%")
    assert august.of["buy"].apart == ""


def test_the_sentence_says_all_of_it(august: Flows) -> None:
    assert august.of["ask"].sentence == (
        "4 Leads, 6.2% of Visits. To Buyers: 50.0%; 2 leave, worth up to €100 (€50 each). From Leads to Buyers: "
        "7.0 d. Spend: €300, 75.0% of all that is known. Its share of what is known to be lost on the way: 20.0%."
    )


def test_the_rule_says_who_is_counted_and_that_it_is_no_cohort(august: Flows) -> None:
    assert "who reached it in Aug 2026" in august.rule
    assert "not one group followed over time" in august.rule
    assert "rates, not heads" in august.loss


def test_what_a_filter_cannot_answer_says_why_and_the_first_count_known_is_the_base(store: Store) -> None:
    """Visits know no persona: newcomers are three leads, of whom two bought."""
    found = flows(Workspace(store, TODAY), View(period="2026-08", persona="newcomer"))
    see, ask, buy = found.of["see"], found.of["ask"], found.of["buy"]
    assert (see.count, see.goes_on, see.leaves, see.spend, see.spend_share) == ("–",) * 5
    assert see.why["count"] == 'Visits: "Visits" has no dimension `persona` – it cannot answer this filter'
    assert "no dimension `persona`" in see.why["spend"]
    assert (ask.count, ask.cumulative, ask.goes_on, buy.cumulative) == ("3", "", "66.7%", "66.7%")
    assert buy.cumulative_of == "Leads"


def test_a_share_of_nothing_says_that_nothing_was_counted_at_first(store: Store, tmp_path: Path) -> None:
    """In July nobody visited, yet one asked; nobody bought or stayed."""
    imported(store, tmp_path, "visits", "day,visits\n2026-07-10,0\n")
    imported(store, tmp_path, "people", "person,persona,asked,bought,stayed,paid\nh,Newcomer,2026-07-05,,,\n")
    ask = flows(Workspace(store, TODAY), View(period="2026-07")).of["ask"]
    assert (ask.count, ask.cumulative) == ("1", "–")
    assert ask.why["cumulative"] == "nothing was counted in Visits"


def test_a_period_that_is_not_over_is_said_to_be_young(store: Store) -> None:
    """In September until the 11th 10 visits, and nobody asked yet."""
    see = flows(Workspace(store, TODAY), View(period="2026-09")).of["see"]
    assert (see.count, see.goes_on) == ("10", "–")
    assert see.why["goes_on"].startswith("Leads: ")
    august = flows(Workspace(store, date(2026, 8, 25)), AUGUST).of["see"]
    assert august.notes == ("The period is not over: those who came in last have had little time to reach Ask.",)


def test_money_that_is_counted_before_a_step_gives_its_loss_no_worth(tmp_path: Path) -> None:
    store = _company(
        tmp_path,
        SCORECARD.replace(
            "objective: sell, dataset: people, time: bought, formula: sum(paid)",
            "objective: answer, dataset: people, formula: sum(paid)",
        ),
    )
    ask = flows(Workspace(store, TODAY), AUGUST).of["ask"]
    store.close()
    assert (ask.leaves, ask.worth) == ("2", "–")
    assert ask.why["worth"] == "Revenue is counted per Leads, before this step"


def test_where_no_income_adds_up_what_one_brings_gives_the_worth(tmp_path: Path) -> None:
    """A buyer pays 50 on average: half of the leads become one, so that each of the 60 who left is worth 25."""
    average = "{id: revenue, name: Paid by one, objective: sell, dataset: people, time: bought, formula: avg(paid)"
    begin, end = SCORECARD.index("{id: revenue"), SCORECARD.index(", unit: currency")
    store = _company(tmp_path, SCORECARD[:begin] + average + SCORECARD[end:])
    see = flows(Workspace(store, TODAY), AUGUST).of["see"]
    store.close()
    assert (see.worth_of_one, see.worth) == ("€25", "€1,500")


def test_without_income_the_worth_says_what_is_wanting(tmp_path: Path) -> None:
    store = _company(tmp_path, SCORECARD.replace(", unit: currency", ""))
    found = flows(Workspace(store, TODAY), AUGUST)
    store.close()
    assert (found.worth, found.of["see"].worth) == ("", "–")
    assert found.of["see"].why["worth"] == "no KPI in currency, better higher, says what money comes of it"


def test_without_a_funnel_nothing_flows(tmp_path: Path) -> None:
    store = _company(tmp_path, SCORECARD.partition("funnel:")[0])
    found = flows(Workspace(store, TODAY), AUGUST)
    store.close()
    assert found == Flows(rule="", worth="", loss="", of={})


def test_the_flow_is_made_once_and_asks_nothing_again(store: Store, august: Flows) -> None:
    queries = store.queries
    assert flows(Workspace(store, TODAY), AUGUST) is august
    assert store.queries == queries
