"""Channels and personas of Rosterlane: how many come, how they behave, and when that changed."""

from datetime import date

from sample_data.company.clock import FIRST_DAY, busy, month_number, since

ORGANIC, PAID, META = "Organic Search", "Paid Search", "Paid Social"
EMAIL, SOCIAL, REFERRAL, DIRECT = "Email", "Organic Social", "Referral", "Direct"
CHANNELS = (ORGANIC, PAID, META, EMAIL, SOCIAL, REFERRAL, DIRECT)

OWNER, OPERATIONS, HR = "owner_manager", "operations_lead", "hr_partner"
PERSONAS = (OWNER, OPERATIONS, HR)

FORM_GREW = date(2026, 5, 4)  # six more required fields in the contact form
FORM_PREFILLED = date(2026, 8, 10)  # newsletter readers find theirs filled in
WEBINARS_GOT_TECHNICAL = date(2026, 4, 1)
OWN_LINE = date(2025, 5, 1)  # customers with several sites have a help-desk line of their own
META_SCALED = date(2025, 9, 1)
META_DOUBLED = date(2026, 3, 1)
TRAINING_DRIVE = (date(2025, 10, 1), date(2026, 1, 1))
TRAINING_PAYS = date(2026, 4, 1)  # two quarters after it began

_CONTACTS_A_MONTH = {ORGANIC: 50, PAID: 35, EMAIL: 19, SOCIAL: 14, REFERRAL: 21, DIRECT: 23}
_VISITS_A_DAY = {ORGANIC: 165, EMAIL: 38, SOCIAL: 34, REFERRAL: 22, DIRECT: 92}
_ENGAGED = {ORGANIC: 0.63, PAID: 0.58, META: 0.37, EMAIL: 0.71, SOCIAL: 0.49, REFERRAL: 0.67, DIRECT: 0.55}
_PERSONA_MIX = {
    ORGANIC: {OWNER: 0.48, OPERATIONS: 0.31, HR: 0.21},
    PAID: {OWNER: 0.46, OPERATIONS: 0.34, HR: 0.20},
    META: {OWNER: 0.74, OPERATIONS: 0.10, HR: 0.16},
    EMAIL: {OWNER: 0.45, OPERATIONS: 0.32, HR: 0.23},
    SOCIAL: {OWNER: 0.50, OPERATIONS: 0.22, HR: 0.28},
    REFERRAL: {OWNER: 0.44, OPERATIONS: 0.38, HR: 0.18},
    DIRECT: {OWNER: 0.42, OPERATIONS: 0.36, HR: 0.22},
}
_READINESS = {ORGANIC: 1.05, PAID: 1.05, META: 0.85, EMAIL: 1.1, SOCIAL: 0.9, REFERRAL: 1.4, DIRECT: 1.1}
_WIN = {OWNER: 0.35, OPERATIONS: 0.31, HR: 0.32}
_WIN_BY_CHANNEL = {META: -0.03, REFERRAL: 0.12, EMAIL: 0.03}
_CHURN = {OWNER: 0.020, OPERATIONS: 0.011, HR: 0.015}
_CHURN_BY_CHANNEL = {META: 4.8, REFERRAL: 0.55, EMAIL: 0.9}


def growth(day: date, yearly: float = 0.20) -> float:
    """Return how much larger the market is on *day* than on the first one."""
    return float((1 + yearly) ** ((day - FIRST_DAY).days / 365))


def meta_spend(day: date) -> float:
    """Return the euros that go into Meta on *day*: a test in 2024, scaled up twice since."""
    test = 22 * since(day, date(2024, 6, 1))
    scaled = 58 * since(day, META_SCALED, ramp_days=30)
    return (test + scaled + 62 * since(day, META_DOUBLED, ramp_days=30)) * (0.85 + 0.15 * busy(day))


def contacts(day: date, channel: str) -> float:
    """Return how many new contacts *channel* brings on *day*, on average."""
    if channel == META:
        return meta_spend(day) / 30
    return _CONTACTS_A_MONTH[channel] / 30.4 * growth(day, 0.18) * busy(day)


def visits(day: date, channel: str) -> float:
    """Return how many website visits *channel* brings on *day*, on average (ads bring theirs by clicks)."""
    return _VISITS_A_DAY[channel] * growth(day, 0.19) * busy(day)


def engaged(day: date, channel: str) -> float:
    """Return the share of visits that stay and read."""
    return _ENGAGED[channel] + 0.0008 * month_number(day)


def persona_mix(channel: str) -> dict[str, float]:
    """Return how likely each persona is among the contacts of *channel*."""
    return _PERSONA_MIX[channel]


def form_completion(day: date, channel: str) -> float:
    """Return the share of started contact forms that are sent."""
    lost = 0.27 * since(day, FORM_GREW)
    if channel == EMAIL:
        lost -= 0.19 * since(day, FORM_PREFILLED, ramp_days=14)
    return 0.615 + (0.06 if channel in (EMAIL, REFERRAL) else 0.0) - lost


def readiness(day: date, channel: str, persona: str, kind: str) -> float:
    """Return how much likelier than average a lead is to become an opportunity."""
    lectured = 0.30 if kind == "webinar" and persona == OWNER else 0.0
    return _READINESS[channel] * (1 - lectured * since(day, WEBINARS_GOT_TECHNICAL))


def win_rate(channel: str, persona: str) -> float:
    """Return the share of opportunities that become customers."""
    return _WIN[persona] + _WIN_BY_CHANNEL.get(channel, 0.0)


def churn(channel: str, persona: str, age_months: int) -> float:
    """Return the share of customers that leave within a month; the first months are the dangerous ones."""
    return _CHURN[persona] * _CHURN_BY_CHANNEL.get(channel, 1.0) * (1.35 if age_months < 4 else 0.95)
