"""Whom the claims of a provider let in, and with which role."""

import time
from typing import Any

import pytest
import streamlit
from hypothesis import given
from hypothesis import strategies as st

from bsc.errors import BscError
from bsc.model.access import Person, Role
from bsc.ui.access import oidc
from bsc.ui.access.visit import Closed, Visit

LISTED = oidc.listed_roles(
    {"admins": ["ada@example.org"], "editors": ["@example.org", "vera@example.net"], "viewers": "@example.net"}
)


def _claims(**more: Any) -> dict[str, Any]:  # noqa: ANN401 -- as a provider says them
    return {
        "is_logged_in": True,
        "email": "eve@example.org",
        "email_verified": True,
        "iat": int(time.time()) - 60,
        "iss": "https://provider.example",
        "sub": "1",
        "nonce": "n",
        **more,
    }


def _title(claims: dict[str, Any], hours: float = 12) -> str:
    found = oidc.decided(claims, LISTED, hours)
    return found.title if isinstance(found, Closed) else found.person.role


@pytest.mark.parametrize(
    ("email", "role"),
    [
        ("eve@example.org", "editor"),
        ("ADA@Example.ORG", "admin"),  # their own line and their domain's: the most powerful
        ("vera@example.net", "editor"),
        ("nick@example.net", "viewer"),
    ],
)
def test_an_address_has_the_most_powerful_role_of_its_own_and_its_domains(email: str, role: str) -> None:
    assert oidc.decided(_claims(email=email), LISTED, 12) == Visit(Person(email.lower(), Role(role)))


@pytest.mark.parametrize(
    "email",
    [
        "eve@elsewhere.org", "eve@sub.example.org", "eve@notexample.org", "@example.org", "eve@x.org@example.org",
        "eve @example.org", "eve@example.org\n", "example.org", "eve@example.org.", "eve@ex\u0430mple.org", "", None, 7,
        ["eve@example.org"],
    ],
)  # fmt: skip
def test_an_address_that_only_looks_like_a_listed_one_opens_nothing(email: object) -> None:
    found = oidc.decided(_claims(email=email), LISTED, 12)
    assert isinstance(found, Closed) or found.person.name == "eve@example.org"
    assert isinstance(found, Closed) == (email != "eve@example.org\n")  # an end of a line beside it is taken off


@pytest.mark.parametrize(
    "email",
    [
        "mi\u212Ae@example.org",  # the Kelvin sign becomes a k where capital letters are made small
        "m\u0130ke@example.org", "mik\uFF45@example.org", "mike@ex\u00E4mple.org", "mike@example.org\u200B",
        "mike@example.org\u2003", "mike@\u212Aelvin.example", "\uFF4Dike@example.org", ["mike@example.org"],
    ],
)  # fmt: skip
def test_an_address_that_is_not_plain_ascii_is_nobodys(email: object) -> None:
    listed = oidc.listed_roles({"admins": ["mike@example.org", "@kelvin.example"], "editors": ["@example.org"]})
    assert oidc.role_of("mike@example.org", listed) is Role.ADMIN
    found = oidc.decided(_claims(email=email), listed, 12)
    assert isinstance(found, Closed)
    assert found.title == "No address"


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_who_comes_in_has_a_listed_address_to_the_letter_but_for_capitals(name: str, domain: str) -> None:
    listed = {"mike@kelvin.example": Role.ADMIN, "@kelvin.example": Role.EDITOR}
    for email in (f"{name}@kelvin.example", f"mike@{domain}", f"{name}@{domain}"):
        found = oidc.decided(_claims(email=email), listed, 12)
        assert isinstance(found, Closed) or (email.isascii() and email.strip().lower().endswith("@kelvin.example"))


@pytest.mark.parametrize("verified", [False, None, "false", "yes", 1, [], "True "])
def test_an_address_that_the_provider_did_not_verify_opens_nothing(verified: object) -> None:
    assert _title(_claims(email_verified=verified)) == "This address is not verified"


def test_who_has_not_signed_in_is_shown_the_way() -> None:
    assert oidc.decided({}, LISTED, 12).way == "oidc"  # type: ignore[union-attr]
    for no in (False, None, "true", 1):
        assert _title(_claims(is_logged_in=no)) == "Please sign in"


def test_a_session_ends_after_its_hours_though_the_cookie_lives_on() -> None:
    now = time.time()
    assert _title(_claims(iat=now - 11.9 * 3600)) == "editor"
    assert _title(_claims(iat=now - 12.1 * 3600)) == "Your session has ended"
    assert _title(_claims(iat=now - 29 * 86_400)) == "Your session has ended"


@pytest.mark.parametrize("issued", [None, "yesterday", "1e12", float("nan"), float("inf"), 4e9])
def test_a_sign_in_of_no_known_moment_has_ended(issued: object) -> None:
    assert _title(_claims(iat=issued)) == "Your session has ended"


def test_who_signs_out_is_out_in_every_tab_and_may_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = _claims(nonce="this tab and the other")
    monkeypatch.setattr(streamlit, "user", _User(claims))
    monkeypatch.setattr(streamlit, "logout", lambda: None)  # it only sends the browser on
    oidc.leave()
    assert _title(claims) == "Your session has ended"
    assert _title(_claims(nonce="signed in anew")) == "editor"


@pytest.mark.parametrize(
    ("listed", "sentence"),
    [
        ({"admin": ["ada@example.org"]}, "there are admins, editors, viewers"),
        ({"editors": ["example.org"]}, "neither an address nor a domain"),
        ({"admins": ["mi\u212ae@example.org"]}, "in ASCII"),
        ({"editors": ["@ex\u00e4mple.org"]}, "in ASCII"),
        ({"editors": ["*"]}, "neither an address nor a domain"),
        ({"editors": ["@"]}, "neither an address nor a domain"),
        ({"viewers": ["eve@x.org, ada@x.org"]}, "neither an address nor a domain"),
        ({"viewers": [""]}, "neither an address nor a domain"),
    ],
)
def test_a_list_that_could_mean_more_than_was_meant_is_refused(listed: dict[str, list[str]], sentence: str) -> None:
    with pytest.raises(BscError, match=sentence):
        oidc.listed_roles(listed)


@given(st.text(max_size=30))
def test_nobody_whose_domain_is_not_listed_has_a_role(text: str) -> None:
    role = oidc.role_of(text, {"@example.org": Role.EDITOR})
    assert (role is not None) == text.endswith("@example.org")


class _User:
    def __init__(self, claims: dict[str, Any]) -> None:
        self._claims = claims

    def to_dict(self) -> dict[str, Any]:
        return self._claims
