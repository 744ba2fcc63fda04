"""What has come about as a message: a subject, plain text, and a page for mail programs that fetches nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bsc.actions.destinations import Message
from bsc.charts.theme import LOOKS, PRINTED
from bsc.model.editing import joined, number_of
from bsc.model.notification import EventKind
from bsc.reports.digest import one_line
from bsc.reports.filling import templates
from bsc.reports.printing import COLORS
from bsc.views.events_item import Event

MOST: Final = 40  # events that are written out
_LONGEST_SUBJECT: Final = 200  # characters
_HEADINGS: Final[Mapping[EventKind, str]] = {
    EventKind.OFF_TRACK: "Off track",
    EventKind.SIGNAL: "Changed beyond the usual variation",
    EventKind.OVERDUE: "Overdue",
    EventKind.STALE: "Data that waits for a file",
    EventKind.ASSIGNED: "Given to somebody",
    EventKind.MENTION: "Spoken to in a note",
    EventKind.REVIEW: "Reviews",
}
_SUBJECTS: Final[Mapping[EventKind, str]] = {
    EventKind.SIGNAL: "Changed",
    EventKind.STALE: "Data is late",
    EventKind.ASSIGNED: "Given",
    EventKind.MENTION: "Note to",
    EventKind.REVIEW: "Review",
}
_COUNTED: Final[Mapping[EventKind, str]] = {
    EventKind.OFF_TRACK: "{} off track",
    EventKind.SIGNAL: "{} changed",
    EventKind.OVERDUE: "{} overdue",
    EventKind.STALE: "{} without new data",
    EventKind.ASSIGNED: "{} given to somebody",
    EventKind.MENTION: "{} in notes",
    EventKind.REVIEW: "{} of reviews",
}
_BETTER: Final = {True: "for the better", False: "for the worse", None: ""}


@dataclass(frozen=True)
class Line:
    """An event, the address of the view that shows it, and whether that opens for who signs in alone."""

    event: Event
    address: str
    signed_in: bool

    @property
    def title(self) -> str:
        """Return what it is about in one line, with the shape of its status and which way it went."""
        glyph = f"{LOOKS[self.event.status].glyph} " if self.event.status else ""
        way = _BETTER[self.event.better]
        return f"{glyph}{one_line(self.event.title)}{f', {way}' if way else ''}"

    @property
    def why(self) -> str:
        """Return what is to be said of it, and since when, in one line."""
        told = not self.event.since or self.event.since in self.event.why
        since = "" if told else f"({one_line(self.event.since)})"
        return " ".join(filter(None, (one_line(self.event.why), since)))


def message(lines: Sequence[Line], journey: str, name: str, *, owner: str = "", until: str = "") -> Message:
    """Return what *lines* say of *journey* as a message of the notification called *name*.

    *lines* stand in the order of their kinds. *until* is the last day on which links open without signing in.
    """
    handed = {
        "groups": [
            (_HEADINGS[kind], list(found)) for kind, found in groupby(lines[:MOST], lambda each: each.event.kind)
        ],
        "more": max(len(lines) - MOST, 0),
        "subject": subject(lines, journey),
        "journey": one_line(journey),
        "name": one_line(name),
        "owner": one_line(owner),
        "until": until,
        "signed_in": any(each.signed_in for each in lines),
        "looks": {str(status): look for status, look in LOOKS.items()},
        "colors": COLORS,
        "printed": PRINTED,
    }
    found = templates()
    return Message(
        subject=subject(lines, journey),
        text=found.get_template("notification.txt").render(handed).strip() + "\n",
        html=found.get_template("notification.html").render(handed),
    )


def subject(lines: Sequence[Line], journey: str) -> str:
    """Return the message's subject in one line: it begins with a word of ours, so that no program reads a formula."""
    if not lines:
        said = "Nothing to tell"
    elif len(lines) == 1:
        event = lines[0].event
        said = f"{_SUBJECTS.get(event.kind, _HEADINGS[event.kind])}: {event.title}"
    else:
        counted = Counter(each.event.kind for each in lines)
        parts = [_COUNTED[kind].format(counted[kind]) for kind in EventKind if counted[kind]]
        said = f"{number_of(len(lines), 'thing')} to know: {joined(parts)}"
    return one_line(f"{said} – {journey}")[:_LONGEST_SUBJECT]
