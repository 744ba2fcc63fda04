"""Who is spoken to in a note: by name behind an @, since when, and by whom."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc import actions
from bsc.model.subject import Subject, SubjectKind
from bsc.store import Store
from bsc.views.mentions import mentions, of_person, people, pieces, since
from bsc.views.workspace import Workspace

TODAY, DAY = date(2026, 9, 11), date(2026, 9, 1)
KNOWN = ("Web team", "Web", "Olga Meyer", "J. O'Neill (EU)")
SCORECARD = """
version: 1
stages: [{id: interest, name: Interest, owner: Web team, helpers: [Olga  Meyer]}]
objectives: [{id: reach, name: Grow reach, stage: interest, perspective: customer, owner: web TEAM}]
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "company.duckdb")
    actions.apply_definitions(store, SCORECARD, "test")
    yield store
    store.close()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Web team please look", ("Web team",)),
        ("@web TEAM, please; and @Web", ("Web team", "Web")),
        ("@Web teams is nobody, but Web is meant", ("Web",)),
        ("@Webteam is nobody", ()),
        ("@Olga\nMeyer across a line's end", ("Olga Meyer",)),
        ("(@Olga Meyer) and @Olga Meyer again", ("Olga Meyer",)),
        ("write to olga@web or me@Olga Meyer", ()),
        ("@J. O'Neill (EU): look", ("J. O'Neill (EU)",)),
        ("@Nobody known", ()),
        ("Web team without the sign", ()),
    ],
)
def test_a_name_behind_the_sign_is_a_mention_whatever_its_case(text: str, found: tuple[str, ...]) -> None:
    assert mentions(text, KNOWN) == found


@pytest.mark.parametrize(
    ("text", "known", "found"),
    [
        ("ask @Frau Weiß please", "Frau Weiß", "@Frau Weiß"),
        ("ask @FRAU  WEISS please", "Frau Weiß", "@FRAU  WEISS"),
        ("ask @Frau Weiß please", "Frau Weis", ""),  # half of a letter is no letter
        ("@İpek hi", "İpek", "@İpek"),
        ("@İPEK: hi", "ipek", ""),  # its capital is another letter
        ("@İPEK: hi", "İpek", "@İPEK"),
        ("@İmke look", "Imke", ""),
        ("@ımke look", "Imke", ""),
        ("@İmke look", "I", ""),
        ("@ſusi", "Susi", "@ſusi"),
        ("ßß @Web", "Web", "@Web"),  # what stands before moves nothing
    ],
)
def test_letters_whose_cases_differ_in_length_are_found_where_they_stand(text: str, known: str, found: str) -> None:
    assert [said for said, name in pieces(text, [known]) if name] == ([found] if found else [])


def test_no_name_ends_within_a_letter_that_folds_to_several() -> None:
    long = [chr(each) for each in range(sys.maxunicode) if len(chr(each).casefold()) > 1]
    assert long
    assert not [each for each in long if mentions(f"@{each}", [each.casefold()[:1]])]


@given(st.text(max_size=12), st.text(alphabet="ıİiIßẞsSſ @\u0307", max_size=30))
def test_no_spelling_of_a_known_name_is_too_odd_to_read(name: str, text: str) -> None:
    for known in (name, text, text.upper(), text.lower()):
        assert "".join(said for said, _ in pieces(text, [known])) == text


def test_nobody_known_is_mentioned_nowhere() -> None:
    assert mentions("@Web team", ()) == ()


@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=5))
def test_the_pieces_of_a_text_are_the_text(text: str, known: list[str]) -> None:
    assert "".join(said for said, _ in pieces(text, known)) == text
    assert set(mentions(text, known)) <= set(known)


def test_everybody_is_known_once_however_they_are_spelt(store: Store) -> None:
    actions.write_note(store, Subject.of(SubjectKind.STAGE, "interest"), DAY, "Hello", "OLGA MEYER")
    assert people(Workspace(store, TODAY)) == ("Olga Meyer", "Web team")


def test_a_mention_counts_from_the_wording_that_first_has_it(store: Store) -> None:
    stage = Subject.of(SubjectKind.STAGE, "interest")
    first = actions.write_note(store, stage, DAY, "No name yet", "Ben")
    actions.change_note(store, first, "Now @Web team", "Ben")
    actions.change_note(store, first, "Now @web team, twice", "Ben")
    (found,) = since(Workspace(store, TODAY))
    wordings = store.notes()[0].before
    assert (found.person, found.by, found.at) == ("Web team", "Ben", wordings[1].at)
    assert found.key == f"{store.notes()[0].uid}/web team"
    assert since(Workspace(store, TODAY), wordings[0].at) == (found,)
    assert since(Workspace(store, TODAY), found.at) == ()


def test_who_speaks_to_themselves_is_told_nothing(store: Store) -> None:
    actions.write_note(store, Subject.of(SubjectKind.STAGE, "interest"), DAY, "@Olga Meyer, remember", "olga meyer")
    assert since(Workspace(store, TODAY)) == ()


def test_what_somebody_is_asked_is_found_by_their_name_and_ends_with_the_note(store: Store) -> None:
    stage = Subject.of(SubjectKind.STAGE, "interest")
    number = actions.write_note(store, stage, DAY, "@Web team @Olga Meyer", "Ben")
    assert [each.note.id for each in of_person(Workspace(store, TODAY), "WEB  team")] == [number]
    actions.withdraw_note(store, number, "Ben")
    assert of_person(Workspace(store, TODAY), "Web team") == ()
