"""A review is written into by several at once, closed for good, and what became of its decisions goes on."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.actions.reviews import review
from bsc.errors import DefinitionProblems, NotFound, Refused
from bsc.model.initiatives import MadeFrom, Origin
from bsc.model.review import AgendaItem, DecisionState, ItemKind, Review, ReviewKind, Seen, SeenScore
from bsc.model.subject import Subject, SubjectKind
from bsc.model.words import Status
from bsc.store import Stamp, Store
from bsc.store.remarks import put_review
from tests.actions.test_remarks import DEFINITIONS

ANA, BEN = "ana@example.test", "ben@example.test"
DAY = date(2026, 8, 7)
OPEN: Mapping[str, object] = {"state": DecisionState.OPEN, "outcome": ""}
CLICKS = Subject.of(SubjectKind.KPI, "clicks")
SIGNAL = AgendaItem(kind=ItemKind.SIGNAL, about=CLICKS, title="Clicks", sentence="Below its limit.")
BEGUN = Review(id="july", name="July 2026", held=DAY, agenda=(SIGNAL,))


@pytest.fixture
def opened(store: Store) -> Store:
    """Return a store with one open review."""
    actions.apply_definitions(store, DEFINITIONS, ANA)
    actions.open_review(store, BEGUN, ANA)
    return store


def test_a_review_is_opened_by_somebody_at_a_moment_and_kept(opened: Store) -> None:
    kept = Store.open(_again(opened)).reviews()[0]
    assert (kept.id, kept.opened_by, kept.open, kept.agenda[0].id) == ("july", ANA, True, "item_1")
    assert kept.opened_at is not None


def test_an_opened_review_cannot_come_closed(opened: Store) -> None:
    closed = BEGUN.model_copy(update={"id": "june", "closed_by": BEN, "closed_at": review(opened, "july").opened_at})
    assert actions.open_review(opened, closed, ANA).open


def test_two_reviews_have_two_ids_and_follow_one_that_there_is(opened: Store) -> None:
    with pytest.raises(Refused, match="another name or day"):
        actions.open_review(opened, BEGUN, BEN)
    with pytest.raises(NotFound, match="july"):
        actions.open_review(opened, BEGUN.model_copy(update={"id": "august", "before": "juli"}), BEN)


def test_two_who_write_into_different_fields_do_not_meet(opened: Store) -> None:
    actions.write_in_review(opened, "july", {"notes": "Rain"}, ANA, known={"notes": ""})
    kept = actions.write_in_review(opened, "july", {"attendees": ("Ben",)}, BEN, known={"attendees": ()})
    assert (kept.notes, kept.attendees) == ("Rain", ("Ben",))


def test_what_two_add_to_the_notes_stands_there_both(opened: Store) -> None:
    actions.write_in_review(opened, "july", {"notes": "Rain"}, ANA, known={"notes": ""})
    actions.write_in_review(opened, "july", {"notes": "Rain\nFrom Ana"}, ANA, known={"notes": "Rain"})
    kept = actions.write_in_review(opened, "july", {"notes": "Rain\nFrom Ben"}, BEN, known={"notes": "Rain"})
    assert kept.notes == "Rain\nFrom Ana\nFrom Ben"


def test_who_changes_a_line_that_was_changed_in_the_meantime_is_told_what_it_says(opened: Store) -> None:
    actions.write_item(opened, "july", "item_1", {"note": "Ana: ads"}, ANA, known={"note": ""})
    actions.write_item(opened, "july", "item_1", {"note": "Ana: ads cost more"}, ANA, known={"note": "Ana: ads"})
    with pytest.raises(Refused, match="“Ana: ads cost more”"):
        actions.write_item(opened, "july", "item_1", {"note": "Ben: ads"}, BEN, known={"note": "Ana: ads"})
    assert review(opened, "july").agenda[0].note == "Ana: ads cost more"


def test_an_item_is_ticked_while_another_notes_something_on_it(opened: Store) -> None:
    actions.write_item(opened, "july", "item_1", {"done": True}, ANA, known={"done": False})
    item = actions.write_item(opened, "july", "item_1", {"note": "Seasonal"}, BEN, known={"note": ""})
    assert (item.done, item.note) == (True, "Seasonal")


def test_only_what_was_added_by_hand_is_taken_off_or_renamed(opened: Store) -> None:
    own = actions.add_item(opened, "july", "Prices", BEN, about=CLICKS)
    assert actions.write_item(opened, "july", own.id, {"title": "Price list"}, BEN, known={"title": "Prices"}).title
    actions.take_off(opened, "july", own.id, ANA)
    with pytest.raises(Refused, match="tick it"):
        actions.take_off(opened, "july", "item_1", ANA)
    with pytest.raises(NotFound):
        actions.write_item(opened, "july", "item_1", {"title": "Nothing"}, BEN, known={})
    assert [each.id for each in review(opened, "july").agenda] == ["item_1"]


def test_the_id_of_an_item_that_was_taken_off_is_not_given_again(opened: Store) -> None:
    first = actions.add_item(opened, "july", "Prices", BEN)
    actions.take_off(opened, "july", first.id, BEN)
    second = actions.add_item(opened, "july", "Staff", BEN)
    assert second.id != first.id
    with pytest.raises(NotFound):
        actions.write_item(opened, "july", first.id, {"note": "Meant for prices"}, ANA, known={"note": ""})
    assert review(opened, "july").agenda[-1] == second


def test_an_item_without_a_title_and_a_note_that_is_a_book_are_refused(opened: Store) -> None:
    with pytest.raises(Refused, match="without a title"):
        actions.add_item(opened, "july", "  ", ANA)
    with pytest.raises(DefinitionProblems, match="at most 20000"):
        actions.write_item(opened, "july", "item_1", {"note": "x" * 20_001}, ANA, known={"note": ""})
    with pytest.raises(DefinitionProblems, match=r"decisions\[0\].text"):
        actions.decide(opened, "july", {"text": " "}, ANA)


def test_looking_again_takes_new_figures_and_adds_what_is_new(opened: Store) -> None:
    actions.write_item(opened, "july", "item_1", {"note": "Said"}, ANA, known={"note": ""})
    stale = AgendaItem(kind=ItemKind.STALE, title="Ads")
    seen = Seen(scores=(SeenScore(name="Journey", score=61.5, coverage=1.0, status=Status.AT_RISK),))
    kept = actions.look_again(opened, "july", seen, [SIGNAL, stale], BEN)
    assert [(each.id, each.title, each.note) for each in kept.agenda] == [
        ("item_1", "Clicks", "Said"), ("item_2", "Ads", ""),
    ]  # fmt: skip
    assert kept.seen.scores[0].score == 61.5


CHANGES: dict[str, Callable[[Store], object]] = {
    "notes": lambda store: actions.write_in_review(store, "july", {"notes": "x"}, BEN, known={"notes": ""}),
    "item": lambda store: actions.write_item(store, "july", "item_1", {"done": True}, BEN, known={"done": False}),
    "add": lambda store: actions.add_item(store, "july", "Prices", BEN),
    "decide": lambda store: actions.decide(store, "july", {"text": "Later"}, BEN),
    "withdraw": lambda store: actions.withdraw_decision(store, "july", "decision_1", BEN),
    "look": lambda store: actions.look_again(store, "july", Seen(definitions=9), [], BEN),
    "close": lambda store: actions.close_review(store, "july", BEN),
    "end": lambda store: actions.close_check(store, "july", ["item_1"], BEN),
    "drop": lambda store: actions.drop_review(store, "july", BEN),
}


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_changes_a_closed_review(opened: Store, change: str) -> None:
    actions.decide(opened, "july", {"text": "Shorten the form"}, ANA)
    closed = actions.close_review(opened, "july", ANA)
    with pytest.raises(Refused, match="was closed by ana"):
        CHANGES[change](opened)
    assert review(opened, "july") == closed


def test_a_check_ends_in_one_change_with_what_is_settled_ticked_and_notes_kept(opened: Store) -> None:
    prices, _ = (actions.add_item(opened, "july", title, ANA).id for title in ("Prices", "Rain"))
    actions.write_item(opened, "july", prices, {"note": "Raised in May"}, BEN, known={"note": ""})
    before = len(opened.journal())
    closed = actions.close_check(opened, "july", ["item_1", prices], ANA)
    assert [(each.done, each.note) for each in closed.agenda] == [
        (True, "No longer found when the check ended."),
        (True, "Raised in May"),
        (False, ""),
    ]
    assert (closed.closed_by, review(opened, "july")) == (ANA, closed)
    assert len(opened.journal()) == before + 1


def test_a_check_with_an_item_that_is_not_there_stays_open(opened: Store) -> None:
    with pytest.raises(NotFound, match="item_9"):
        actions.close_check(opened, "july", ["item_1", "item_9"], ANA)
    assert review(opened, "july").open
    assert not review(opened, "july").agenda[0].done


def test_the_store_itself_refuses_another_wording_of_a_closed_review(opened: Store) -> None:
    closed = actions.close_review(opened, "july", ANA)
    with pytest.raises(Refused, match="nobody changes what it says"), opened.change() as cursor:
        put_review(cursor, _stamp(), closed.model_copy(update={"notes": "We never said that"}))
    with pytest.raises(Refused, match="nobody changes what it says"), opened.change() as cursor:
        put_review(cursor, _stamp(), closed.model_copy(update={"closed_at": None}))
    assert review(opened, "july") == closed


def test_what_became_of_a_decision_is_kept_after_the_review_is_closed(opened: Store) -> None:
    made = actions.decide(opened, "july", {"text": "Shorten the form", "owner": "Web", "due": DAY}, ANA)
    actions.close_review(opened, "july", ANA)
    kept = actions.settle_decision(
        opened, "july", made.id, DecisionState.DONE, BEN, known=OPEN, outcome="Six fields fewer", on=DAY
    )
    assert review(opened, "july").decisions == (kept,)
    assert (kept.state, kept.outcome, kept.settled) == (DecisionState.DONE, "Six fields fewer", DAY)
    assert review(opened, "july").said.decisions[0] == made
    assert opened.journal(1)[0].note == "done: Shorten the form – Six fields fewer"


def test_what_two_say_of_a_decision_at_once_is_kept_of_both_or_refused(opened: Store) -> None:
    made = actions.decide(opened, "july", {"text": "Ask the board"}, ANA)
    actions.settle_decision(
        opened, "july", made.id, DecisionState.DONE, BEN, known=OPEN, outcome="They said yes", on=DAY
    )
    both = actions.settle_decision(
        opened, "july", made.id, DecisionState.OPEN, ANA, known=OPEN, outcome="I ask on Monday", on=date(2026, 8, 9)
    )
    assert (both.state, both.outcome, both.settled) == (DecisionState.DONE, "They said yes\nI ask on Monday", DAY)
    with pytest.raises(Refused, match=r"somebody else has changed the state .* “done”"):
        actions.settle_decision(opened, "july", made.id, DecisionState.DROPPED, ANA, known=OPEN)
    known = {"state": DecisionState.DONE, "outcome": "They"}
    with pytest.raises(Refused, match=r"somebody else has changed the outcome .* “They said yes"):
        actions.settle_decision(opened, "july", made.id, DecisionState.DONE, ANA, known=known, outcome="They said no")
    assert review(opened, "july").decisions == (both,)


def test_the_id_of_a_withdrawn_decision_is_not_given_again(opened: Store) -> None:
    gone = actions.decide(opened, "july", {"text": "Ask the board"}, ANA)
    actions.withdraw_decision(opened, "july", gone.id, ANA)
    made = actions.decide(opened, "july", {"text": "Leave the agency"}, ANA)
    assert (gone.id, made.id) == ("decision_1", "decision_2")
    with pytest.raises(NotFound, match="decision_1"):
        actions.settle_decision(opened, "july", gone.id, DecisionState.DONE, BEN, known=OPEN)


def test_a_decision_whose_action_was_removed_can_be_made_one_again(opened: Store) -> None:
    actions.decide(opened, "july", {"text": "Shorten the form"}, ANA)
    actions.make_action(opened, "july", "decision_1", ANA, today=DAY)
    actions.apply_definitions(opened, DEFINITIONS, ANA)
    assert not opened.scorecard().initiatives
    made = actions.make_action(opened, "july", "decision_1", BEN, today=DAY)
    assert [each.id for each in opened.scorecard().initiatives] == [made]
    assert review(opened, "july").decisions[0].initiative == made


def test_an_action_is_made_of_a_decision_once(opened: Store) -> None:
    wanted = {"text": "Shorten the form", "owner": "Web", "due": date(2026, 9, 1), "about": CLICKS}
    made = actions.decide(opened, "july", wanted, ANA)
    actions.close_review(opened, "july", ANA)
    assert actions.make_action(opened, "july", made.id, BEN, today=DAY) == "shorten_the_form"
    (initiative,) = opened.scorecard().initiatives
    assert (initiative.name, initiative.owner, initiative.start, initiative.due, initiative.kpis) == (
        "Shorten the form", "Web", DAY, date(2026, 9, 1), ("clicks",),
    )  # fmt: skip
    assert initiative.made_from == MadeFrom(origin=Origin.REVIEW, about=CLICKS, when="July 2026")
    assert review(opened, "july").decisions[0].initiative == "shorten_the_form"
    with pytest.raises(Refused, match="shorten_the_form"):
        actions.make_action(opened, "july", made.id, ANA, today=DAY)


def test_actions_of_the_same_words_have_ids_of_their_own(opened: Store) -> None:
    for _ in range(2):
        actions.decide(opened, "july", {"text": "改善する"}, ANA)
    made = [actions.make_action(opened, "july", each, ANA, today=DAY) for each in ("decision_1", "decision_2")]
    assert made == ["action", "action_2"]


def test_a_health_check_s_action_says_that_it_came_from_one(opened: Store) -> None:
    check = BEGUN.model_copy(update={"id": "check", "name": "Health check", "kind": ReviewKind.JOURNEY})
    actions.open_review(opened, check, ANA)
    actions.decide(opened, "check", {"text": "Ask customers"}, ANA)
    actions.make_action(opened, "check", "decision_1", ANA, today=DAY)
    source = opened.scorecard().initiatives[0].made_from
    assert source == MadeFrom(
        origin=Origin.HEALTH_CHECK, about=Subject.of(SubjectKind.REVIEW, "check"), when="Health check"
    )


def test_a_decision_is_tied_to_an_action_that_there_is(opened: Store) -> None:
    actions.decide(opened, "july", {"text": "Shorten the form"}, ANA)
    with pytest.raises(NotFound, match="initiative"):
        actions.link_action(opened, "july", "decision_1", "nothing", ANA)
    made = actions.make_action(opened, "july", "decision_1", ANA, today=DAY)
    actions.decide(opened, "july", {"text": "Also this"}, ANA)
    assert actions.link_action(opened, "july", "decision_2", made, ANA).initiative == made


def test_a_review_that_was_begun_by_mistake_is_dropped_while_it_is_open(opened: Store) -> None:
    actions.drop_review(opened, "july", BEN)
    assert opened.reviews() == ()
    assert opened.journal(1)[0].action == "drop review"


def _again(store: Store) -> Path:
    path = store.path
    store.close()
    return path


def _stamp() -> Stamp:
    return Stamp(BEN)
