"""Calling a person or team something else, everywhere where they answer for something."""

from dataclasses import replace

from bsc.actions.definitions import Change, Said, put
from bsc.actions.recording import Recorder
from bsc.errors import Refused
from bsc.model.access import Role
from bsc.model.notification import renamed_key
from bsc.model.people import plain, renamed
from bsc.model.review import Decision, DecisionState, Review
from bsc.store import Store
from bsc.store.remarks import put_review
from bsc.store.told import write_changed, write_told

ACTION = "rename"


def rename_person(store: Store, before: str, after: str, who: str) -> Change:
    """Return what changed when whoever is called *before*, in any spelling, is called *after* as owner and helper.

    So is who owes a decision in a review that is open; what a closed one says, and what is written in notes, stays as
    it was said. A notification of what is theirs goes on, and nobody is told again of what they were told already.
    One change: raises Refused for an empty name, or when nobody is called *before*.
    """
    store.require(Role.EDITOR, "rename anybody")
    if not plain(after):
        raise Refused("nobody can be called nothing – write a name")
    owed = [
        changed for review in store.reviews() if review.open and (changed := _owed(review, before, after)) != review
    ]

    def also(recorder: Recorder) -> None:
        for review in owed:
            put_review(recorder.cursor, recorder.stamp, review)
        if owed:
            recorder.record(ACTION, "review", f"decisions of {', '.join(each.id for each in owed)} are {after}'s")
        _tell_on(store, recorder, before, after)

    said = Said(ACTION, f"{before} is called {' '.join(after.split())}")
    made = put(store, lambda document: renamed(document, before, after), who, said, also=also)
    if made.nothing and not owed:
        message = f"nobody is called {before}, or that is written just so already – reload the page"
        raise Refused(message)
    return made


def _tell_on(store: Store, recorder: Recorder, before: str, after: str) -> None:
    """Let notifications know that who was called *before* is the one who is called *after*.

    What was told stays under the old name as well, which a closed review goes on to say.
    """
    for line in store.notifications():
        if plain(line.notification.owner) == plain(before):
            owner = {"owner": " ".join(after.split())}
            write_changed(recorder.cursor, line.notification.model_copy(update=owner))
    told = store.told()
    taken = {(each.notification, each.destination, each.event) for each in told}
    for each in told:
        event = renamed_key(each.event, before, after)
        if (each.notification, each.destination, event) not in taken:
            write_told(recorder.cursor, replace(each, event=event))


def _owed(review: Review, before: str, after: str) -> Review:
    """Return *review* with the decisions of *before* in the hands of *after*."""
    decisions = tuple(_renamed(each, before, " ".join(after.split())) for each in review.decisions)
    return review.model_copy(update={"decisions": decisions})


def _renamed(decision: Decision, before: str, after: str) -> Decision:
    if decision.state is not DecisionState.OPEN or plain(decision.owner) != plain(before):
        return decision
    return decision.model_copy(update={"owner": after})
