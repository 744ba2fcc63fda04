"""What lies on the desk: the page's trend, and the target that is aimed at. Parts that run alone share it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bsc.model.view import View
from bsc.views.trend import Draft, Drafted, Trend
from bsc.views.workspace import Workspace


@dataclass(frozen=True)
class Aim:
    """What the dialogue is about: the page's trend, that of those whom the target is for, and the draft for them.

    `where` says who they are, as a target does. `draft` and `effect`, what it does to `subject`, are None while the
    sliders say what is in force.
    """

    trend: Trend
    subject: Trend
    where: Mapping[str, str]
    draft: Draft | None = None
    effect: Drafted | None = None

    @property
    def here(self) -> tuple[Draft | None, Drafted | None]:
        """Return the draft and what it does to the page's trend; None twice where it does not hold there."""
        if self.draft is None or self.subject is self.trend:
            return self.draft, self.effect
        effect = self.trend.drafted(self.draft)
        return (self.draft, effect) if effect.scores else (None, None)


@dataclass
class Desk:
    """The trend that a run of the page shows, and what its dialogue has aimed at last; None while that is computed."""

    trend: Trend
    workspace: Workspace
    view: View
    aim: Aim | None = None
