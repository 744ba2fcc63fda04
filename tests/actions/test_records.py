"""What is kept beside the definitions travels with them: out, into an empty database, and into one that has gone on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bsc import actions
from bsc.actions.recording import changing
from bsc.actions.records import records_held
from bsc.actions.subscriptions import subscribe, subscription
from bsc.errors import BscError, DefinitionProblems, NotAllowed
from bsc.model.access import Person, Role
from bsc.model.notification import Notification
from bsc.model.periods import Grain
from bsc.model.records import NoteRecord, Records, WordingRecord, records_from
from bsc.model.review import AgendaItem, Decision, DecisionState, ItemKind, Review, Seen, SeenKpi, SeenScore
from bsc.model.subject import Subject, SubjectKind
from bsc.model.tag import Tag
from bsc.model.words import Perspective, Status
from bsc.store import Store
from bsc.store.held import held
from bsc.store.remarks import put_review, put_tag
from bsc.store.told import write_notification
from bsc.store.yaml_text import document_from_yaml, json_from_document, yaml_from_document

SCORECARD = """
version: 1
stages:
  - {id: interest, name: Interest}
datasets:
  - {id: ads, time: day}
objectives:
  - {id: reach, name: Reach people, stage: interest, perspective: customer}
kpis:
  - {id: clicks, name: Clicks, objective: reach, dataset: ads, formula: sum(clicks)}
