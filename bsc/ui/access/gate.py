"""The gate: who stands before the app, and whether they come in. It draws nothing, so that it can come first."""

from bsc.model.access import Person, Role
from bsc.ui.access.visit import Closed, Visit


def arriving() -> Visit | Closed:
    """Return who comes in with this run, or why nobody does."""
    return Visit(Person("local user", Role.ADMIN))
