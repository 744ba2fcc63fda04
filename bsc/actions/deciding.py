"""What becomes of a review's decisions, while it is open and after: an action is made of one, or it is settled."""

from datetime import date
from typing import Any, Final

from bsc.actions.definitions import Said, put
from bsc.actions.recording import Recorder, changing
from bsc.actions.reviews import Fields, decision_of, review, with_decision
from bsc.errors import NotFound, Refused
from bsc.model.editing import Document
from bsc.model.initiatives import MadeFrom, Origin
from bsc.model.review import Decision, DecisionState, Review, ReviewKind
from bsc.model.review_merging import merged
from bsc.model.shape import column_name
from bsc.model.subject import Subject, SubjectKind
from bsc.store import Store
from bsc.store.remarks import put_review

_LONGEST_NAME: Final = 120
_LONGEST_ID: Final = 56


def settle_decision(  # noqa: PLR0913 -- which, what, by whom, and on which day
    store: Store,
    review_id: str,
    decision_id: str,
    state: DecisionState,
    who: str,
    *,
    known: Fields,
    outcome: str = "",
    on: date | None = None,
) -> Decision:
    """Return the decision with what became of it: its *state*, the *outcome* in words, since the day *on*.

    Both were *known* (state, outcome) when they were looked at; what somebody else has said in the meantime stays, as
    in `write_in_review`. It goes on when its review is closed. Raises Refused where both have changed the same,
    NotFound, DefinitionProblems.
    """
    with changing(store, who) as recorder:
        now = review(store, review_id)
        decision = decision_of(now, decision_id)
        said = {"state": state, "outcome": outcome.strip()}
        changed = {name: value for name, value in said.items() if value != known.get(name)}
        became = decision.model_copy(update=merged(decision, known, changed))
        if became.state is not decision.state:
            became = became.model_copy(update={"settled": None if became.state is DecisionState.OPEN else on})
        if became != decision:
            put_review(recorder.cursor, recorder.stamp, with_decision(now, became))
            recorder.record("settle decision", f"{review_id}/{decision_id}", _said_of(became))
    return decision_of(review(store, review_id), decision_id)


def make_action(store: Store, review_id: str, decision_id: str, who: str, *, today: date) -> str:
    """Return the id of the initiative that is made of the decision, which names it from then on.

    It has the decision's words as its name, its owner and its due day, what it is about to move, and begins *today*.
    Raises Refused where one was made of it already and is there still, NotFound.
    """
    made = ""

    def defined(document: Document) -> Document:
        nonlocal made
        now = review(store, review_id)
        decision = decision_of(now, decision_id)
        taken = {each["id"] for each in document.get("initiatives", ())}
        if decision.initiative in taken:
            message = f"an action was made of this decision already: `{decision.initiative}` – open that one"
            raise Refused(message)
        made = _free(column_name(decision.text)[:_LONGEST_ID].strip("_"), taken)
        new = {"id": made, **_initiative(store, now, decision, today)}
        return {**document, "initiatives": [*document.get("initiatives", ()), new]}

    def linked(recorder: Recorder) -> None:
        _link(recorder, review(store, review_id), decision_id, made)

    put(store, defined, who, Said("make action", f"decided in the review {review_id}", review_id), also=linked)
    return made


def link_action(store: Store, review_id: str, decision_id: str, initiative: str | None, who: str) -> Decision:
    """Return the decision, which names the *initiative* that is to bring it about; None takes that back.

    Raises NotFound.
    """
    with changing(store, who) as recorder:
        known = [each.id for each in store.scorecard().initiatives]
        if initiative is not None and initiative not in known:
            raise NotFound("initiative", initiative, known)
        _link(recorder, review(store, review_id), decision_id, initiative)
        recorder.record("link action", f"{review_id}/{decision_id}", initiative or "none any more")
    return decision_of(review(store, review_id), decision_id)


def _said_of(decision: Decision) -> str:
    return f"{decision.state}: {decision.text}{f' – {decision.outcome}' if decision.outcome else ''}"


def _link(recorder: Recorder, now: Review, decision_id: str, initiative: str | None) -> None:
    decision = decision_of(now, decision_id).model_copy(update={"initiative": initiative})
    put_review(recorder.cursor, recorder.stamp, with_decision(now, decision))


def _initiative(store: Store, now: Review, decision: Decision, today: date) -> dict[str, Any]:
    """Return the initiative that *decision* asks for, without its id and without what is not known."""
    origin = Origin.HEALTH_CHECK if now.kind is ReviewKind.JOURNEY else Origin.REVIEW
    about = decision.about or Subject.of(SubjectKind.REVIEW, now.id)
    found = {
        "name": decision.text[:_LONGEST_NAME].strip(),
        **_moves(store, decision.about),
        "owner": decision.owner,
        "start": min(today, decision.due or today),
        "due": decision.due,
        "made_from": MadeFrom(origin=origin, about=about, when=now.name).plain(),
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _moves(store: Store, about: Subject | None) -> dict[str, Any]:
    """Return the objective and the KPIs that are meant to move where *about* says so."""
    scorecard = store.scorecard()
    if about is not None and about.kind is SubjectKind.KPI:
        kpi = next((each for each in scorecard.kpis if each.id == about.id), None)
        return {"objective": kpi.objective, "kpis": [kpi.id]} if kpi else {}
    if about is not None and about.kind is SubjectKind.OBJECTIVE:
        return {"objective": about.id} if about.id in {each.id for each in scorecard.objectives} else {}
    return {}


def _free(wanted: str, taken: set[str]) -> str:
    """Return *wanted*, with a number behind it where it is taken; `action` where its letters make no id."""
    begun = wanted if wanted.isascii() else "action"
    numbered = (f"{begun}_{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (begun, *numbered) if each not in taken)
