"""`bsc serve`, `bsc demo`, `bsc backup`, `bsc restore`: the company as a whole."""

import errno
import os
import socket
import sys
from pathlib import Path

import click

import bsc
from bsc import actions, templates
from bsc.cli.company import Company, pass_company
from bsc.cli.printing import say
from bsc.errors import BscError
from bsc.model.access import Role
from bsc.model.entrance import ACCESS, EMBED_IN, KEYS, Access, access_named, entrance, is_loopback, new_key, refuse_open
from bsc.reports.sending import BASE_URL, checked_base
from bsc.store import Store

EDITOR_KEY = KEYS[Role.EDITOR]
EVERY_INTERFACE = frozenset({"0.0.0.0", "::"})  # noqa: S104 -- recognised, not bound


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="The port to listen on.")
@click.option("--allowed-host", "names", multiple=True, metavar="NAME", help="A name that browsers reach it under.")
@click.option(
    "--access",
    type=click.Choice([str(each) for each in Access]),
    envvar=ACCESS,
    default=str(Access.LOCAL),
    show_default=True,
    help="Who is let in: everybody on this machine, who has the key, or whom a provider vouches for.",
)
@click.option("--embed-in", "sites", multiple=True, metavar="SITE", help="A site whose pages may frame the app.")
@click.option("--base-url", "base", metavar="URL", help="The address that people reach it at, for links in digests.")
@click.option("--demo", is_flag=True, help="Load the sample company first, where nothing is defined yet.")
@pass_company
def serve(  # noqa: PLR0913 -- one for each option
    company: Company,
    *,
    host: str,
    port: int,
    names: tuple[str, ...],
    access: str,
    sites: tuple[str, ...],
    base: str | None,
    demo: bool,
) -> None:
    """Start the app.

    Without sign-in it listens on this machine only. `--access key` lets in who has the editor key: BSC_EDITOR_KEY, or
    one that is made and printed now. `--access oidc` lets in whom an OpenID Connect provider vouches for.
    """
    environment = _entered(access, sites)
    if base:
        environment[BASE_URL] = checked_base(base)
    _refuse_unless_free(host, port)
    refuse_open(access_named(access), host)
    with company.store(new=True) as store:
        if demo and _is_empty(store):
            say("Loading the sample company …")
            actions.load_demo(store, company.who)
    shown = "localhost" if host in EVERY_INTERFACE else host
    say(f"Journey Scorecard is starting at http://{f'[{shown}]' if ':' in shown else shown}:{port}")
    if access == Access.KEY:
        say(_key_in_words(environment, host))
    sys.stdout.flush()
    os.execve(  # noqa: S606 -- this process becomes the server, so that signals reach it
        sys.executable,
        [sys.executable, "-m", "streamlit", "run", str(_app()), *_settings(host, port, names)],
        {**environment, "BSC_DATABASE": str(company.database.resolve())},
    )


@click.command()
@click.option(
    "--template",
    type=click.Choice(templates.names()),
    default=templates.SAMPLE,
    show_default=True,
    help="The definitions that it is seen through.",
)
@pass_company
def demo(company: Company, template: str) -> None:
    """Load the sample company into an empty database."""
    with company.store(new=True) as store:
        actions.load_demo(store, company.who, template)
        say(f"The sample company is in {company.database}: {len(store.imports())} files. Start it with `bsc serve`.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_company
def backup(company: Company, file: Path) -> None:
    """Write a copy of the database to FILE."""
    with company.store() as store:
        actions.backup(store, file)
    say(f"{file} holds everything. `bsc restore {file}` brings it back.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@pass_company
def restore(company: Company, file: Path) -> None:
    """Put the copy in FILE in the place of the database."""
    actions.restore(file, company.database)
    say(f"{company.database} is as it was in {file}.")


def _entered(access: str, sites: tuple[str, ...]) -> dict[str, str]:
    """Return the environment of the app: with what was asked for, and in key mode with an editor key."""
    environment = {**os.environ, ACCESS: access}
    if sites:
        environment[EMBED_IN] = " ".join(sites)
    found = entrance(environment)
    if found.access is Access.KEY and Role.EDITOR not in found.keys:
        environment[EDITOR_KEY] = new_key()
    return environment


def _key_in_words(environment: dict[str, str], host: str) -> str:
    made = EDITOR_KEY not in os.environ
    said = [
        f"The editor key of this start: {environment[EDITOR_KEY]}"
        if made
        else f"The editor key is that of {EDITOR_KEY}."
    ]
    if not is_loopback(host):
        said.append("It is sent as it is: put https before the app, or the network can read it.")
    return "\n".join(said)


def _is_empty(store: Store) -> bool:
    return store.definitions_version() == 0 and not store.imports()


def _refuse_unless_free(host: str, port: int) -> None:
    """Raise BscError where the app cannot listen: the port is taken, or the address is none of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                message = f"port {port} on {host} is taken – stop what runs there, or choose another with --port"
            else:
                message = (
                    f"port {port} of {host} cannot be listened on: {error.strerror} – name another --host or --port"
                )
            raise BscError(message) from error


def _app() -> Path:
    """Return the launcher: inside the package where it was installed, else beside it."""
    package = Path(bsc.__file__).resolve().parent
    places = [package / "_front" / "app.py", package.parent / "app.py"]
    for place in places:
        if place.is_file():
            return place
    raise BscError(f"the app is not in {places[0]} – install the package again")


def _settings(host: str, port: int, names: tuple[str, ...]) -> list[str]:
    settings = ["--server.address", host, "--server.port", str(port)]
    allowed = names or ("*",) if host in EVERY_INTERFACE else ("127.0.0.1", "localhost", host, *names)
    return [*settings, *(part for name in dict.fromkeys(allowed) for part in ("--server.allowedHosts", name))]
