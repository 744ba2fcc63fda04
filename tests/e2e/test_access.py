"""Coming in and going out again: with the key, and by a real OpenID Connect provider that runs beside the app."""

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.conftest import EDITOR_KEY, VIEWER_KEY, Browse, Serve, free_port, press, settled, wait_for
from tests.pages.hostile_company import HOSTILE, hostile_company

SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "a cookie secret of a test"
client_id = "journey-scorecard"
client_secret = "any"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[access]
admins = ["ada@example.org"]
editors = ["@example.org"]
viewers = ["vera@example.net"]
"""
CLAIMS: dict[str, dict[str, object]] = {
    "ada": {"email": "Ada@Example.org", "email_verified": True},
    "eve": {"email": "eve@example.org", "email_verified": True},
    "vera": {"email": "vera@example.net", "email_verified": True},
    "nick": {"email": "nick@elsewhere.net", "email_verified": True},
    "mallory": {"email": "ada@example.org", "email_verified": False},
    "oscar": {"email": "ada@example.org"},
}


@pytest.fixture
def provider() -> Iterator[str]:
    """Run an OpenID Connect provider as a process of its own; return its address. It knows everybody of CLAIMS."""
    port = free_port()
    address = f"http://localhost:{port}"
    running = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"{address}/.well-known/openid-configuration", running)
        for name, claims in CLAIMS.items():
            asked = urllib.request.Request(  # noqa: S310 -- our own server
                f"{address}/users/{quote(name)}",
                json.dumps(claims).encode(),
                {"Content-Type": "application/json"},
                method="PUT",
            )
            urllib.request.urlopen(asked, timeout=10).close()  # noqa: S310 -- the same
        yield address
    finally:
        running.terminate()
        running.wait(timeout=20)


@pytest.fixture
def come_by_provider(browser: Browser) -> Iterator[Callable[[str, str], Page]]:
    """Open an address in a clean browser context and sign in at the provider as somebody of CLAIMS."""
    contexts = []

    def come(address: str, name: str) -> Page:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        contexts.append(context)
        context.route(re.compile("^https:"), _kept_here)  # the provider's own page would ask a host for its looks
        page = context.new_page()
        page.goto(address)
        press(page, "Sign in")
        page.get_by_placeholder("sub").fill(name)
        page.get_by_role("button", name="Authorize").click()
        page.wait_for_selector('[data-testid="stMain"]')
        return settled(page)

    yield come
    for context in contexts:
        context.close()


def test_who_is_listed_comes_in_by_the_provider_with_their_role_and_nobody_else_does(
    serve: Serve,
    provider: str,
    come_by_provider: Callable[[str, str], Page],
    sample_database: Path,
    tmp_path: Path,
) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(SECRETS.format(provider=provider), encoding="utf-8")
    address = serve(sample_database, BSC_ACCESS="oidc", STREAMLIT_SECRETS_FILES=str(secrets))

    for name, said in (("ada", "ada@example.org · admin"), ("eve", "eve@example.org · editor")):
        page = come_by_provider(address, name)
        expect(page.get_by_text(said)).to_be_visible()
        expect(page.get_by_role("link", name="Definitions")).to_be_visible()

    viewer = come_by_provider(address, "vera")
    expect(viewer.get_by_text("vera@example.net · viewer")).to_be_visible()
    expect(viewer.get_by_role("link", name="Trends & targets")).to_be_visible()
    expect(viewer.get_by_role("link", name="Definitions")).to_have_count(0)
    _signs_out(viewer, provider)

    for name, title in (
        ("nick", "You are signed in, but not listed"),
        ("mallory", "This address is not verified"),
        ("oscar", "This address is not verified"),
    ):
        page = come_by_provider(address, name)
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        expect(page.get_by_role("link", name="Journey map")).to_have_count(0)
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_who_has_the_key_comes_in_and_goes_out_in_every_tab(
    serve_with_keys: Serve, sign_in: Browse, browse: Browse, sample_database: Path
) -> None:
    address = serve_with_keys(sample_database)
    page = sign_in(address + "/stage?stage=onboarding")
    assert urlsplit(page.url).path == "/stage"
    expect(page.get_by_text("Erika (editor key)")).to_be_visible()
    (cookie,) = (each for each in page.context.cookies() if each["name"] == "bsc_session")
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert EDITOR_KEY not in json.dumps(page.context.cookies())

    other = page.context.new_page()
    other.goto(address + "/trends")
    expect(settled(other).get_by_text("Computing the forecast")).to_have_count(0)  # it would show the door by itself
    press(page, "Sign out")
    expect(page.get_by_role("heading", name="Please sign in")).to_be_visible()
    other.get_by_role("radio", name="12 periods").click()  # a control of the page that is still open
    expect(other.get_by_role("heading", name="Please sign in")).to_be_visible()
    other.reload()
    expect(other).to_have_url(re.compile("/sign-in"))

    viewer = sign_in(address, key=VIEWER_KEY, name="Vera")
    expect(viewer.get_by_role("link", name="Definitions")).to_have_count(0)

    stranger = browse(address, streamlit=False)
    stranger.get_by_label("Your name").fill("<script>document.title = 'run'</script>")
    stranger.get_by_label("Key", exact=True).fill("not the key")
    press(stranger, "Sign in")
    expect(stranger.get_by_text("This is not the key")).to_be_visible()
    assert stranger.title() == "Sign in – Journey Scorecard"


def test_nothing_that_somebody_has_named_runs_in_a_browser(serve: Serve, browse: Browse, tmp_path: Path) -> None:
    address = serve(hostile_company(tmp_path / "hostile.duckdb"))
    for path in ("/", "/stage", "/strategy-map", "/trends", "/definitions", "/share"):
        page = browse(address + path + f"?kpi={quote(HOSTILE)}&persona={quote(HOSTILE)}")
        expect(page.get_by_text("onerror").first).to_be_attached()
        assert page.evaluate("window.ran") is None
        page.context.close()


def _kept_here(route: Route) -> None:
    route.abort()


def _signs_out(page: Page, provider: str) -> None:
    """Sign out, here and with the provider, which asks once more."""
    press(page, "Sign out")
    page.wait_for_url(re.compile(re.escape(provider)))
    page.get_by_role("button").first.click()


def test_a_script_started_beside_the_front_door_shows_nobody_anything(
    serve: Serve, browse: Browse, sample_database: Path
) -> None:
    page = browse(serve(sample_database, "-m streamlit run bsc/ui/main.py --server.port {port} --server.headless true"))
    expect(page.get_by_text("This script is a part of Journey Scorecard and no way in")).to_be_visible()
    expect(page.get_by_role("heading")).to_have_count(0)
    expect(page.get_by_role("link", name="Journey map")).to_have_count(0)
