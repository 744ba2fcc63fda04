"""Where messages go: destinations that the operator has named, and e-mail addresses sent through the one called `mail`.

A destination is an Apprise address (`mailto://…`, `json://…`, …). It may hold a password: it comes from the environment
or from the secrets file and is never kept in the database, never shown and never logged.
"""

import logging
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from bsc.errors import BscError, NotFound

VARIABLE: Final = "BSC_NOTIFY_"
SECRETS: Final = Path(".streamlit/secrets.toml")
SECTION: Final = "notify"
MAIL: Final = "mail"
WITHIN_S: Final = 30
_MAIL_SCHEMES: Final = ("mailto://", "mailtos://")
_RECIPIENTS: Final = ("to", "cc", "bcc")
_LEVELS: Final = ("WARNING", "ERROR")
_SHORTEST_SECRET: Final = 3
_ADDRESS: Final = re.compile(r"[^\s@<>\"',;:?&/\\()\[\]%]+@[^\s@<>\"',;:?&/\\()\[\]%]+\.[^\s@<>\"',;:?&/\\()\[\]%.]+")


@dataclass(frozen=True)
class Message:
    """What is sent: a subject in one line, and the same content as plain text and as an HTML page."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Destinations:
    """The destinations that are configured, by name; their addresses are secrets."""

    addresses: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names that a message can be sent to."""
        return tuple(sorted(self.addresses))

    @property
    def sends_mail(self) -> bool:
        """Return whether a message can be sent to any e-mail address."""
        return self.addresses.get(MAIL, "").startswith(_MAIL_SCHEMES)

    def address(self, name: str) -> str:
        """Return the Apprise address of *name*, a destination or an e-mail address.

        Raises NotFound for what is neither, BscError for an e-mail address without a mail server to send it through.
        """
        if name.casefold() in self.addresses:
            return self.addresses[name.casefold()]
        if not _ADDRESS.fullmatch(name):
            raise NotFound("destination", name, self.names)
        if not self.sends_mail:
            message = f"no mail server is named to send to {name} – set {VARIABLE}MAIL to a mailto:// address"
            raise BscError(message)
        return _only_to(self.addresses[MAIL], name)

    def check(self, names: Iterable[str]) -> None:
        """Raise NotFound or BscError where one of *names* cannot be sent to."""
        for name in names:
            self.address(name)


def destinations(environment: Mapping[str, str], secrets: Path = SECRETS) -> Destinations:
    """Return the destinations of *environment* (`BSC_NOTIFY_NAME`) and of the section `[notify]` of *secrets*.

    The environment comes first. Raises BscError for a file that is no TOML.
    """
    named = {name.casefold(): value for name, value in _in_file(secrets).items() if value}
    for name, value in environment.items():
        if name.startswith(VARIABLE) and value and name != VARIABLE:
            named[name.removeprefix(VARIABLE).casefold()] = value
    return Destinations(named)


def deliver(message: Message, to: str, known: Destinations) -> str:
    """Send *message* to the destination or e-mail address *to*; return what is to be said of it, mostly nothing.

    Where only some of a destination's recipients took it, that is said: it counts as sent, for nobody gets it twice.
    Raises BscError that says why nobody took it.
    """
    import apprise  # noqa: PLC0415 -- it knows a hundred services, which only a sending needs

    _silence()
    address = known.address(to)
    service = apprise.Apprise()
    if not service.add(address) or not service:
        error = f"{to}: its address is none that Apprise knows – check how it is written"
        raise BscError(error)
    is_mail = address.startswith(_MAIL_SCHEMES)  # elsewhere a program reads it, or a chat shows it: plain text
    said: list[str] = []
    server: Any = service[0]
    recipients = [[each] for each in server.targets] if is_mail else [None]
    taken = 0
    for recipient in recipients:
        if recipient is not None:
            server.targets = recipient
        taken += bool(
            service.notify(
                body=message.html if is_mail else message.text,
                title=message.subject,
                body_format=apprise.NotifyFormat.HTML if is_mail else apprise.NotifyFormat.TEXT,
                timeout=WITHIN_S,
                log_callback=lambda entry, _: said.append(entry.message) if entry.level in _LEVELS else None,
            )
        )
    reason = _without_secrets(said[-1] if said else "it did not take the message", address)
    if not taken:
        error = f"{to}: {reason}"
        raise BscError(error)
    left = len(recipients) - taken
    return f"{left} of {len(recipients)} did not take it: {reason}" if left else ""


def _silence() -> None:
    """Keep what Apprise logs out of the app's log: where an address is written wrongly, it tells the address."""
    logger = logging.getLogger("apprise")
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _only_to(server: str, recipient: str) -> str:
    """Return the address of the mail *server* with *recipient* in the place of all whom it names itself."""
    place = urlsplit(server)
    kept = [(key, value) for key, value in parse_qsl(place.query) if key.casefold() not in _RECIPIENTS]
    return urlunsplit(place._replace(path="", query=urlencode([*kept, ("to", recipient)], quote_via=quote)))


def _without_secrets(said: str, address: str) -> str:
    """Return *said* without any part of *address* that could be a secret: all but its scheme and names of settings."""
    _, _, rest = address.partition("://")
    before, _, query = rest.partition("?")
    values = [each.partition("=")[2] or each for each in query.split("&")]
    parts = {each for value in [before, *values] for each in (value, *re.split(r"[:/@,]+", value))}
    hidden = {each for part in parts for each in (part, unquote(part)) if each}
    for part in [address, *sorted(hidden, key=len, reverse=True)]:
        if len(part) >= _SHORTEST_SECRET:
            said = said.replace(part, "…")
        else:  # as a word of its own: one or two letters stand in any sentence
            said = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", "…", said)
    return " ".join(said.split())


def _in_file(secrets: Path) -> dict[str, str]:
    if not secrets.is_file():
        return {}
    try:
        section = tomllib.loads(secrets.read_text(encoding="utf-8")).get(SECTION, {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        message = f"{secrets} cannot be read: {error} – correct it"
        raise BscError(message) from error
    if not isinstance(section, dict):
        message = f'{secrets}: {SECTION} is no section – write [{SECTION}] and beneath it name = "address"'
        raise BscError(message)
    return {str(name): str(value) for name, value in section.items()}
