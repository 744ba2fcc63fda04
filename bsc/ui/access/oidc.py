"""Sign-in by OpenID Connect: whom a provider vouches for, and the role that their address has here.

The roles stand in `[access]` of Streamlit's secrets, beside `[auth]`, which names the provider.
"""

import re
import string
import time
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, Final

import streamlit as st

from bsc.errors import BscError
from bsc.model.access import Person, Role
from bsc.model.entrance import Entrance
from bsc.ui.access.visit import Closed, Visit

ROLES: Final = {"admins": Role.ADMIN, "editors": Role.EDITOR, "viewers": Role.VIEWER}  # the most powerful first
# In plain ASCII: other signs look like a letter, or become one where capital letters are made small (U+212A is a k).
_ADDRESS: Final = re.compile(r"[!-?A-~]+@[!-?A-~]+")
_LISTED: Final = re.compile(r"[!-?A-~]*@[!-?A-~]+")
_SMALL: Final = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_CLOCKS_DIFFER_S = 300.0  # by so much may the provider's clock be before ours
_ended: dict[tuple[str, ...], float] = {}
_ending: Final = Lock()


def ready() -> None:
    """Raise BscError where nobody could sign in: no provider, or no address that has a role."""
    if not providers():
        raise BscError("`[auth]` of Streamlit's secrets names no provider – docs/access.md shows what stands there")
    listed = listed_roles(_secret("access"))
    if not listed:
        raise BscError('`[access]` of Streamlit\'s secrets lists nobody – write like `editors = ["@example.org"]`')


def providers() -> list[str]:
    """Return the names under which `[auth]` knows providers; `default` where it is one without a name."""
    section = _secret("auth")
    if "client_id" in section:
        return ["default"]
    return [name for name, value in section.items() if isinstance(value, Mapping) and "client_id" in value]


def arriving(entrance: Entrance) -> Visit | Closed:
    """Return who the provider says has signed in, with the role of their address, or why they do not come in."""
    return decided(st.user.to_dict(), listed_roles(_secret("access")), entrance.hours)


def standing(entrance: Entrance) -> Callable[[], bool]:
    """Return what tells whether who asks in this run may still come in; to be asked also outside of a run."""
    claims = st.user.to_dict()
    return lambda: isinstance(decided(claims, listed_roles(_secret("access")), entrance.hours), Visit)


def decided(claims: Mapping[str, Any], listed: Mapping[str, Role], hours: float) -> Visit | Closed:
    """Return who comes in with the provider's *claims*, where *listed* tells the roles and a session lasts *hours*.

    Only an address that the provider says it has verified stands for somebody: else whoever opens an account there
    under a colleague's address would be that colleague.
    """
    if claims.get("is_logged_in") is not True:
        return Closed("Please sign in", "This company's scorecard is open to the people who are listed for it.", "oidc")
    if _has_ended(claims, hours):
        return Closed("Your session has ended", "Sign in again: sessions end by themselves after a while.", "oidc")
    email = claims.get("email")
    address = email.strip(string.whitespace).translate(_SMALL) if isinstance(email, str) else ""
    if not _ADDRESS.fullmatch(address):
        why = "Your provider does not say which e-mail address is yours, or it has signs beyond plain letters (ASCII)."
        return Closed("No address", why, "leave")
    verified = claims.get("email_verified")
    if verified is not True and verified != "true":  # some providers write it as a word
        said = f"Your provider does not say that {address} was verified as yours, so it opens nothing here."
        return Closed("This address is not verified", said, "leave")
    role = role_of(address, listed)
    if role is None:
        said = f"{address} is not listed here. Ask whoever runs this scorecard to list it, or sign in with another."
        return Closed("You are signed in, but not listed", said, "leave")
    return Visit(Person(address, role))


def leave() -> None:
    """End the session of who asks here, in every tab, and with the provider where it offers that."""
    claims: Mapping[str, Any] = st.user.to_dict()
    with _ending:
        for known in [number for number, until in _ended.items() if until <= time.time()]:
            del _ended[known]
        _ended[_number(claims)] = time.time() + 30 * 86_400  # as long as Streamlit's own cookie lives
    st.logout()


def listed_roles(listed: Mapping[str, Any]) -> dict[str, Role]:
    """Return the role of each address (`a@x.org`) and domain (`@x.org`) of *listed*, the most powerful where several.

    Raises BscError for what is neither, and for a list that is none of ours.
    """
    found: dict[str, Role] = {}
    for name in listed:
        if name not in ROLES:
            raise BscError(f'`[access]` has a list "{name}" – there are {", ".join(ROLES)}')
    for name, role in ROLES.items():
        entries = listed.get(name, [])
        for entry in [entries] if isinstance(entries, str) else entries:
            written = str(entry).strip(string.whitespace).translate(_SMALL)
            if not _LISTED.fullmatch(written):
                raise BscError(
                    f'`[access]`, {name}: "{entry}" is neither an address nor a domain like @example.org, in ASCII'
                )
            found.setdefault(written, role)
    return found


def role_of(address: str, listed: Mapping[str, Role]) -> Role | None:
    """Return the role of *address*: the most powerful of its own and its domain's; None where neither is listed."""
    domain = f"@{address.rpartition('@')[2]}"
    roles = [listed[known] for known in (address, domain) if known in listed]
    return max(roles, key=list(Role).index, default=None)


def _secret(section: str) -> Mapping[str, Any]:
    """Return *section* of Streamlit's secrets; nothing where there are none."""
    try:
        found: Mapping[str, Any] = st.secrets.get(section, {})
    except FileNotFoundError:
        return {}
    return found


def _has_ended(claims: Mapping[str, Any], hours: float) -> bool:
    """Return whether the sign-in of *claims* is too long ago, or was ended; one without a time has ended.

    Streamlit's cookie lives for 30 days, and a page that stays open knows its claims for ever.
    """
    issued = claims.get("iat")
    if not isinstance(issued, int | float):
        return True
    age = time.time() - issued
    return not -_CLOCKS_DIFFER_S <= age < hours * 3600 or _number(claims) in _ended


def _number(claims: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what tells one sign-in from another."""
    return tuple(str(claims.get(name)) for name in ("iss", "sub", "iat", "nonce"))
