"""What a share link shows, in words: for whoever makes one, and for the list of those that there are."""

from collections.abc import Sequence

from bsc.errors import BscError
from bsc.model.definitions import Scorecard
from bsc.model.fence import PERSONA
from bsc.model.sharing import PAGES, SharedView
from bsc.ui import labels, links

_NAMED = ("stage", "perspective", "kpi", "part")  # what is opened on a page and has a name of its own


def opens(scorecard: Scorecard, shown: SharedView) -> str:
    """Return what opens first: `Stage: Onboarding · Aug 2026 · Owner-manager · channel: Email`."""
    page = links.named(shown.start).title
    opened = {name: value for name, value in shown.opened.items() if name in _NAMED and isinstance(value, str)}
    names = ", ".join(labels.of(scorecard, opened).values()).replace("\\", "")
    first = f"{page}: {names}" if names else page
    return " · ".join([first, _period(scorecard, shown), *segments(scorecard, shown)])


def segments(scorecard: Scorecard, shown: SharedView) -> list[str]:
    """Return persona and filters, one text each: `All customers` where no persona is chosen."""
    names = [PERSONA, *sorted(shown.filters)]
    return [segment(scorecard, shown, name) for name in names]


def segment(scorecard: Scorecard, shown: SharedView, name: str) -> str:
    """Return what the view shows of the dimension *name*: `channel: Email, Events`, or the persona's name."""
    if name == PERSONA:
        known = {each.id: each.name for each in scorecard.personas}
        return known.get(shown.persona, shown.persona) if shown.persona else "All customers"
    return f"{name.replace('_', ' ')}: {', '.join(shown.filters[name])}"


def pages(shown: SharedView) -> str:
    """Return the pages that can be opened, in words."""
    return "every page" if len(shown.pages) == len(PAGES) else listed([links.named(each).title for each in shown.pages])


def listed(names: Sequence[str]) -> str:
    """Return *names* as people list them: `A, B and C`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _period(scorecard: Scorecard, shown: SharedView) -> str:
    if shown.period is None:
        return f"the latest {shown.grain.value}"
    calendar = scorecard.journey.calendar
    try:
        return calendar.label(calendar.parse(shown.period, shown.grain))
    except BscError:  # it was named by a calendar that has changed since
        return shown.period
