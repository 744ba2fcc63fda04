"""The path of every contact: lead, opportunity, deal, customer. What the CRM knows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sample_data.company import market
from sample_data.company.clock import NOW, days, since
from sample_data.company.draws import Draws
from sample_data.company.people import Person, person

OFFICE_OPENS, OFFICE_CLOSES = 8, 18
ESIGN = date(2025, 6, 1)  # contracts are signed on screen from here on
TEAM_INBOX = date(2025, 3, 1)  # one person a day answers inquiries
ASKED_WHY = date(2025, 10, 1)  # sales must name a reason when a deal is lost

_KINDS = {"inquiry": 0.36, "newsletter": 0.34, "webinar": 0.30}
_BECOMES_LEAD = {"inquiry": 1.0, "newsletter": 0.42, "webinar": 0.93}
_SEATS = {market.OWNER: (7, 22), market.OPERATIONS: (45, 120), market.HR: (20, 60)}
_PRICE = {market.OWNER: 6.5, market.OPERATIONS: 4.8, market.HR: 5.6}
_RIVALS = {"": 0.42, "Spreadsheet": 0.28, "Planwerk": 0.14, "Dienstfix": 0.10, "Shiftnest": 0.06}
_REASONS = {"Price": 0.3, "No decision": 0.26, "Missing feature": 0.18, "Competitor": 0.16, "Timing": 0.10}


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A contact in the CRM, with the moments of its life that have happened so far."""

    id: int
    person: Person
    persona: str
    channel: str
    kind: str
    created: datetime
    newsletter: datetime | None
    inquiry: datetime | None
    replied: datetime | None
    lead: datetime | None
    qualified: datetime | None
    accepted: datetime | None
    opportunity: datetime | None


@dataclass(frozen=True, kw_only=True)
class Deal:
    """An opportunity: offered, then won, lost, or still open."""

    id: int
    contact: Contact
    stage: str
    seats: int
    monthly: float
    discount: float
    rival: str
    reason: str
    offered: datetime | None
    closed: datetime | None

    @property
    def won(self) -> bool:
        """Return whether the customer has signed."""
        return self.stage == "Closed Won"


def contacts() -> list[Contact]:
    """Return every contact, oldest first."""
    draws = Draws("contacts")
    found: list[Contact] = []
    for day in days():
        for channel in market.CHANNELS:
            for _ in range(draws.count(market.contacts(day, channel))):
                kind = _kind(draws, day, channel)
                if kind:
                    found.append(_contact(draws, 40001 + len(found), day, channel, kind))
    return found


def deals(everybody: list[Contact]) -> list[Deal]:
    """Return the deal of every contact that became an opportunity."""
    draws = Draws("deals")
    ready = sorted((c for c in everybody if c.opportunity), key=lambda c: (c.opportunity or NOW, c.id))
    return [_deal(draws, 70001 + number, contact) for number, contact in enumerate(ready)]


def office_time(draws: Draws, day: date) -> datetime:
    """Return a moment of *day* at which people are at their desks."""
    hour = draws.whole(OFFICE_OPENS, OFFICE_CLOSES - 1)
    return datetime(day.year, day.month, day.day, hour, draws.whole(0, 59))  # noqa: DTZ001 -- exports carry naive times


def happened(moment: datetime | None) -> datetime | None:
    """Return *moment*, or None while it lies in the future."""
    return moment if moment and moment < NOW else None


def _kind(draws: Draws, day: date, channel: str) -> str | None:
    """Return why the contact was made; None for somebody who gave up in the long form."""
    kind = draws.weighed(_KINDS)
    sent = market.form_completion(day, channel) / market.form_completion(market.FORM_GREW - timedelta(1), channel)
    return kind if kind != "inquiry" or draws.chance(sent) else None


