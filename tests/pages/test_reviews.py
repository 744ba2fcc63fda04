"""Actions & reviews, the tab Reviews, and the page of one review: opened, worked in, closed, shared."""

from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.model.access import Person, Role
from bsc.model.review import AgendaItem, DecisionState, ItemKind, Review, Seen, SeenScore
from bsc.model.words import Status
from bsc.store import Store
from bsc.ui import session
from bsc.ui.access import gate
from bsc.ui.access.visit import Visit as Visiting
from tests.pages.conftest import WHO, Visit
from tests.pages.test_definitions import DOCUMENT, click, labelled, words

SEEN = Seen(
    headline="Nothing is off track.",
    definitions=1,
    scores=(SeenScore(name="Journey", score=64.4, coverage=1.0, status=Status.AT_RISK),),
)
JULY = Review(
    id="july",
    name="July *2026*",
    held=date(2026, 8, 7),
    period="2026-07",
    agenda=(AgendaItem(kind=ItemKind.OWN, title="The <b>form</b>", sentence="Too long."),),
    seen=SEEN,
)


@pytest.fixture
def database(empty_database: Path) -> Path:
    """Return a small scorecard with one open review and a closed one before it."""
    store = Store.open(empty_database)
    actions.apply_definitions(store, DOCUMENT, WHO)
    actions.open_review(store, JULY.model_copy(update={"id": "june", "name": "June", "held": date(2026, 7, 7)}), WHO)
    actions.decide(store, "june", {"text": "Ask the board", "owner": "Olga"}, WHO)
    actions.close_review(store, "june", WHO)
    actions.open_review(store, JULY, WHO)
    store.close()
    return empty_database


def _reviews(database: Path) -> dict[str, Review]:
    return {each.id: each for each in Store.open(database).reviews()}


def _settled(database: Path, state: DecisionState, outcome: str) -> None:
    """Let another say what became of the decision in June, knowing what was said of it."""
    now = _reviews(database)["june"].decisions[0]
    known = {"state": now.state, "outcome": now.outcome}
    actions.settle_decision(Store.open(database), "june", now.id, state, "Ben", known=known, outcome=outcome)


def test_a_review_is_started_with_its_agenda_and_the_figures(visit: Visit, database: Path) -> None:
    page = visit(database, "actions.py", tab="Reviews")
    assert not page.exception
    labelled(page.text_input, "Name").input("The August review")
    click(page, "Start it")
    started = _reviews(database)["the_august_review"]
    assert (started.open, started.opened_by, started.before) == (True, session.SOMEBODY.name, "july")
    assert started.seen.definitions == 1


def test_what_is_written_is_kept_when_the_field_is_left(visit: Visit, database: Path) -> None:
    page = visit(database, "review.py", review="july")
    assert not page.exception
    labelled(page.text_area, "Notes of the review").input("Rain\nand wind").run()
    labelled(page.text_area, "What was said").input("Two fields go").run()
    page.checkbox[0].check().run()
    kept = _reviews(database)["july"]
    assert (kept.notes, kept.agenda[0].note, kept.agenda[0].done) == ("Rain\nand wind", "Two fields go", True)


def test_two_who_write_lose_nothing_of_each_other(visit: Visit, database: Path) -> None:
    page = visit(database, "review.py", review="july")
    store = Store.open(database)
    actions.write_in_review(store, "july", {"notes": "From Ben"}, "Ben", known={"notes": ""})
    labelled(page.text_area, "Notes of the review").input("From Ana").run()
    assert _reviews(database)["july"].notes == "From Ben\nFrom Ana"
    assert labelled(page.text_area, "Notes of the review").value == "From Ben\nFrom Ana"


