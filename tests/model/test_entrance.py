import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.errors import BscError
from bsc.model.access import Role
from bsc.model.entrance import (
    Access,
    checked_key,
    entrance,
    framing_origin,
    is_loopback,
    is_loopback_name,
    new_key,
    refuse_open,
)

KEY = "3f9a-71bc-e0d2-4a58-96f1"


def test_nothing_said_lets_in_this_machine_only() -> None:
    found = entrance({})
    assert (found.access, found.keys, found.hours, found.embed_in) == (Access.LOCAL, {}, 12, ())


def test_an_access_mode_that_does_not_exist_opens_nothing() -> None:
    with pytest.raises(BscError, match="did you mean `local`"):
        entrance({"BSC_ACCESS": "locl"})


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.255.0.1", "::1", "[::1]", "localhost", "LOCALHOST.", "::ffff:127.0.0.1"]
)
def test_the_machines_own_addresses_are_its_own(host: str) -> None:
    assert is_loopback(host)
    refuse_open(Access.LOCAL, host)


@pytest.mark.parametrize(
    "host",
    [None, "", "0.0.0.0", "::", "192.168.1.5", "::ffff:10.0.0.1", "localhost.evil.example", "127.0.0.1.evil.example"],  # noqa: S104 -- refused
)  # fmt: skip
def test_every_other_address_needs_an_access_mode(host: str | None) -> None:
    assert not is_loopback(host)
    with pytest.raises(BscError, match="--access key"):
        refuse_open(Access.LOCAL, host)
    refuse_open(Access.KEY, host)
    refuse_open(Access.OIDC, host)


@pytest.mark.parametrize(
    "host", ["localhost", "LocalHost:8501", "127.0.0.1:8501", "127.8.9.1", "[::1]", "[::1]:8501", "localhost.:80"]
)
def test_a_request_may_name_this_machine_with_a_port_or_without(host: str) -> None:
    assert is_loopback_name(host)


@pytest.mark.parametrize(
    "host",
    [
        None, "", ":8501", "evil.example.com", "evil.example.com:8501", "localhost.evil.example", "evil-localhost",
        "user@localhost", "localhost@evil.example", "127.0.0.1%.evil.example", "127.0.0.1/evil", "[::2]", "[evil]:1",
        "localhost:x", "localhost:123456", "localhost\n", "0.0.0.0:8501", "128.0.0.1", "127.1",
    ],
)  # fmt: skip
def test_a_request_that_names_something_else_does_not_name_this_machine(host: str | None) -> None:
    assert not is_loopback_name(host)


@given(st.integers(0, 2**32 - 1))
def test_of_all_addresses_those_that_begin_with_127_are_this_machine(number: int) -> None:
    parts = [number >> shift & 255 for shift in (24, 16, 8, 0)]
    assert is_loopback(".".join(map(str, parts))) == (parts[0] == 127)


@pytest.mark.parametrize("key", ["secret", "a" * 64, "abcabcabcabcabcabcabcabcabc", f" {KEY}", f"{KEY}\n"])
def test_a_key_that_could_be_guessed_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(BscError, match="BSC_EDITOR_KEY could be guessed") as refusal:
        entrance({"BSC_ACCESS": "key", "BSC_EDITOR_KEY": key})
    assert key.strip() not in str(refusal.value)


def test_a_new_key_is_a_key_and_no_other() -> None:
    assert len({checked_key("BSC_EDITOR_KEY", new_key()) for _ in range(100)}) == 100


def test_the_key_tells_the_role_so_no_two_are_the_same() -> None:
    with pytest.raises(BscError, match="must differ"):
        entrance({"BSC_EDITOR_KEY": KEY, "BSC_VIEWER_KEY": KEY})
    assert entrance({"BSC_EDITOR_KEY": KEY, "BSC_VIEWER_KEY": KEY[::-1]}).keys[Role.VIEWER] == KEY[::-1]


def test_a_key_is_not_shown_where_the_settings_are() -> None:
    assert KEY not in repr(entrance({"BSC_EDITOR_KEY": KEY}))


@pytest.mark.parametrize("hours", ["0", "-1", "nan", "inf", "721", "a day"])
def test_a_session_lasts_a_number_of_hours_up_to_a_month(hours: str) -> None:
    with pytest.raises(BscError, match="BSC_SESSION_HOURS"):
        entrance({"BSC_SESSION_HOURS": hours})
    assert entrance({"BSC_SESSION_HOURS": "0.5"}).hours == 0.5


@pytest.mark.parametrize("site", ["https://wiki.example.org", "https://wiki.example.org:8443", "http://localhost:3000"])
def test_one_site_may_frame_the_app(site: str) -> None:
    assert framing_origin(site) == site
    assert entrance({"BSC_EMBED_IN": f"{site}/ https://b.example"}).embed_in == (site, "https://b.example")


@pytest.mark.parametrize(
    "site",
    [
        "*", "https://*", "https://*.example.org", "https:", "wiki.example.org", "http://wiki.example.org",
        "https://wiki.example.org/page", "https://a.example;script-src *", "https://a.example,https://b.example",
        "https://user@a.example", "https://a.example:port", "'self'", "data:", "javascript:alert(1)", "https://[::1",
    ],
)  # fmt: skip
def test_what_is_not_one_site_frames_nothing(site: str) -> None:
    with pytest.raises(BscError, match="BSC_EMBED_IN"):
        framing_origin(site)
