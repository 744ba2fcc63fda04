"""Comments that were put to touchpoints: read where they were put, and known again by what they say."""

import csv
import hashlib
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.actions.tags import tag_comment, untag_comment
from bsc.errors import NotFound
from bsc.model.fence import Fence
from bsc.model.tag import Tag
from bsc.model.view import View
from bsc.store import Store
from bsc.views.tagged import digest_of, tag_counts, touchpoints_of
from bsc.views.voice import Tagging, Wanted, csv_of, voice
from bsc.views.workspace import Workspace
from tests.views.small_company import imported

TODAY, WHO = date(2026, 6, 10), "Olga"
MAY, JUNE = View(period="2026-05"), View(period="2026-06")
SCORECARD = """
version: 1
stages: [{id: interest, name: Interest}]
personas: [{id: newcomer, name: Newcomer}]
datasets:
  - {id: answers, name: Answers, time: day, dimensions: {persona: who}}
  - {id: diary, name: Diary, time: day}
touchpoints:
  - {id: form, name: Form, stage: interest, comments: [{dataset: answers, text: said, where: {place: form}}]}
  - {id: webinar, name: Webinar, stage: interest, comments: [{dataset: answers, text: said, where: {place: webinar}}]}
  - {id: chat, name: Chat, stage: interest, comments: [{dataset: diary, text: note}]}
"""
ANSWERS = """day,who,place,said
2026-05-03,newcomer,form,Too long. Write to k.quast@example.test
2026-05-04,newcomer,form,"Ümlaute, “quotes” and a 🐝"
2026-05-05,newcomer,form,Fine
2026-05-06,newcomer,webinar,Nobody answered in the chat
2026-06-02,newcomer,form,Too long. Write to k.quast@example.test
"""
LONG, BEE, FINE, NOBODY = (
    "Too long. Write to k.quast@example.test",
    "Ümlaute, “quotes” and a 🐝",
    "Fine",
    "Nobody answered in the chat",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "company.duckdb")
    actions.apply_definitions(store, SCORECARD, "test")
    imported(store, tmp_path, "answers", ANSWERS)
    imported(store, tmp_path, "diary", "day,note\n2026-05-09,Quick reply\n")
    yield store
    store.close()


def tag(text: str, touchpoint: str, day: int = 3, dataset: str = "answers") -> Tag:
    return Tag(dataset=dataset, comment=digest_of(text), day=date(2026, 5, day), touchpoint=touchpoint)


def texts(
    store: Store, touchpoint: str, tagging: Tagging = Tagging.ANY, source: int = 0, view: View = MAY
) -> list[str]:
    found = voice(Workspace(store, TODAY), view, touchpoint, Wanted(source=source, tagging=tagging))
    return [each.text for each in found.comments]


def test_the_digest_of_a_comment_is_the_sha_256_of_its_text() -> None:
    assert digest_of("Fine") == hashlib.sha256(b"Fine").hexdigest()


def test_comments_are_found_by_whether_they_are_tagged_whatever_letters_they_hold(store: Store) -> None:
    tag_comment(store, tag(BEE, "form", 4), WHO)
    tag_comment(store, tag(FINE, "chat", 5), WHO)
    assert texts(store, "form", Tagging.TAGGED) == [BEE]
    assert texts(store, "form", Tagging.UNTAGGED) == ["Too long. Write to [e-mail]"]
    assert len(texts(store, "form")) == 3
    found = voice(Workspace(store, TODAY), MAY, "form")
    assert (found.found, found.tagged) == (3, 1)


def test_a_comment_is_read_at_the_touchpoint_that_it_was_put_to_wherever_it_stands(store: Store) -> None:
    assert voice(Workspace(store, TODAY), MAY, "chat").sources == ("Diary",)
    tag_comment(store, tag(NOBODY, "chat", 6), WHO)
    assert voice(Workspace(store, TODAY), MAY, "chat").sources == ("Diary", "Tagged to it, from Answers")
    assert texts(store, "chat", source=1) == [NOBODY]
    assert texts(store, "chat", source=1, view=JUNE) == []
    assert texts(store, "webinar") == [NOBODY]


