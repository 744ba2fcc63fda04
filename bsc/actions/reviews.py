"""Reviews: opened with an agenda, written into by several at once, closed for good."""

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import ValidationError

from bsc.actions.recording import Recorder, changing
from bsc.errors import DefinitionProblems, NotFound, Refused
from bsc.model.complaints import problems_of
from bsc.model.review import AgendaItem, Decision, ItemKind, Review, Seen
from bsc.model.review_merging import merged
from bsc.model.subject import Subject
from bsc.store import Store
from bsc.store.remarks import forget_review, put_review

Fields = Mapping[str, Any]
_FIELDS: Final = frozenset({"name", "held", "attendees", "notes"})
_OF_ITEM: Final = frozenset({"note", "done"})
_OF_OWN_ITEM: Final = _OF_ITEM | {"title", "sentence"}
_ID_BYTES: Final = 6
_SETTLED: Final = "No longer found when the check ended."
_OF_DECISION: Final = frozenset({"text", "owner", "due", "about"})


def review(store: Store, review_id: str) -> Review:
    """Return the review called *review_id*; raises NotFound."""
    known = {each.id: each for each in store.reviews()}
    if review_id not in known:
        raise NotFound("review", review_id, known)
    return known[review_id]


def open_review(store: Store, begun: Review, who: str) -> Review:
    """Return the review *begun*, opened now by *who*: with the agenda and the figures that it came with.

    It is closed by `close_review` alone. Raises Refused where its id is taken, NotFound for a review before it that
    is not there.
    """
    opened = _checked(
        begun,
        {"opened_by": who, "opened_at": _now(), "closed_by": "", "closed_at": None},
    )
    with changing(store, who) as recorder:
        known = {each.id: each for each in store.reviews()}
        if opened.id in known:
            message = f"there is a review `{opened.id}` already – give this one another name or day"
            raise Refused(message)
        if opened.before is not None and opened.before not in known:
            raise NotFound("review", opened.before, known)
        put_review(recorder.cursor, recorder.stamp, opened)
        recorder.record("open review", opened.id, opened.name)
    return opened


def write_in_review(store: Store, review_id: str, wanted: Fields, who: str, *, known: Fields) -> Review:
    """Return the review with the fields *wanted* (name, held, attendees, notes), which were *known* when looked at.

    What somebody else has written in the meantime stays: in other fields, and in other lines of the notes. Raises
    Refused where both have changed the same, and where the review is closed; NotFound.
    """

    def written(now: Review) -> Review:
        return _checked(now, merged(now, known, _only(wanted, _FIELDS)))

    return _changed(store, review_id, written, who, "write in review")


def look_again(store: Store, review_id: str, seen: Seen, agenda: Sequence[AgendaItem], who: str) -> Review:
    """Return the review with the figures *seen* in the place of those that it was opened with.

    Of *agenda* what it does not hold yet is added at its end; nothing is taken off it. Raises Refused, NotFound.
    """

    def written(now: Review) -> Review:
        held = {(item.kind, item.about, item.decision, item.title) for item in now.agenda}
        new = [
            item.model_copy(update={"id": ""})
            for item in agenda
            if (item.kind, item.about, item.decision, item.title) not in held
        ]
        return _checked(now, {"seen": seen, "agenda": (*now.agenda, *new)})

    return _changed(store, review_id, written, who, "look again in review")


def add_item(  # noqa: PLR0913 -- where, what and by whom, and two things that it may have
    store: Store, review_id: str, title: str, who: str, *, about: Subject | None = None, sentence: str = ""
) -> AgendaItem:
    """Return the item that stands at the end of the agenda now; raises Refused, NotFound, DefinitionProblems.

    Its id is random: one that was taken off does not come back as another item's.
    """
    if not title.strip():
        raise Refused("an item without a title says nothing – write what is to be spoken of")
    item_id = f"item_{secrets.token_hex(_ID_BYTES)}"

    def written(now: Review) -> Review:
        new = {"id": item_id, "kind": ItemKind.OWN, "about": about, "title": title, "sentence": sentence}
        return _checked(now, {"agenda": (*now.agenda, new)})

    return _changed(store, review_id, written, who, "add to agenda", said=title).agenda[-1]


def write_item(store: Store, review_id: str, item_id: str, wanted: Fields, who: str, *, known: Fields) -> AgendaItem:  # noqa: PLR0913 -- like write_in_review
    """Return the agenda's item with the fields *wanted* (note, done; of one's own also title and sentence).

    *known* and what is raised are those of `write_in_review`.
    """

    def written(now: Review) -> Review:
        item = _item(now, item_id)
        mine = _OF_OWN_ITEM if item.kind is ItemKind.OWN else _OF_ITEM
        new = item.model_copy(update=merged(item, known, _only(wanted, mine)))
        return _checked(now, {"agenda": tuple(new if each.id == item_id else each for each in now.agenda)})

    return _item(_changed(store, review_id, written, who, "write in review"), item_id)


def take_off(store: Store, review_id: str, item_id: str, who: str) -> None:
    """Take an item that was added by hand off the agenda; raises Refused for what the scorecard has written."""

    def written(now: Review) -> Review:
        if _item(now, item_id).kind is not ItemKind.OWN:
            raise Refused("the scorecard has put this on the agenda – tick it, and write why nothing is to be done")
        return _checked(now, {"agenda": tuple(each for each in now.agenda if each.id != item_id)})

    _changed(store, review_id, written, who, "take off agenda", said=item_id)