"""
DAY = date(2026, 3, 2)
MORNING, NOON, EVENING = (datetime(2026, 3, 2, hour) for hour in (8, 12, 18))  # noqa: DTZ001 -- UTC
CLICKS = Subject.of(SubjectKind.KPI, "clicks")
REVIEW = Review(
    id="spring",
    name="Review of the spring",
    held=DAY,
    period="2026-02",
    attendees=("Ada", "Ben"),
    agenda=(AgendaItem(kind=ItemKind.RED, about=CLICKS, title="Clicks", note="Nobody works on it."),),
    notes="Long day: 2 hours",
    decisions=(Decision(id="d1", text="Look at the bids", owner="Ben", due=date(2026, 4, 1)),),
    seen=Seen(
        as_of=DAY,
        definitions=3,
        scores=(SeenScore(name="Journey", score=48.25, coverage=1, status=Status.AT_RISK),),
        kpis=(
            SeenKpi(
                kpi="clicks",
                name="Clicks",
                stage="interest",
                perspective=Perspective.CUSTOMER,
                value="12",
                number=12,
                status=Status.OFF_TRACK,
            ),
        ),
    ),
    closed_by="Ada",
    closed_at=EVENING,
)
NOTIFICATION = Notification(
    id="n1", name="Reds", to=("team@example.test",), owner="Ada", quiet_from=time(22), quiet_until=time(7, 30)
)
TAG = Tag(dataset="ads", comment="a" * 64, day=DAY, touchpoint="form")
Written = Callable[[object], str]


@contextmanager
def _empty() -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        opened = Store.open(Path(folder) / "bsc.duckdb")
        try:
            yield opened
        finally:
            opened.close()


@pytest.fixture
def company(store: Store) -> Store:
    """Return a company that has written, reviewed, tagged and subscribed."""
    actions.apply_definitions(store, SCORECARD, "ada")
    first = actions.write_note(store, "clicks", DAY, "Bids were doubled", "ada")
    actions.change_note(store, first, "Bids were halved", "ada")
    actions.write_note(
        store, Subject.of(SubjectKind.CELL, "interest", "customer"), DAY, "no: yes, @Ben – “look”\n# x", "ben"
    )
    keep(store, REVIEW)
    with changing(store, "ada") as recorder:
        put_tag(recorder.cursor, recorder.stamp, TAG)
    subscribe(store, {"name": "Monday", "to": ["team@example.test"]}, "ada")
    with changing(store, "ada") as recorder:
        write_notification(recorder.cursor, recorder.stamp, NOTIFICATION)
    return store


def keep(store: Store, review: Review) -> None:
    with changing(store, "ada") as recorder:
        put_review(recorder.cursor, recorder.stamp, review)


def note(
    uid: str = "n1",
    *,
    text: str = "It rains",
    at: datetime = MORNING,
    who: str = "ada",
    before: tuple[WordingRecord, ...] = (),
) -> NoteRecord:
    return NoteRecord(uid=uid, about=CLICKS, day=DAY, text=text, who=who, at=at, before=before)


def brought(**records: object) -> dict[str, object]:
    """Return a whole file with the definitions and *records*."""
    document = document_from_yaml(SCORECARD)
    assert isinstance(document, dict)
    return {**document, "records": Records.model_validate(records).document()}


@pytest.mark.parametrize("written", [yaml_from_document, json_from_document])
def test_an_empty_database_that_takes_an_export_gives_the_same_bytes(company: Store, written: Written) -> None:
    out = written(actions.file_document(company))
    assert [len(each) for each in vars(records_held(company)).values()] == [2, 1, 1, 1, 1]
    with _empty() as other:
        actions.apply_definitions(other, out, "ben")
        assert written(actions.file_document(other)) == out
        assert [(each.text, each.who, each.at, each.before) for each in other.notes()] == [
            (each.text, each.who, each.at, each.before) for each in company.notes()
        ]
        assert other.reviews() == company.reviews() == (REVIEW,)
        assert other.tags() == (TAG,)


def test_export_then_apply_changes_nothing(company: Store) -> None:
    journal, out = company.journal(), actions.file_document(company)
    change = actions.apply_definitions(company, yaml_from_document(out), "ben")
    assert (change.nothing, change.records) == (True, ())
    assert company.journal() == journal
    assert actions.file_document(company) == out


def test_a_file_without_records_leaves_them_alone(company: Store) -> None:
    before = records_held(company)
    actions.apply_definitions(company, SCORECARD.replace("Reach people", "Be seen"), "ben")
    assert records_held(company) == before
    assert "records" not in actions.file_document(company, records=False)


def test_records_that_a_file_lacks_are_not_deleted(company: Store) -> None:
    change = actions.apply_definitions(company, brought(notes=[note()]), "ben")
    assert (str(change), change.differences) == ("1 note", ())
    assert {each.text for each in company.notes()} > {"It rains", "Bids were halved"}
    assert company.journal()[0].note == "1 note"
    assert company.definitions_version() == 1


def test_a_subscription_comes_paused_and_its_stops_and_starts_do_not_travel(company: Store) -> None:
    document = actions.file_document(company)
    assert "paused" not in yaml_from_document(document)
    with _empty() as other:
        change = actions.apply_definitions(other, document, "ben")
        assert {"1 digest, paused", "1 notification, paused"} < {*change.records}
        assert subscription(other, "Monday").paused
        assert [line.notification.paused for line in other.notifications()] == [True]
    assert not subscription(company, "Monday").paused


def test_a_subscription_stays_as_it_is_here(company: Store) -> None:
    (known,) = records_held(company).subscriptions
    change = actions.apply_definitions(company, brought(subscriptions=[known.model_copy(update={"hour": 23})]), "ben")
    assert (change.nothing, change.records) == (True, ("Monday stays as it is here",))
    assert subscription(company, "Monday").hour == 8
    with pytest.raises(
        DefinitionProblems, match=r"records\.subscriptions\[0\]\.name: another one is called monday here"
    ):
        actions.apply_definitions(
            company, brought(subscriptions=[known.model_copy(update={"id": "new", "name": "monday"})]), "ben"
        )


def test_of_two_states_of_a_note_the_later_counts_and_both_are_remembered(store: Store) -> None:
    actions.apply_definitions(store, brought(notes=[note(text="It rains", at=MORNING)]), "ada")
    actions.apply_definitions(store, brought(notes=[note(text="It pours", at=EVENING, who="ben")]), "ada")
    actions.apply_definitions(store, brought(notes=[note(text="It drips", at=NOON)]), "ada")
    (kept,) = store.notes()
    assert (kept.text, kept.who, kept.at) == ("It pours", "ben", EVENING)
    assert [(each.text, each.at) for each in kept.before] == [("It rains", MORNING), ("It drips", NOON)]


def test_a_note_that_was_withdrawn_here_stays_withdrawn(company: Store) -> None:
    document = actions.file_document(company)
    gone = company.notes()[0]
    actions.withdraw_note(company, gone.id, gone.before[0].who if gone.before else gone.who)
    change = actions.apply_definitions(company, document, "ben")
    assert change.nothing
    assert "was withdrawn here and stays so" in change.records[0]
    assert gone.uid not in {each.uid for each in company.notes()}


def test_a_closed_review_that_differs_is_a_problem_with_its_place(company: Store) -> None:
    other = REVIEW.model_copy(update={"notes": "We were never there"})
    first = Review(id="winter", name="Review of the winter", held=date(2025, 12, 1))
    with pytest.raises(
        DefinitionProblems, match=r"records\.reviews\[1\]: the review Review of the spring is closed here"
    ):
        actions.apply_definitions(company, brought(reviews=[first, other]), "ben")
    assert company.reviews() == (REVIEW,)


def test_what_became_of_a_decision_goes_on_and_never_back(company: Store) -> None:
    (decision,) = REVIEW.decisions
    done = decision.model_copy(update={"state": DecisionState.DONE, "initiative": "bids"})
    change = actions.apply_definitions(
        company, brought(reviews=[REVIEW.model_copy(update={"decisions": (done,)})]), "ben"
    )
    assert change.records == ("1 review",)
    assert company.reviews()[0].decisions == (done,)
    assert actions.apply_definitions(company, brought(reviews=[REVIEW]), "ben").nothing
    assert company.reviews()[0].decisions == (done,)


def test_an_open_review_stays_as_it_is_until_it_comes_closed(store: Store) -> None:
    actions.apply_definitions(store, SCORECARD, "ada")
    here = REVIEW.model_copy(update={"closed_at": None, "closed_by": "", "notes": "half a sentence"})
    keep(store, here)
    elsewhere = here.model_copy(update={"notes": "another one"})
    change = actions.apply_definitions(store, brought(reviews=[elsewhere]), "ben")
    assert change.records == ("the review Review of the spring is open here and stays as it is",)
    assert store.reviews() == (here,)
    actions.apply_definitions(store, brought(reviews=[REVIEW]), "ben")
    assert store.reviews() == (REVIEW,)


def test_every_problem_of_definitions_and_records_is_listed_at_once_and_nothing_is_kept(store: Store) -> None:
    document = {
        **brought(),
        "stages": [{"id": "interest", "name": "Interest", "colour": "red"}],
        "records": {
            "notes": [
                note().plain(),
                {**note("n2").plain(), "about": {"kind": "cell", "id": "interest"}},
                note().plain(),
            ],
            "tags": [{**TAG.plain(), "comment": "hello"}],
            "reviews": {"id": "spring"},
            "memories": [],
        },
    }
    with pytest.raises(DefinitionProblems) as refused:
        actions.apply_definitions(store, document, "ben")
    assert [each.place for each in refused.value.problems] == [
        "stages[0].colour",
        "records.memories",
        "records.notes[1].about",
        "records.notes[2]",
        "records.reviews",
        "records.tags[0].comment",
    ]
    assert (store.notes(), store.definitions_version(), store.journal()) == ((), 0, [])


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-10:00"])
def test_a_moment_beyond_every_calendar_is_a_problem_with_its_place(store: Store, moment: str) -> None:
    document = {**brought(), "records": {"notes": [{**note().plain(), "at": moment}]}}
    with pytest.raises(DefinitionProblems, match=r"^records\.notes\[0\]\.at: .* is not in the years 1900 to 2199$"):
        actions.apply_definitions(store, document, "ben")


def test_the_moments_of_a_review_are_kept_in_utc(store: Store) -> None:
    review = {**REVIEW.plain(), "opened_at": "2026-03-02T08:00:00+02:00", "closed_at": "2026-03-02T20:00:00+02:00"}
    actions.apply_definitions(store, {**brought(), "records": {"reviews": [review]}}, "ben")
    (kept,) = store.reviews()
    assert (kept.opened_at, kept.closed_at) == (datetime(2026, 3, 2, 6), EVENING)  # noqa: DTZ001 -- UTC


def test_a_review_held_beyond_every_calendar_is_a_problem_with_its_place(store: Store) -> None:
    review = {**REVIEW.plain(), "held": "9999-12-31"}
    with pytest.raises(DefinitionProblems, match=r"records\.reviews\[0\]\.held: .* not in the years 1900 to 2199"):
        actions.apply_definitions(store, {**brought(), "records": {"reviews": [review]}}, "ben")


def test_an_open_review_looks_at_what_is_there_and_a_closed_one_is_history(store: Store) -> None:
    gone = {"period": "junk", "persona": "gone", "filters": {"chanel": ("a",)}}
    going_on = REVIEW.model_copy(update={**gone, "id": "summer", "closed_at": None, "closed_by": ""})
    closed = REVIEW.model_copy(update=gone)
    with pytest.raises(DefinitionProblems) as refused:
        actions.apply_definitions(store, brought(reviews=[closed, going_on]), "ben")
    assert [each.place for each in refused.value.problems] == [
        "records.reviews[1].period", "records.reviews[1].persona", "records.reviews[1].filters",
    ]  # fmt: skip
    actions.apply_definitions(store, brought(reviews=[closed]), "ben")
    assert store.reviews() == (closed,)


def test_an_editor_brings_no_records_under_the_names_of_others(company: Store) -> None:
    editor = held(company, Person("eda", Role.EDITOR))
    with pytest.raises(NotAllowed, match="admin"):
        actions.apply_definitions(editor, brought(notes=[note()]), "eda")
    assert actions.apply_definitions(editor, actions.file_document(company), "eda").nothing


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"version": 1, "version": 1}', "twice"),
        ('{"version": NaN}', "no number"),
        ("[" * 100_000, "levels"),
        ('{"a":' * 100_000, "levels"),
        ('{"version": 1,,}', "line 1"),
    ],
)
def test_json_that_cannot_be_is_said_to_be_so(text: str, said: str) -> None:
    with pytest.raises(BscError, match=said):
        document_from_yaml(text)


_ids = some.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
_uids = some.from_regex(r"[0-9a-f]{8}", fullmatch=True)
_texts = some.text(some.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60)
_moments = some.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))  # noqa: DTZ001 -- UTC
_days = some.dates(date(2020, 1, 1), date(2030, 1, 1))
_subjects = some.one_of(
    some.builds(lambda each: Subject.of(SubjectKind.KPI, each), _ids),
    some.builds(lambda one, other: Subject.of(SubjectKind.CELL, one, other), _ids, _ids),
    some.just(Subject.of(SubjectKind.JOURNEY)),
)
_wordings = some.lists(
    some.builds(WordingRecord, text=_texts, who=_texts, at=_moments), max_size=3, unique_by=lambda each: each.at
).map(lambda each: tuple(sorted(each, key=lambda wording: wording.at)))
_notes = some.builds(
    NoteRecord, uid=_uids, about=_subjects, day=_days, text=_texts, who=_texts, at=_moments, before=_wordings
)
_numbers = some.floats(allow_nan=False, allow_infinity=False)
_seen = some.builds(SeenScore, id=_ids, name=_ids, score=_numbers, coverage=_numbers, status=some.sampled_from(Status))
_reviews = some.builds(
    Review,
    id=_ids,
    name=_ids,
    held=_days,
    grain=some.sampled_from(Grain),
    notes=_texts,
    attendees=some.lists(_texts, max_size=2).map(tuple),
    decisions=some.lists(some.builds(Decision, id=_ids, text=_ids, owner=_texts), max_size=2).map(tuple),
    seen=some.builds(Seen, as_of=some.none() | _days, scores=some.lists(_seen, max_size=2).map(tuple)),
    opened_at=some.none() | _moments,
    closed_at=some.none() | _moments,
)
_tags = some.builds(
    Tag, dataset=_ids, comment=some.from_regex(r"[0-9a-f]{64}", fullmatch=True), day=_days, touchpoint=_ids
)
_records = some.builds(
    Records,
    notes=some.lists(_notes, max_size=3, unique_by=lambda each: each.uid).map(
        lambda each: tuple(sorted(each, key=lambda note: note.day))
    ),
    reviews=some.lists(_reviews, max_size=2, unique_by=lambda each: each.id).map(
        lambda each: tuple(sorted(each, key=lambda review: (review.held, review.id)))
    ),
    tags=some.lists(_tags, max_size=3, unique_by=lambda each: (each.dataset, each.comment, each.touchpoint)).map(
        lambda each: tuple(sorted(each, key=lambda tag: (tag.dataset, tag.comment, tag.touchpoint)))
    ),
)


@settings(max_examples=40)
@given(_records)
def test_what_is_written_as_yaml_or_json_is_read_back_as_it_is(records: Records) -> None:
    for written in (yaml_from_document, json_from_document):
        again, problems = records_from(document_from_yaml(written(records.document())))
        assert (again, problems) == (records, ())
        assert written(again.document()) == written(records.document())


@settings(max_examples=8)
@given(_records)
def test_a_database_gives_out_the_bytes_that_it_took_in(records: Records) -> None:
    document = {"version": 1, "records": records.document()} if records.document() else {"version": 1}
    out = yaml_from_document(document)
    with _empty() as store:
        actions.apply_definitions(store, out, "ada")
        assert yaml_from_document(actions.file_document(store)) == out
        assert actions.apply_definitions(store, out, "ada").nothing
