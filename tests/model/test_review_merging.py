"""What two people write into one review at once is brought together, or the second one is told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bsc.errors import Refused
from bsc.model.review import AgendaItem, Decision, ItemKind, Review
from bsc.model.review_merging import merged, merged_text

LINES = some.lists(some.sampled_from(["a", "b", "c", "d"]), max_size=6).map("\n".join)


@given(LINES, LINES)
def test_where_one_of_two_has_changed_nothing_the_other_one_s_words_stand(known: str, mine: str) -> None:
    assert merged_text(known, known, mine) == mine
    assert merged_text(known, mine, known) == mine


@given(LINES, some.sampled_from(["x", "x\ny"]), some.sampled_from(["z", "z\nw"]))
def test_what_both_add_at_the_end_stands_there_in_their_order(known: str, theirs: str, mine: str) -> None:
    both = "\n".join(filter(None, (known, theirs, mine)))
    assert merged_text(known, "\n".join(filter(None, (known, theirs))), "\n".join(filter(None, (known, mine)))) == both


@given(LINES, LINES, LINES)
def test_no_line_of_either_is_lost_where_both_are_brought_together(known: str, theirs: str, mine: str) -> None:
    both = merged_text(known, theirs, mine)
    if both is not None:
        new = ({*theirs.splitlines()} | {*mine.splitlines()}) - {*known.splitlines()}
        assert new <= {*both.splitlines()}


def test_changes_of_different_lines_are_both_made() -> None:
    assert merged_text("one\ntwo\nthree", "ONE\ntwo\nthree", "one\ntwo\nTHREE") == "ONE\ntwo\nTHREE"


def test_changes_of_the_same_line_are_not_brought_together() -> None:
    assert merged_text("one\ntwo", "one!\ntwo", "one?\ntwo") is None


def test_a_field_that_is_no_text_is_refused_with_what_it_is_now() -> None:
    now = Decision(id="d", text="Sell", due=date(2026, 9, 1))
    with pytest.raises(Refused, match="the due day in the meantime – it is now “2026-09-01”"):
        merged(now, {"due": None}, {"due": date(2026, 10, 1)})
    assert merged(now, {"due": None}, {"due": date(2026, 9, 1)}) == {"due": date(2026, 9, 1)}


def test_items_without_an_id_are_given_one_that_is_free_and_keep_it() -> None:
    own, other = (AgendaItem(kind=ItemKind.OWN, title=title) for title in "ab")
    taken = AgendaItem(id="item_1", kind=ItemKind.OWN, title="c")
    made = Review(id="r", name="R", held=date(2026, 1, 1), agenda=(own, taken, other))
    assert [each.id for each in made.agenda] == ["item_2", "item_1", "item_3"]
    assert Review.model_validate_json(made.model_dump_json(exclude_defaults=True)) == made


def test_two_decisions_of_one_id_are_refused() -> None:
    twice = (Decision(id="d", text="One"), Decision(id="d", text="Two"))
    with pytest.raises(ValueError, match="two decisions are called `d`"):
        Review(id="r", name="R", held=date(2026, 1, 1), decisions=twice)