def test_who_meets_another_s_words_in_one_line_keeps_their_own_until_they_choose(visit: Visit, database: Path) -> None:
    page = visit(database, "review.py", review="july")
    labelled(page.text_area, "Notes of the review").input("Rain").run()
    store = Store.open(database)
    actions.write_in_review(store, "july", {"notes": "Rain in May"}, "Ben", known={"notes": "Rain"})
    labelled(page.text_area, "Notes of the review").input("Rain in June").run()
    assert "Rain in May" in page.error[0].value
    assert labelled(page.text_area, "Notes of the review").value == "Rain in June"
    assert _reviews(database)["july"].notes == "Rain in May"
    click(page, "Keep mine instead")
    assert _reviews(database)["july"].notes == "Rain in June"
    assert not page.error


def test_who_writes_into_a_review_that_is_closed_meanwhile_is_shown_their_words_and_why(
    visit: Visit, database: Path
) -> None:
    page = visit(database, "review.py", review="july")
    actions.close_review(Store.open(database), "july", "Ben")
    labelled(page.text_area, "Notes of the review").input("An hour\nof typing").run()
    assert not page.exception
    assert "was closed by Ben" in page.error[0].value
    assert "Notes of the review" in words(page)
    assert [each.value for each in page.code if "typing" in each.value] == ["An hour\nof typing"]
    assert "An hour" in "".join(each.value for each in page.run().code)
    click(page, "Let it go")
    assert not page.error
    assert not [each.value for each in page.code if "typing" in each.value]


@pytest.mark.parametrize(
    ("opener", "label"), [("Add a decision", "What is decided"), ("", "Add to the agenda"), ("", "What was said")]
)
def test_a_form_that_is_gone_with_the_closing_leaves_its_words(
    visit: Visit, database: Path, opener: str, label: str
) -> None:
    page = visit(database, "review.py", review="july")
    if opener:
        click(page, opener)
    actions.close_review(Store.open(database), "july", "Ben")
    field = labelled([*page.text_area, *page.text_input], label)
    field.input("Shorten the form").run()
    assert "was closed by Ben" in page.error[0].value
    assert "Shorten the form" in [each.value for each in page.code]


def test_words_that_could_not_be_kept_are_told_when_the_review_is_dropped(visit: Visit, database: Path) -> None:
    page = visit(database, "review.py", review="july")
    actions.drop_review(Store.open(database), "july", "Ben")
    labelled(page.text_area, "Notes of the review").input("An hour of typing").run()
    assert not page.exception
    assert "An hour of typing" in [each.value for each in page.code]


def test_a_decision_is_made_at_an_item_and_becomes_an_action(visit: Visit, database: Path) -> None:
    page = visit(database, "review.py", review="july")
    click(page, "Decide")
    labelled(page.text_area, "What is decided").input("Shorten the form")
    click(page, "Keep the decision")
    click(page, "Make it an action")
    assert not page.exception
    assert _reviews(database)["july"].decisions[0].initiative == "shorten_the_form"
    assert [each.name for each in Store.open(database).scorecard().initiatives] == ["Shorten the form"]


def test_a_decision_whose_action_was_removed_is_no_dead_end(visit: Visit, database: Path) -> None:
    store = Store.open(database)
    actions.make_action(store, "june", "decision_1", WHO, today=date(2026, 8, 7))
    actions.apply_definitions(store, DOCUMENT, WHO)
    page = visit(database, "review.py", review="june")
    assert "Its action is no longer there." in words(page)
    click(page, "Make it an action")
    assert [each.id for each in Store.open(database).scorecard().initiatives] == ["ask_the_board"]
    assert "Make it an action" not in [each.label for each in page.button]


def test_a_review_is_closed_and_read_only_then(visit: Visit, database: Path) -> None:
    page = click(visit(database, "review.py", review="july"), "Close it")
    assert not _reviews(database)["july"].open
    assert "Nobody changes what is said here" in words(page)
    assert not page.text_area
    assert "Journey: 64 of 100" in words(page)


def test_text_of_people_is_no_markup(visit: Visit, database: Path) -> None:
    page = click(visit(database, "review.py", review="july"), "Close it")
    assert page.title[0].value == r"July \*2026\*"
    assert any(r"The \<b\>form" in each.value for each in page.markdown)


