"""Share links: making, revoking and rotating them, and telling which one is shown."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Final

from bsc.actions import passphrases
from bsc.actions.freezing import freeze, thaw
from bsc.actions.openings import Openings
from bsc.actions.recording import changing
from bsc.actions.sharing_checks import WantedShare, checked, ending, named
from bsc.errors import NotFound, Refused
from bsc.model.access import Role
from bsc.model.sharing import Kind, SharedView, ShareLink
from bsc.store import Store
from bsc.store.shares import ShareLine, WrittenShare, insert_share
from bsc.store.shares import revoke_share as written_revoked
from bsc.store.shares import rotate_share as written_rotated
from bsc.store.snapshots import forget_unneeded

ID_BYTES: Final = 6
SECRET_BYTES: Final = 32
_LONGEST_TOKEN: Final = 200  # characters of what is shown that are looked at
Figures = Callable[[Store, date, SharedView], str]


@dataclass(frozen=True)
class NewShare:
    """A share link with its token, which is said only now: the address is `…/?share=TOKEN`."""

    link: ShareLink
    token: str = field(repr=False)


def share_links(store: Store) -> list[ShareLink]:
    """Return every share link, the newest first; expired and revoked ones as well."""
    return [line.link for line in store.shares()]


def make_share(  # noqa: PLR0913 -- what, by whom, as of when, and two things with a default
    store: Store,
    wanted: WantedShare,
    who: str,
    *,
    today: date,
    waiting: Callable[[], None] | None = None,
    figures: Figures | None = None,
) -> NewShare:
    """Return a new share link as it is *wanted*, and its token, of which only the hash is kept.

    *today* is the day at which a frozen link stands, and *figures* returns the scores that it shows: they are kept, to
    tell a later version of the app that computes them otherwise. *waiting* is called while another change is running.

    Raises Refused for a name that an active link has, an end that is past, a lock without a value, a short passphrase;
    NotFound for a page, persona, dimension, value, stage or KPI that is not there, BscError for a period.
    """
    store.require(Role.EDITOR, "make share links")
    name, shown, token = named(wanted), checked(store, wanted.shown), secrets.token_urlsafe(SECRET_BYTES)
    written = WrittenShare(
        id=secrets.token_hex(ID_BYTES),
        name=name,
        note=wanted.note.strip(),
        kind=wanted.kind.value,
        shown=shown,
        expires_at=ending(wanted, _now()),
        hash=_hash(token),
        passphrase=passphrases.sealed(wanted.passphrase) if wanted.passphrase else None,
    )
    frozen = wanted.kind is Kind.FROZEN
    if frozen and shown.minutes:
        raise Refused("minutes are frozen by themselves: nobody changes a closed review – make a live link")
    with changing(store, who, waiting=waiting) as recorder:
        _refuse_taken(store, name)
        if frozen:
            kept = figures(store, today, shown) if figures else None
            written = replace(written, as_of=today, snapshot=freeze(store, recorder), figures=kept)
        insert_share(recorder.cursor, recorder.stamp, written)
        recorder.record("share", name, _said(written))
        gone = forget_unneeded(recorder.cursor, recorder.stamp.at)
    thaw(store, gone)
    if frozen:
        store.checkpoint()
    return NewShare(_line(store, written.id).link, token)


def revoke_share(store: Store, share: str, who: str) -> ShareLink:
    """Return the link, which opens nothing any more; *share* may be its name as well.

    What a frozen one showed is taken away with it, unless another link shows the same.
    Raises NotFound, or Refused when it was revoked before.
    """
    store.require(Role.EDITOR, "revoke share links")
    with changing(store, who) as recorder:
        link = _active_unless_expired(store, share)
        written_revoked(recorder.cursor, recorder.stamp, link.id)
        recorder.record("share", link.name, "revoked")
        gone = forget_unneeded(recorder.cursor, recorder.stamp.at)
    thaw(store, gone)
    return _line(store, link.id).link


def rotate_share(store: Store, share: str, who: str) -> NewShare:
    """Return the link with a new token; whatever has the old one opens nothing any more, at once.

    *share* may be its name as well. Raises NotFound, or Refused when the link was revoked or has expired.
    """
    store.require(Role.EDITOR, "rotate share links")
    token = secrets.token_urlsafe(SECRET_BYTES)
    with changing(store, who) as recorder:
        link = _active_unless_expired(store, share)
        if link.state(_now()) == "expired":
            message = f"link {link.name} expired on {link.expires_at:%Y-%m-%d %H:%M} – make a new one"
            raise Refused(message)
        written_rotated(recorder.cursor, link.id, _hash(token))
        recorder.record("share", link.name, "given a new address; the old one opens nothing any more")
    return NewShare(_line(store, link.id).link, token)


def share_shown(store: Store, token: str) -> ShareLink | None:
    """Return the link whose token is shown, whatever its state; None for a token that never was, or was rotated away.

    It asks memory alone, and takes the same time for every token.
    """
    shown, found = _hash(token[:_LONGEST_TOKEN]), None
    for line in store.shares():
        if hmac.compare_digest(line.hash, shown):
            found = line.link
    return found


def frozen_figures(store: Store, link: ShareLink) -> str | None:
    """Return the scores that the frozen *link* showed when it was made; None where they were not kept."""
    return _line(store, link.id).figures


def unlocks(store: Store, link: ShareLink, passphrase: str) -> bool:
    """Return whether *passphrase* is that of *link*; True where it has none. It takes a quarter of a second.

    Whoever asks counts the tries (`Tries.attempt`), by the link's id.
    """
    kept = _line(store, link.id).passphrase
    return kept is None or passphrases.opens(kept, passphrase)


def note_opened(store: Store, link: ShareLink) -> None:
    """Keep that *link* was opened now, whoever opened it; while another change runs it is kept after that one."""
    Openings.beside(store).note(link.id, _now())


def _refuse_taken(store: Store, name: str) -> None:
    now = _now()
    if any(
        line.link.state(now) == "active" and line.link.name.casefold() == name.casefold() for line in store.shares()
    ):
        message = f"there is a share link {name} already – choose another name, or revoke that one first"
        raise Refused(message)


def _active_unless_expired(store: Store, share: str) -> ShareLink:
    link = _line(store, share).link
    if link.revoked_at is not None:
        message = f"link {link.name} was revoked on {link.revoked_at:%Y-%m-%d %H:%M} already – nothing to do"
        raise Refused(message)
    return link


def _line(store: Store, share: str) -> ShareLine:
    """Return the link with that id, else the newest one with that name, an active one first."""
    lines, now = store.shares(), _now()
    found = [line for line in lines if line.link.id == share] or [line for line in lines if line.link.name == share]
    if not found:
        raise NotFound("share link", share, [line.link.name for line in lines])
    return min(found, key=lambda line: line.link.state(now) != "active")


def _said(share: WrittenShare) -> str:
    """Return what the journal says of a new link: nothing of its secrets."""
    kind = f"frozen on {share.as_of}" if share.kind == Kind.FROZEN else str(share.kind)
    locks = [f"{name} {', '.join(values)}" for name, values in sorted(share.shown.fence.filters.items())]
    parts = [
        f"made {kind} for {', '.join(share.shown.pages)}",
        *([f"locked to {'; '.join(locks)}"] if locks else []),
        f"until {share.expires_at:%Y-%m-%d %H:%M} UTC" if share.expires_at else "without an end",
        *(["with a passphrase"] if share.passphrase else []),
    ]
    return ", ".join(parts)


def _hash(token: str) -> str:
    """Return what is kept of *token*: with its 256 random bits, nothing slower than SHA-256 is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
