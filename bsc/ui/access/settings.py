"""How this process lets people in, and what would undo it: asked once at the start, and looked up in every run."""

import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import lru_cache
from typing import Final

import streamlit as st
from streamlit import config

from bsc.errors import BscError
from bsc.model.access import Role
from bsc.model.entrance import KEYS, SETTINGS, Access, Entrance, entrance, new_key, refuse_open
from bsc.ui import places
from bsc.ui.access import oidc, redacting

Lifespan = Callable[[object], AbstractAsyncContextManager[None]]
_REFUSED = 2
_OWN: Final = "client.disableDataExport"  # a setting that the app has and Streamlit by itself has not
# What Streamlit can do and this app must not: who asks would be told by a header, a program would drive the pages, or
# another site's page would be let in. Each with the value that it must have.
_UNDOING: Final = {
    "server.trustedUserHeaders": {},
    "server.enableAgentApi": False,
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "client.allowedOrigins": [],
    "global.developmentMode": False,
}


def settings() -> Entrance:
    """Return how people come in; raises BscError for settings that mean nothing."""
    return _read(tuple((name, os.environ.get(name, "")) for name in SETTINGS))


@lru_cache(maxsize=1)  # it is asked with every request
def _read(said: tuple[tuple[str, str], ...]) -> Entrance:
    return entrance(dict(said))


def of_the_app() -> None:
    """Have Streamlit read the settings and secrets that lie beside the launcher, whatever folder it is started from.

    Under another server (`uvicorn`) it would look in the folder that it was started from, and beside the script of the
    pages.
    """
    if config._main_script_path is None:  # noqa: SLF001 -- as `streamlit run` does; no public way sets it
        config._main_script_path = str(places.FRONT / "app.py")  # noqa: SLF001
        config.get_config_options(force_reparse=True)


def begin() -> None:
    """Make the app ready to let people in; raises BscError where it would let in whoever comes.

    In key mode without a key it makes one and prints it.
    """
    redacting.begin()
    found = settings()
    if not config.is_manually_set(_OWN):
        raise BscError("the app's settings were not found – keep .streamlit/config.toml beside app.py, as it came")
    for name, needed in _UNDOING.items():
        if (st.get_option(name) or type(needed)()) != needed:
            message = f"`{name}` would let in who is not known – take it out of Streamlit's settings"
            raise BscError(message)
    if address := st.get_option("server.address"):
        refuse_open(found.access, address)
    if found.access is Access.OIDC:
        oidc.ready()
    if found.access is Access.KEY and Role.EDITOR not in found.keys:
        os.environ[KEYS[Role.EDITOR]] = key = new_key()
        sys.stderr.write(f"The editor key of this start is {key}\n")


def before(lifespan: Lifespan) -> Lifespan:
    """Return *lifespan*, before which the app is made ready; where it cannot be, the process ends with the sentence.

    It is asked here because only now the settings of every way of starting are known.
    """

    @asynccontextmanager
    async def made_ready(app: object) -> AsyncIterator[None]:
        try:
            begin()
        except BscError as error:
            sys.stderr.write(f"bsc: {error}\n")
            sys.stderr.flush()
            os._exit(_REFUSED)  # what is raised here, the server would write as a fault of the app
        async with lifespan(app):
            yield

    return made_ready