def test_what_became_of_a_decision_is_said_after_the_review_is_closed(visit: Visit, database: Path) -> None:
    page = visit(database, "review.py", review="june")
    labelled(page.text_area, "In words").input("They agreed")
    click(page, "Keep")
    assert _reviews(database)["june"].decisions[0].outcome == "They agreed"
    assert "They agreed." in words(page)


def test_what_another_said_became_of_a_decision_meanwhile_stays_or_is_told(visit: Visit, database: Path) -> None:
    page = visit(database, "review.py", review="june")
    _settled(database, DecisionState.DONE, "They agreed")
    labelled(page.text_area, "In words").input("I ask on Monday").run()
    click(page, "Keep")
    kept = _reviews(database)["june"].decisions[0]
    assert (kept.state, kept.outcome) == (DecisionState.DONE, "They agreed\nI ask on Monday")
    assert labelled(page.text_area, "In words").value == kept.outcome
    labelled(page.text_area, "In words").input("They smiled")
    _settled(database, DecisionState.DROPPED, "They refused")
    click(page, "Keep")
    assert "“They refused”" in page.error[0].value
    assert labelled(page.text_area, "In words").value == "They smiled"
    assert _reviews(database)["june"].decisions[0].outcome == "They refused"
    click(page, "Keep")
    kept = _reviews(database)["june"].decisions[0]
    assert (kept.state, kept.outcome) == (DecisionState.DROPPED, "They smiled")


def test_a_decision_that_another_settles_is_shown_so_at_the_next_look(visit: Visit, database: Path) -> None:
    page = visit(database, "review.py", review="june")
    _settled(database, DecisionState.DONE, "They agreed")
    page.run()
    assert labelled(page.text_area, "In words").value == "They agreed"
    click(page, "Keep")
    assert _reviews(database)["june"].decisions[0].state is DecisionState.DONE


def test_the_minutes_are_shared_with_one_click_and_open_nothing_else(visit: Visit, database: Path) -> None:
    page = click(visit(database, "review.py", review="june"), "Share the minutes")
    assert "nothing else" in words(page)
    token = next(each.value for each in page.code if "share=" in each.value).partition("share=")[2]
    visitor = visit(database, share=token, review="July \\*2026\\*")
    assert not visitor.exception
    assert visitor.title[0].value == "June"
    assert "July" not in words(visitor)
    assert "Ask the board" in words(visitor)
    assert not [each for each in visitor.button if each.label not in {"", "Back"}]
    assert not visitor.selectbox
    assert not visitor.multiselect


def test_who_may_only_look_sees_the_minutes_and_nothing_to_press(
    visit: Visit, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "arriving", lambda: Visiting(Person("vera", Role.VIEWER)))
    page = visit(database, "review.py", review="july")
    assert not page.exception
    assert "Goes on still" in words(page)
    assert not page.text_area
    assert "Share the minutes" not in [each.label for each in page.button]
    listing = visit(database, "actions.py", tab="Reviews")
    assert "Start it" not in [each.label for each in listing.button]


@pytest.mark.parametrize(("script", "address"), [("actions.py", {"tab": "Reviews"}), ("review.py", {"review": "july"})])
def test_a_warm_run_asks_the_database_nothing(
    visit: Visit, database: Path, script: str, address: dict[str, str]
) -> None:
    page = visit(database, script, **address).run()
    store = Store.open(database)
    before = store.queries
    page.run()
    assert not page.exception
    assert store.queries == before


def test_the_copied_link_opens_the_review_that_was_looked_at(visit: Visit, database: Path) -> None:
    page = visit(database, "review.py", review="june")
    assert page.title[0].value == "June"
    assert any("review=june" in each.value for each in page.code)


def test_a_review_that_the_address_names_in_vain_is_said(visit: Visit, database: Path) -> None:
    page = visit(database, "review.py", review="<script>")
    assert not page.exception
    assert len(page.warning) == 1