def test_what_is_tagged_where_it_stands_is_no_other_place_to_read(store: Store) -> None:
    tag_comment(store, tag(BEE, "form", 4), WHO)
    assert voice(Workspace(store, TODAY), MAY, "form").sources == ("Answers · form",)
    tag_comment(store, tag(NOBODY, "form", 6), WHO)
    assert voice(Workspace(store, TODAY), MAY, "form").sources == ("Answers · form", "Tagged to it, from Answers")
    assert texts(store, "form", source=1) == [NOBODY, BEE]


def test_a_comment_is_put_to_several_touchpoints_and_taken_from_one_of_them(store: Store) -> None:
    assert tag_comment(store, tag(NOBODY, "chat", 6), WHO)
    assert tag_comment(store, tag(NOBODY, "webinar", 6), WHO)
    assert not tag_comment(store, tag(NOBODY, "webinar", 6), WHO)
    assert touchpoints_of(Workspace(store, TODAY)) == {("answers", digest_of(NOBODY)): ("chat", "webinar")}
    assert untag_comment(store, tag(NOBODY, "chat", 6), WHO)
    assert not untag_comment(store, tag(NOBODY, "chat", 6), WHO)
    assert touchpoints_of(Workspace(store, TODAY)) == {("answers", digest_of(NOBODY)): ("webinar",)}


def test_a_tag_outlives_the_undo_of_its_rows_and_is_there_when_they_come_again(store: Store, tmp_path: Path) -> None:
    tag_comment(store, tag(LONG, "form"), WHO)
    number = next(each.id for each in store.imports() if each.dataset == "answers")
    actions.undo_import(store, number, WHO)
    assert voice(Workspace(store, TODAY), MAY, "form").found == 0
    imported(store, tmp_path, "answers", ANSWERS)
    assert texts(store, "form", Tagging.TAGGED) == ["Too long. Write to [e-mail]"]


def test_the_count_of_a_period_is_of_the_tags_of_its_days(store: Store) -> None:
    tag_comment(store, tag(LONG, "form"), WHO)
    tag_comment(store, Tag(dataset="diary", comment=digest_of("Quick reply"), touchpoint="form"), WHO)
    workspace = Workspace(store, TODAY)
    assert tag_counts(workspace, workspace.period(MAY)) == {"form": 2}
    assert tag_counts(workspace, workspace.period(JUNE)) == {"form": 1}


def test_nothing_that_a_customer_wrote_is_in_the_journal_or_the_tag(store: Store) -> None:
    tag_comment(store, tag(LONG, "form"), WHO)
    written = repr((store.journal(1), store.tags()))
    assert "quast" not in written
    assert "a comment of answers of 2026-05-03" in written


def test_the_file_names_the_touchpoints_and_keeps_the_mask(store: Store) -> None:
    tag_comment(store, tag(LONG, "form"), WHO)
    tag_comment(store, tag(LONG, "chat"), WHO)
    said = csv_of(Workspace(store, TODAY), MAY, "form", Wanted(tagging=Tagging.TAGGED)).removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(said)))[1:] == [
        ["2026-05-03", "Newcomer", "", "Too long. Write to [e-mail]", "Form, Chat"]
    ]


def test_within_a_fence_nothing_is_told_of_tags(store: Store) -> None:
    tag_comment(store, tag(LONG, "form"), WHO)
    fenced = Workspace(store, TODAY, Fence({"persona": ("newcomer",)}))
    assert fenced.tags() == ()
    assert voice(fenced, MAY, "form").tagged == 0


def test_a_tag_to_what_there_is_not_is_refused(store: Store) -> None:
    with pytest.raises(NotFound, match="did you mean `form`"):
        tag_comment(store, tag(LONG, "from"), WHO)
    with pytest.raises(NotFound, match="did you mean `diary`"):
        tag_comment(store, tag(LONG, "form", dataset="dairy"), WHO)
    assert store.tags() == ()
