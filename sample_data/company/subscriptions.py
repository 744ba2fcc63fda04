"""What happens after the signature: setting up, using, growing, leaving. What product and billing know."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sample_data.company import market
from sample_data.company.clock import FIRST_DAY, LAST_DAY, NOW, month_share, months, next_month, since
from sample_data.company.draws import Draws
from sample_data.company.journeys import Deal, happened, office_time
from sample_data.company.people import Person, person

PILOT_CUSTOMERS = 140
SETUP_STEPS = 12

_PLAN = {market.OWNER: "Starter", market.OPERATIONS: "Business", market.HR: "Team"}
_PILOT_CHANNELS = {market.ORGANIC: 4, market.REFERRAL: 3, market.DIRECT: 3}
_PILOT_PERSONAS = {market.OWNER: 5, market.OPERATIONS: 3, market.HR: 2}
_SLOW = {market.OWNER: 0.85, market.OPERATIONS: 1.35, market.HR: 1.05}


@dataclass(frozen=True)
class Segment:
    """Where a customer came from, and which kind it is: what its loyalty depends on."""

    channel: str
    persona: str


@dataclass(frozen=True, kw_only=True)
class Setup:
    """The onboarding of one customer, as far as it has come; the pilot's customers have none."""

    signed: datetime
    first_login: datetime | None
    activated: datetime | None
    live: datetime | None
    checked: datetime | None
    steps: int
    errors: int
    hours: float


@dataclass(frozen=True, kw_only=True)
class Movement:
    """One customer's month: recurring revenue at its start and end, and whether it joined or left in it."""

    month: date
    before: float
    after: float
    joined: bool
    left: bool


@dataclass(frozen=True, kw_only=True)
class Customer:
    """A subscriber, from the pilot (no deal, no set-up on record) or from a deal won."""

    id: str
    person: Person
    persona: str
    channel: str
    seats: int
    yearly: bool
    billing_day: int
    deal: Deal | None
    setup: Setup | None
    cancelled: datetime | None
    movements: tuple[Movement, ...] = field(repr=False)

    @property
    def plan(self) -> str:
        """Return the plan's name."""
        return _PLAN[self.persona]

    def active_on(self, day: date) -> bool:
        """Return whether the subscription runs on *day*."""
        begun = self.setup is None or self.setup.signed.date() <= day
        return begun and (self.cancelled is None or day < self.cancelled.date())


def customers(deals: list[Deal]) -> list[Customer]:
    """Return the pilot's customers, then one for every deal won, in the order of signing."""
    draws = Draws("customers 8")  # of the throws tried, one in which no month of a small channel is a freak
    won = sorted((deal for deal in deals if deal.won), key=lambda deal: (deal.closed or NOW, deal.id))
    pilot = [_pilot(draws, number) for number in range(PILOT_CUSTOMERS)]
    return [*pilot, *(_subscriber(draws, PILOT_CUSTOMERS + number, deal) for number, deal in enumerate(won))]


def _pilot(draws: Draws, number: int) -> Customer:
    persona, channel = draws.weighed(_PILOT_PERSONAS), draws.weighed(_PILOT_CHANNELS)
    seats = draws.whole(8, 30)
    movements = _movements(draws, Segment(channel, persona), FIRST_DAY, seats * 5.5, pilot=True)
    return Customer(
        id=_id(number),
        person=person(draws, persona, 10000 + number),
        persona=persona,
        channel=channel,
        seats=seats,
        yearly=draws.chance(0.5),
        billing_day=draws.whole(1, 28),
        deal=None,
        setup=None,
        cancelled=_cancelled(draws, movements, FIRST_DAY),
        movements=movements,
    )


def _subscriber(draws: Draws, number: int, deal: Deal) -> Customer:
    contact = deal.contact
    signed = deal.closed or contact.created
    segment = Segment(contact.channel, contact.persona)
    movements = _movements(draws, segment, signed.date(), deal.monthly, pilot=False)
    cancelled = _cancelled(draws, movements, signed.date())
    return Customer(
        id=_id(number),
        person=contact.person,
        persona=contact.persona,
        channel=contact.channel,
        seats=deal.seats,
        yearly=contact.channel != market.META and draws.chance(0.45),
        billing_day=min(signed.day, 28),
        deal=deal,
        setup=_setup(draws, signed, contact.channel, contact.persona, cancelled),
        cancelled=cancelled,
        movements=movements,
    )


def _id(number: int) -> str:
    return f"RL-{1001 + number}"


def _movements(draws: Draws, segment: Segment, begun: date, monthly: float, *, pilot: bool) -> tuple[Movement, ...]:
    """Return the customer's months from the one it begins in until it leaves or the data ends."""
    seen: list[Movement] = []
    value = round(monthly, 2)
    for age, month in enumerate(month for month in months() if next_month(month) > begun):
        joined = age == 0 and not pilot
        left = not joined and draws.chance(
            market.churn(segment.channel, segment.persona, age + 12 * pilot) * month_share(month)
        )
        after = 0.0 if left else value if joined else _grown(draws, value, segment.channel, month)
        seen.append(Movement(month=month, before=0.0 if joined else value, after=after, joined=joined, left=left))
        if left:
            break
        value = after
    return tuple(seen)


def _grown(draws: Draws, value: float, channel: str, month: date) -> float:
    grown = _growth(draws, channel)
    return round(value * grown, 2) if month_share(month) == 1 else value


def _growth(draws: Draws, channel: str) -> float:
    likely = 0.004 if channel == market.META else 0.028
    if draws.chance(likely):
        return draws.between(1.08, 1.32)
    return draws.between(0.78, 0.93) if draws.chance(0.009) else 1.0


def _cancelled(draws: Draws, movements: tuple[Movement, ...], begun: date) -> datetime | None:
    """Return when the customer left: some day of its last month, never before it began nor after the data ends."""
    last = movements[-1]
    if not last.left:
        return None
    first = max(last.month, begun + timedelta(days=1))
    final = min(next_month(last.month) - timedelta(days=1), LAST_DAY)
    return office_time(draws, first + timedelta(days=draws.whole(0, (final - first).days)))


def _setup(draws: Draws, signed: datetime, channel: str, persona: str, cancelled: datetime | None) -> Setup:
    fit = 0.70 if channel == market.META else 0.94
    trained = since(signed.date(), market.TRAINING_PAYS - timedelta(days=20), ramp_days=75)
    first_login = _before(cancelled, signed + timedelta(days=draws.around(1.2, 0.8)))
    activated = _after(draws, first_login, draws.around(5.5 - 1.2 * trained, 0.6), fit, cancelled)
    live = _after(draws, activated, draws.around((17.5 - 7.5 * trained) * _SLOW[persona], 0.4), fit + 0.05, cancelled)
    checked = _before(cancelled, signed + timedelta(days=90 + draws.whole(0, 6)))
    steps = SETUP_STEPS if live else draws.whole(3, 10) if activated else draws.whole(0, 4) if first_login else 0
    return Setup(
        signed=signed,
        first_login=first_login,
        activated=activated,
        live=live,
        checked=checked,
        steps=steps,
        errors=draws.part(steps, 0.115 - 0.045 * trained),
        hours=round(draws.around((4.1 - 1.0 * trained) * _SLOW[persona], 0.35), 2),
    )


def _after(draws: Draws, moment: datetime | None, wait: float, share: float, end: datetime | None) -> datetime | None:
    if moment is None or not draws.chance(share):
        return None
    return _before(end, moment + timedelta(days=wait))


def _before(end: datetime | None, moment: datetime) -> datetime | None:
    return happened(moment) if end is None or moment < end else None