def _contact(draws: Draws, number: int, day: date, channel: str, kind: str) -> Contact:
    persona = draws.weighed(market.persona_mix(channel))
    created = office_time(draws, day)
    lead = _lead(draws, created, kind)
    qualified, accepted, opportunity = _pipeline(draws, lead, market.readiness(day, channel, persona, kind))
    return Contact(
        id=number,
        person=person(draws, persona, number),
        persona=persona,
        channel=channel,
        kind=kind,
        created=created,
        newsletter=created if kind == "newsletter" or draws.chance(0.22) else None,
        inquiry=created if kind == "inquiry" else None,
        replied=happened(created + timedelta(hours=_reply_hours(draws, day))) if kind == "inquiry" else None,
        lead=lead,
        qualified=qualified,
        accepted=accepted,
        opportunity=opportunity,
    )


def _lead(draws: Draws, created: datetime, kind: str) -> datetime | None:
    if not draws.chance(_BECOMES_LEAD[kind]):
        return None
    wait = draws.around(16, 0.8) if kind == "newsletter" else draws.around(0.4, 0.7)
    return happened(created + timedelta(days=wait))


def _reply_hours(draws: Draws, day: date) -> float:
    """Return the wait for an answer: a team inbox since March 2025 shortened it, the summer of 2026 did not help."""
    median = 8.4 - 3.2 * since(day, TEAM_INBOX, ramp_days=14) + 0.9 * since(day, date(2026, 7, 1), ramp_days=60)
    return draws.around(median, 0.75)


def _pipeline(
    draws: Draws, lead: datetime | None, readiness: float
) -> tuple[datetime | None, datetime | None, datetime | None]:
    if lead is None:
        return None, None, None
    slower = 1 + 0.35 * since(lead.date(), date(2026, 2, 1), ramp_days=120)  # more cheap leads to sift
    qualified = _next(draws, lead, 0.66 * min(readiness, 1.5), 3.2 * slower)
    accepted = _next(draws, qualified, 0.70, 4.4 * slower)
    return qualified, accepted, _next(draws, accepted, 0.68, 6.0 * slower)


def _next(draws: Draws, before: datetime | None, share: float, median_days: float) -> datetime | None:
    if before is None or not draws.chance(share):
        return None
    return happened(before + timedelta(days=draws.around(median_days, 0.55)))


def _deal(draws: Draws, number: int, contact: Contact) -> Deal:
    begun = contact.opportunity or contact.created
    seats = draws.whole(*_SEATS[contact.persona])
    discount = draws.weighed({0.0: 5, 0.05: 2, 0.10: 3, 0.15: 1.4, 0.20: 0.8 + 1.2 * since(begun.date(), ESIGN)})
    offered = happened(begun + timedelta(days=draws.around(8, 0.5)))
    signing = 15.5 - 4.5 * since(begun.date(), ESIGN, ramp_days=90)
    closed = happened(offered + timedelta(days=draws.around(signing, 0.55))) if offered else None
    won = closed is not None and draws.chance(market.win_rate(contact.channel, contact.persona))
    return Deal(
        id=number,
        contact=contact,
        stage=_stage(offered, closed, won=won),
        seats=seats,
        monthly=round(seats * _PRICE[contact.persona] * (1 - discount), 2),
        discount=discount,
        rival=draws.weighed(_RIVALS),
        reason=_reason(draws, number, closed) if closed and not won else "",
        offered=offered,
        closed=closed,
    )


def _stage(offered: datetime | None, closed: datetime | None, *, won: bool) -> str:
    if closed:
        return "Closed Won" if won else "Closed Lost"
    return "Proposal" if offered else "Discovery"


def _reason(draws: Draws, number: int, closed: datetime) -> str:
    """Return why the deal was lost: since sales must say so, within two weeks most of them do."""
    slowly = 0.41 + 0.43 * since(closed.date(), ASKED_WHY, ramp_days=120)
    soon = 0.41 + 0.43 * since(closed.date(), ASKED_WHY, ramp_days=14)
    reason = draws.weighed(_REASONS) if draws.chance(slowly) else ""
    own = Draws(f"reason of deal {number}")  # a stream of its own: what is drawn after it stays what it was
    return reason or (own.weighed(_REASONS) if own.chance((soon - slowly) / (1 - slowly)) else "")
