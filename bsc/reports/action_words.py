"""How far an action of a board pack is and whether it worked, with the signs that the pages use."""

from bsc.charts.theme import OVERDUE, STATES, VERDICTS
from bsc.views.pack import Action


def stated(action: Action) -> str:
    """Return its state, and whether it is overdue: `▶ Running, ‼ overdue`."""
    said = f"{STATES[action.state]} {action.state.capitalize()}"
    return f"{said}, {OVERDUE} overdue" if action.overdue else said


def worked(action: Action) -> str:
    """Return whether it worked, as its page says it: `✓ supported`; empty while that is not asked."""
    sign = next((sign for word, sign in VERDICTS.items() if action.worked.startswith(word)), "")
    return f"{sign} {action.worked}".strip()
