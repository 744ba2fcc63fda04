"""What a `scorecard.yaml` carries beside the definitions: notes, reviews, tags, digests and notifications."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, StringConstraints, ValidationError

from bsc.errors import Problem, near_miss
from bsc.model.complaints import problems_of, shortened
from bsc.model.fields import Definition
from bsc.model.moments import Moment
from bsc.model.notes import Note
from bsc.model.notification import Notification
from bsc.model.reading import plain
from bsc.model.review import Review
from bsc.model.subject import Subject
from bsc.model.subscription import Addressed, Subscription
from bsc.model.tag import Tag

KEY: Final = "records"
OF_THIS_PLACE: Final = frozenset({"paused", "since"})  # whether a subscription runs is for each database to say


Said = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Uid = Annotated[str, StringConstraints(pattern=r"^[0-9a-z_-]{1,60}$")]
Who = Annotated[str, StringConstraints(max_length=320)]


class WordingRecord(Definition):
    """What a note said until it was changed: who had written that, and when (UTC)."""

    text: Said
    who: Who
    at: Moment


class NoteRecord(Definition):
    """A note as a file carries it: `uid` is its own wherever it is taken; `at` is in UTC."""

    uid: Uid
    about: Subject
    day: date
    text: Said
    who: Who
    at: Moment
    before: tuple[WordingRecord, ...] = ()

    @classmethod
    def of(cls, note: Note) -> Self:
        """Return *note* as a file carries it."""
        before = tuple(WordingRecord(text=each.text, who=each.who, at=each.at) for each in note.before)
        return cls(
            uid=note.uid, about=note.about, day=note.day, text=note.text, who=note.who, at=note.at, before=before
        )


class Records(Definition):
    """Everything that is kept beside the definitions and travels with them.

    A subscription to a digest and a notification carry neither a secret (they name their destinations) nor whether they
    run.
    """

    notes: tuple[NoteRecord, ...] = ()
    reviews: tuple[Review, ...] = ()
    tags: tuple[Tag, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    notifications: tuple[Notification, ...] = ()

    def document(self) -> dict[str, Any]:
        """Return them as plain dicts, lists and scalars; what equals its default is left out."""
        lists = {name: [_plain(each) for each in getattr(self, name)] for name in _LISTS}
        return {name: items for name, items in lists.items() if items}


_LISTS: Final[Mapping[str, type[BaseModel]]] = {
    "notes": NoteRecord,
    "reviews": Review,
    "tags": Tag,
    "subscriptions": Subscription,
    "notifications": Notification,
}


def parted(document: object) -> tuple[object, object]:
    """Return the definitions of *document* and what stands in it as records, None where it has none."""
    if not isinstance(document, Mapping) or KEY not in document:
        return document, None
    return {key: value for key, value in document.items() if key != KEY}, document[KEY]


def records_from(document: object) -> tuple[Records, tuple[Problem, ...]]:
    """Return every sound record of *document*, the `records` of a file, and every problem of the rest.

    A record with a problem is left out, so the place of a sound one is to be asked of the document.
    """
    if document is None:
        return Records(), ()
    if not isinstance(document, Mapping):
        return Records(), (Problem(KEY, f"{shortened(repr(document))} seen", "write `notes:`, `reviews:` or `tags:`"),)
    problems = [
        Problem(f"{KEY}.{key}", f"`{key}` is not a key here", near_miss(str(key), _LISTS))
        for key in document
        if key not in _LISTS
    ]
    sound: dict[str, Any] = {}  # lists, by the names that Records has
    for name, kind in _LISTS.items():
        sound[name] = []
        for each in _read(f"{KEY}.{name}", kind, document.get(name)):
            (problems if isinstance(each, Problem) else sound[name]).append(each)  # type: ignore[arg-type]  # either list
    made: dict[str, Any] = {name: tuple(items) for name, items in sound.items()}
    return Records.model_construct(None, **made), tuple(problems)


def _read(place: str, kind: type[BaseModel], rows: object) -> Iterator[BaseModel | Problem]:
    if rows is None:
        return
    if isinstance(rows, str) or not isinstance(rows, Sequence):
        yield Problem(place, f"{shortened(repr(rows))} seen", "write a list, one `- ` for each")
        return
    first: dict[tuple[object, ...], int] = {}
    for number, row in enumerate(rows):
        try:
            item = kind.model_validate(row)
        except ValidationError as error:
            yield from problems_of(f"{place}[{number}]", error)
            continue
        earlier = first.setdefault(identity(item), number)
        if earlier != number:
            yield Problem(f"{place}[{number}]", f"it stands at {place}[{earlier}] already", "leave one of them out")
        else:
            yield item


def identity(record: BaseModel) -> tuple[object, ...]:
    """Return what says that two records are the same one."""
    match record:
        case NoteRecord():
            return (record.uid,)
        case Tag():
            return record.dataset, record.comment, record.touchpoint
        case Review() | Addressed():
            return (record.id,)
    raise TypeError(type(record))


def place_of(document: object, record: BaseModel) -> str:
    """Return where *record* stands in the records that *document* holds: `records.reviews[2]`."""
    name = next(name for name, kind in _LISTS.items() if isinstance(record, kind))
    rows = document.get(name) if isinstance(document, Mapping) else None
    key = "uid" if isinstance(record, NoteRecord) else "id"
    wanted = identity(record)[0]
    for number, row in enumerate(rows if isinstance(rows, list | tuple) else ()):
        if isinstance(row, Mapping) and row.get(key) == wanted:
            return f"{KEY}.{name}[{number}]"
    return f"{KEY}.{name}"


def _plain(record: BaseModel) -> dict[str, Any]:
    if isinstance(record, Addressed):  # whose times of day are written as JSON has them
        return record.model_dump(mode="json", exclude_defaults=True, exclude=set(OF_THIS_PLACE))
    document: dict[str, Any] = plain(record.model_dump(mode="python", exclude_defaults=True))
    return document
