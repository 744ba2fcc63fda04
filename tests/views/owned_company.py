"""A small company whose things are somebody's, or nobody's: two stages, four KPIs, five initiatives, a decision."""

from datetime import date, datetime
from pathlib import Path

from bsc import actions
from bsc.actions.recording import changing
from bsc.model.review import Decision, DecisionState, Review
from bsc.store import Store
from bsc.store.remarks import put_review
from tests.views import small_company

TODAY = small_company.TODAY  # 11 September 2026
SCORECARD = (
    small_company.SCORECARD.replace("name: Interest}", "name: Interest, owner: Web team}")
    .replace("perspective: customer, drives", "perspective: customer, owner: web team, drives")
    .replace("objective: reach, dataset: ads", "objective: reach, dataset: ads, owner: Web  team")
    .replace("objective: spend, dataset: ads", "objective: spend, dataset: ads, owner: Ann Berg, helpers: [Web team]")
    .replace("red_line: 200", "red_line: 120")  # the cost of August, 150, is red
    .replace("{id: ads, time: day", "{id: ads, owner: Ann Berg, time: day")
    + """touchpoints:
  - {id: form, name: Form, stage: interest, channel: web, owner: Ann Berg, evidence: observed}
  - {id: talk, name: Talk, stage: buy}
initiatives:
  - {id: shorter, name: Shorter form, objective: reach, kpis: [ctr], owner: ann berg, start: 2026-01-05,
     due: 2026-09-01, state: running}
  - {id: calls, name: Call everybody, objective: sell, helpers: [Ann Berg], start: 2026-02-05, state: done}
"""
)


JULY = Review(
    id="july",
    name="July",
    held=date(2026, 7, 15),
    decisions=(
        Decision(id="a", text="Ask the agency", owner="Ann  Berg", due=date(2026, 9, 1)),
        Decision(id="b", text="Write the plan", owner="Ann Berg", state=DecisionState.DONE),
    ),
    opened_by="Cleo",
    opened_at=datetime(2026, 7, 15),  # noqa: DTZ001 -- UTC without a zone, as moments are kept
    closed_by="Cleo",
    closed_at=datetime(2026, 7, 15),  # noqa: DTZ001 -- as above
)
SEPTEMBER = Review(
    id="september",
    name="September",
    held=date(2026, 9, 10),
    decisions=(Decision(id="c", text="Cut the texts", owner="WEB TEAM"),),
    opened_by="Cleo",
    opened_at=datetime(2026, 9, 10),  # noqa: DTZ001 -- as above
)


def opened(folder: Path) -> Store:
    """Return it, with a closed review with two decisions of Ann Berg's, and an open one with the web team's."""
    store = small_company.opened(folder, SCORECARD)
    with changing(store, "test") as recorder:
        put_review(recorder.cursor, recorder.stamp, JULY)
        put_review(recorder.cursor, recorder.stamp, SEPTEMBER)
    actions.write_note(store, "ctr", date(2026, 9, 2), "@Ann Berg, please look", "Cleo")
    return store
