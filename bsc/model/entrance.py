"""How people come in: the access mode, the keys of key mode, how long a session lasts, and who may frame the app.

It is read from the environment, so that `bsc serve`, `streamlit run`, `python app.py` and `uvicorn` mean the same.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from bsc.errors import BscError, near_miss
from bsc.model.access import Role

ACCESS: Final = "BSC_ACCESS"
EMBED_IN: Final = "BSC_EMBED_IN"
SESSION_HOURS: Final = "BSC_SESSION_HOURS"
KEYS: Final[Mapping[Role, str]] = MappingProxyType(
    {Role.EDITOR: "BSC_EDITOR_KEY", Role.ADMIN: "BSC_ADMIN_KEY", Role.VIEWER: "BSC_VIEWER_KEY"}
)
SETTINGS: Final = (ACCESS, EMBED_IN, SESSION_HOURS, *KEYS.values())
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")  # the usual names of this machine
USUAL_HOURS: Final = 12.0
LONGEST_HOURS: Final = 24.0 * 30
SHORTEST_KEY: Final = 22  # characters: 128 bit in the alphabet of URLs
FEWEST_SIGNS: Final = 10  # different characters: `aaaa…` is long and no secret
_NEW_KEY = 32  # bytes
_HOST: Final = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z.-]+)(?::[0-9]{1,5})?")


class Access(StrEnum):
    """Who is let in: everybody on this machine and nobody else, who knows a key, or whom a provider vouches for."""

    LOCAL = "local"
    KEY = "key"
    OIDC = "oidc"


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """The way in. `keys` holds a key for each role that has one; `hours` is how long who came in stays in."""

    access: Access = Access.LOCAL
    keys: Mapping[Role, str] = field(default_factory=dict, repr=False)
    hours: float = USUAL_HOURS
    embed_in: tuple[str, ...] = ()


def entrance(environment: Mapping[str, str]) -> Entrance:
    """Return the way in that *environment* describes; raises BscError for what it cannot mean."""
    keys = {role: checked_key(name, environment[name]) for role, name in KEYS.items() if environment.get(name)}
    if len(set(keys.values())) < len(keys):
        raise BscError(f"{', '.join(KEYS.values())} must differ – the key tells the role")
    return Entrance(
        access=access_named(environment.get(ACCESS, "")),
        keys=keys,
        hours=_hours(environment.get(SESSION_HOURS, "")),
        embed_in=tuple(map(framing_origin, environment.get(EMBED_IN, "").split())),
    )


def access_named(name: str) -> Access:
    """Return the access mode called *name*; nothing is `local`. Raises BscError for what is none."""
    try:
        return Access(name.strip().lower() or Access.LOCAL)
    except ValueError as error:
        raise BscError(f'{ACCESS}: there is no access mode "{name}" – {near_miss(name, list(Access))}') from error


def new_key() -> str:
    """Return a key that nobody has seen: 256 random bits."""
    return secrets.token_urlsafe(_NEW_KEY)


def checked_key(name: str, key: str) -> str:
    """Return *key*, the setting *name*; raises BscError, which does not repeat it, where it could be guessed."""
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS or key != key.strip():
        raise BscError(
            f"{name} could be guessed – give {SHORTEST_KEY} random characters or more, "
            "like those of `openssl rand -base64 32`"
        )
    return key


def framing_origin(text: str) -> str:
    """Return *text*, the origin of a site that may frame the app; raises BscError for what is none, or every site."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    plain = f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{f':{port}' if port else ''}"
    if not re.fullmatch(r"[a-z0-9.:-]+", host) or text.rstrip("/").lower() != plain:
        raise BscError(f'{EMBED_IN}: "{text}" is not the address of one site – write it like https://wiki.example.org')
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise BscError(f'{EMBED_IN}: "{text}" is not https – a frame on an open page can be swapped on its way')
    return plain


def is_loopback(host: str | None) -> bool:
    """Return whether *host*, a name or an address, is this machine and no other."""
    if host is None:
        return False
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        found = ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


def is_loopback_name(host: str | None) -> bool:
    """Return whether *host*, the `Host` of a request, names this machine and no other, with a port or without."""
    found = _HOST.fullmatch(host or "")
    return found is not None and is_loopback(found["name"])


def refuse_open(access: Access, host: str | None) -> None:
    """Raise BscError where the app would listen at *host* (None: everywhere) and let in whoever reaches it."""
    if access is Access.LOCAL and not is_loopback(host):
        raise BscError(
            f"at {host or 'every address of this machine'} others reach the app, and it would let in whoever comes – "
            f"choose who may: `bsc serve --access key` or `--access oidc` ({ACCESS}), or listen at 127.0.0.1"
        )


def _hours(text: str) -> float:
    if not text.strip():
        return USUAL_HOURS
    try:
        hours = float(text)
    except ValueError:
        hours = 0.0
    if not 0 < hours <= LONGEST_HOURS:
        raise BscError(f'{SESSION_HOURS}: "{text}" is not a number of hours above 0 and up to {LONGEST_HOURS:.0f}')
    return hours