def decide(store: Store, review_id: str, wanted: Fields, who: str) -> Decision:
    """Return the decision (text, owner, due, about) that the review holds now; raises Refused, NotFound."""

    def written(now: Review) -> Review:
        taken = {*now.withdrawn, *(each.id for each in now.decisions)}
        number = next(each for each in range(1, len(taken) + 2) if f"decision_{each}" not in taken)
        new = {**_only(wanted, _OF_DECISION), "id": f"decision_{number}"}
        return _checked(now, {"decisions": (*now.decisions, new)})

    return _changed(store, review_id, written, who, "decide", said=str(wanted.get("text", ""))).decisions[-1]


def write_decision(  # noqa: PLR0913 -- like write_in_review
    store: Store, review_id: str, decision_id: str, wanted: Fields, who: str, *, known: Fields
) -> Decision:
    """Return the decision with the fields *wanted* (text, owner, due, about); otherwise as `write_in_review`."""

    def written(now: Review) -> Review:
        decision = decision_of(now, decision_id)
        return _with(now, decision.model_copy(update=merged(decision, known, _only(wanted, _OF_DECISION))))

    return decision_of(_changed(store, review_id, written, who, "write in review"), decision_id)


def withdraw_decision(store: Store, review_id: str, decision_id: str, who: str) -> None:
    """Take the decision out of the open review; an action that was made of it stays. Raises Refused, NotFound."""

    def written(now: Review) -> Review:
        gone = decision_of(now, decision_id)
        left = tuple(each for each in now.decisions if each.id != gone.id)
        return _checked(now, {"decisions": left, "withdrawn": (*now.withdrawn, gone.id)})

    _changed(store, review_id, written, who, "withdraw decision", said=decision_id)


def close_review(store: Store, review_id: str, who: str) -> Review:
    """Return the review as it is kept for good: nobody changes it any more, but for what becomes of its decisions."""

    def written(now: Review) -> Review:
        return _checked(now, {"closed_by": who, "closed_at": _now()})

    return _changed(store, review_id, written, who, "close review")


def close_check(store: Store, review_id: str, settled: Collection[str], who: str) -> Review:
    """Return the review as `close_review` does, its items *settled* (ids) ticked: what they tell of is found no more.

    A note that stands at one of them stays. Raises Refused, NotFound.
    """

    def written(now: Review) -> Review:
        ids = {_item(now, each).id for each in settled}
        agenda = tuple(_ticked(each) if each.id in ids else each for each in now.agenda)
        return _checked(now, {"agenda": agenda, "closed_by": who, "closed_at": _now()})

    return _changed(store, review_id, written, who, "close review")


def drop_review(store: Store, review_id: str, who: str) -> None:
    """Forget the review, which is open still; raises Refused for a closed one, NotFound."""
    with changing(store, who) as recorder:
        gone = still_open(review(store, review_id))
        forget_review(recorder.cursor, gone.id)
        recorder.record("drop review", gone.id, gone.name)


def still_open(now: Review) -> Review:
    """Return the review; raises Refused where it is closed."""
    if now.closed_at is not None:
        message = (
            f"the review {now.name} was closed by {now.closed_by} on {now.closed_at:%Y-%m-%d}, and nobody changes it – "
            "say what became of its decisions, or open the next one"
        )
        raise Refused(message)
    return now


def decision_of(now: Review, decision_id: str) -> Decision:
    """Return the decision of the review; raises NotFound."""
    known = {each.id: each for each in now.decisions}
    if decision_id not in known:
        raise NotFound("decision", decision_id, known)
    return known[decision_id]


def with_decision(now: Review, decision: Decision) -> Review:
    """Return the review with *decision* in the place of the one with its id; raises DefinitionProblems."""
    return _with(now, decision)


def _with(now: Review, decision: Decision) -> Review:
    return _checked(now, {"decisions": tuple(decision if each.id == decision.id else each for each in now.decisions)})


def _item(now: Review, item_id: str) -> AgendaItem:
    known = {each.id: each for each in now.agenda}
    if item_id not in known:
        raise NotFound("item", item_id, known)
    return known[item_id]


def _ticked(item: AgendaItem) -> AgendaItem:
    return item if item.done else item.model_copy(update={"done": True, "note": item.note or _SETTLED})


def _changed(  # noqa: PLR0913 -- what the journal says comes on top
    store: Store, review_id: str, written: Callable[[Review], Review], who: str, action: str, *, said: str = ""
) -> Review:
    with changing(store, who) as recorder:
        now = still_open(review(store, review_id))
        new = written(now)
        if new != now:
            _keep(recorder, new, action, said)
    return new


def _keep(recorder: Recorder, new: Review, action: str, said: str) -> None:
    put_review(recorder.cursor, recorder.stamp, new)
    recorder.record(action, new.id, said or new.name)


def _checked(now: Review, changed: Fields) -> Review:
    """Return the review with the fields *changed*, held against its rules; raises DefinitionProblems."""
    document = now.model_copy(update=dict(changed)).model_dump(warnings=False)  # whole, so that all of it is looked at
    try:
        return Review.model_validate(document)
    except ValidationError as error:
        raise DefinitionProblems(tuple(problems_of("review", error))) from error


def _only(wanted: Fields, allowed: frozenset[str]) -> Fields:
    for name in wanted:
        if name not in allowed:
            raise NotFound("field", name, allowed)
    return wanted


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
