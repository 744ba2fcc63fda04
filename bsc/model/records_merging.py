"""The records of a file put to those that are there: what comes in, what stays, what cannot be."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bsc.errors import Problem
from bsc.model.notification import Notification
from bsc.model.records import OF_THIS_PLACE, NoteRecord, Records, WordingRecord, place_of, records_from
from bsc.model.review import Decision, DecisionState, Review
from bsc.model.subscription import Addressed, Subscription
from bsc.model.tag import Tag

Sent = TypeVar("Sent", bound=Addressed)


@dataclass
class Merging:
    """What is to be written so that the records of a file are there too; nothing is ever taken away.

    `notes` and `reviews` are new or take the place of the one with their uid or id; what is sent to
    somebody comes paused. `kept` tells in sentences what of the file was not taken.
    """

    notes: list[NoteRecord] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    subscriptions: list[Subscription] = field(default_factory=list)
    notifications: list[Notification] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """Return whether everything is there as it is."""
        return not (self.notes or self.reviews or self.tags or self.subscriptions or self.notifications)

    @property
    def said(self) -> tuple[str, ...]:
        """Return what comes in, in words, and then what was not taken."""
        counted = [
            _counted(len(self.notes), "note"),
            _counted(len(self.reviews), "review"),
            _counted(len(self.tags), "tag"),
            _counted(len(self.subscriptions), "digest", ", paused"),
            _counted(len(self.notifications), "notification", ", paused"),
        ]
        return (*filter(None, counted), *self.kept)


def merging(held: Records, document: object, withdrawn: Collection[str] = ()) -> Merging:
    """Return what the records in *document* add to those *held*; with every problem of them.

    A note of both is the later one with the wordings of both; a *withdrawn* one (by its uid) stays withdrawn. A closed
    review is changed by nobody: one that differs is a problem, but for its decisions, of which the one that is further
    on counts. An open review stays as it is here until the file has it closed. A subscription stays as it is here.
    """
    brought, problems = records_from(document)
    merged = Merging(problems=list(problems))
    _notes(held, brought, withdrawn, merged)
    _reviews(held, brought, document, merged)
    there = {(tag.dataset, tag.comment, tag.touchpoint) for tag in held.tags}
    merged.tags.extend(tag for tag in brought.tags if (tag.dataset, tag.comment, tag.touchpoint) not in there)
    merged.subscriptions.extend(_paused(held.subscriptions, brought.subscriptions, document, merged))
    merged.notifications.extend(_paused(held.notifications, brought.notifications, document, merged))
    return merged


def _notes(held: Records, brought: Records, withdrawn: Collection[str], merged: Merging) -> None:
    here = {note.uid: note for note in held.notes}
    for note in brought.notes:
        if note.uid in withdrawn:
            merged.kept.append(f"the note “{_short(note.text)}” ({note.day}) was withdrawn here and stays so")
        elif note.uid not in here:
            merged.notes.append(note)
        elif (both := _of_both(here[note.uid], note)) != here[note.uid]:
            merged.notes.append(both)


def _of_both(one: NoteRecord, other: NoteRecord) -> NoteRecord:
    """Return the later of two states of a note; what the earlier one said, and says no more, is kept before it."""
    earlier, later = sorted((one, other), key=lambda note: (note.at, note.text))
    said = {*earlier.before, *later.before, WordingRecord(text=earlier.text, who=earlier.who, at=earlier.at)}
    said.discard(WordingRecord(text=later.text, who=later.who, at=later.at))
    before = tuple(sorted(said, key=lambda wording: (wording.at, wording.text, wording.who)))
    return later.model_copy(update={"before": before})


def _reviews(held: Records, brought: Records, document: object, merged: Merging) -> None:
    here = {review.id: review for review in held.reviews}
    for review in brought.reviews:
        known = here.get(review.id)
        if known is None or (known.open and not review.open):
            merged.reviews.append(review)
        elif known.open and known != review:
            merged.kept.append(f"the review {review.name} is open here and stays as it is")
        elif not known.open and known.said != review.said:
            seen = f"the review {review.name} is closed here and says otherwise"
            cure = "nobody changes a closed review: leave it out of the file, or give it another id"
            merged.problems.append(Problem(place_of(document, review), seen, cure))
        elif not known.open and (further := _further(known, review)) != known:
            merged.reviews.append(further)


def _further(known: Review, brought: Review) -> Review:
    """Return *known* with what became of its decisions since, as far as the other one tells more."""
    return known.model_copy(update={"decisions": tuple(_became(known, brought))})


def _became(known: Review, brought: Review) -> Iterator[Decision]:
    for mine, theirs in zip(known.decisions, brought.decisions, strict=True):
        further = theirs if mine.state is DecisionState.OPEN else mine
        initiative = further.initiative or mine.initiative or theirs.initiative
        yield further.model_copy(update={"initiative": initiative})


def _paused(held: Sequence[Sent], brought: Sequence[Sent], document: object, merged: Merging) -> Iterator[Sent]:
    """Yield what is not there yet, paused."""
    here = {each.id: each for each in held}
    taken = {each.name.casefold() for each in held}
    for each in brought:
        if each.id in here:
            if _written(here[each.id]) != _written(each):
                merged.kept.append(f"{each.name} stays as it is here")
        elif each.name.casefold() in taken:
            cure = "give it another name, or leave it out of the file"
            seen = f"another one is called {each.name} here"
            merged.problems.append(Problem(f"{place_of(document, each)}.name", seen, cure))
        else:
            taken.add(each.name.casefold())
            yield each.model_copy(update={"paused": True})


def _written(sent: Addressed) -> dict[str, object]:
    return sent.model_dump(exclude=set(OF_THIS_PLACE))


def _counted(count: int, noun: str, after: str = "") -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}{after}" if count else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"  # noqa: PLR2004 -- characters that name a note
