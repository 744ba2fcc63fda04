"""Files of the CRM and of what surrounds it: contacts, deals, webinars, referrals, reviews."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sample_data.company import market, voice
from sample_data.company.clock import LAST_DAY, days, month_number, months, since
from sample_data.company.draws import Draws
from sample_data.company.files import Cell, Dialect, Export, export
from sample_data.company.journeys import Contact, Deal, happened, office_time
from sample_data.company.people import colleague
from sample_data.company.subscriptions import Customer

LAST_REVIEW = date(2026, 9, 24)  # the review sites' export of October has not arrived
_CRM = Dialect(moment="%Y-%m-%d %H:%M")
_SEMICOLON = Dialect(delimiter=";", empty="n/a")
_MONEY = Dialect(empty="")
_SELLERS = tuple(colleague(Draws(f"seller {number}")) for number in range(6))
_FRIENDLY = ("How small teams plan a month", "Swaps and holidays without paper", "Fair shifts, told by a café")
_TECHNICAL = ("Time clocks and the public API", "Payroll interfaces, field by field", "Rules engine: a deep dive")


def contacts_file(contacts: list[Contact], deals: list[Deal]) -> Export:
    """Return the CRM's contacts with the day on which each reached each lifecycle stage."""
    bought = {deal.contact.id: deal.closed for deal in deals if deal.won}
    rows = [_contact_row(contact, bought) for contact in contacts]
    return export("hubspot_contacts.csv", "contacts", rows, dialect=_CRM)


def deals_file(deals: list[Deal]) -> Export:
    """Return the CRM's deals, won, lost and open; the amount is a year's revenue."""
    return export("hubspot_deals.csv", "deals", [_deal_row(deal) for deal in deals], dialect=_CRM)


def webinars_file() -> Export:
    """Return one row a webinar and persona: who registered, came, liked it, and asked for a demo after it."""
    draws = Draws("webinars")
    sessions = [(_tuesday(month, number), number) for month in months() for number in range(3)]
    rows = [
        row for day, number in sessions if day <= LAST_DAY for row in _webinar_rows(draws, day, technical=number < 2)
    ]
    return export("webinar_sessions.csv", "webinars", rows, dialect=_SEMICOLON)


def referrals_file(customers: list[Customer]) -> Export:
    """Return one row a recommendation: who made it, what became of it, what it was rewarded with."""
    draws = Draws("referrals")
    rows: list[dict[str, Cell]] = []
    for day in days():
        willing = [c for c in customers if c.active_on(day) and c.channel != market.META]
        for _ in range(draws.count(len(willing) * 0.0017 * (1 + 0.011 * month_number(day)))):
            rows.append(_referral_row(draws, len(rows), day, draws.one(willing)))
    return export("referral_program.csv", "referrals", rows, dialect=_MONEY)


def reviews_file() -> Export:
    """Return the public reviews; the file ends weeks before the others."""
    draws = Draws("reviews")
    rows: list[dict[str, Cell]] = []
    for day in days():
        if day <= LAST_REVIEW:
            rows += [
                _review_row(draws, len(rows) + number, day)
                for number in range(draws.count(0.34 * market.growth(day, 0.4)))
            ]
    return export("review_sites.csv", "reviews", rows, dialect=Dialect(quote_all=True))


def _contact_row(contact: Contact, bought: Mapping[int, datetime | None]) -> dict[str, Cell]:
    draws = Draws(f"owner of {contact.id}")
    closed = bought.get(contact.id)
    return {
        "Record ID": contact.id,
        "First Name": contact.person.first,
        "Last Name": contact.person.last,
        "Email": contact.person.email,
        "Contact owner": draws.one(_SELLERS) if contact.accepted else None,
        "Lifecycle Stage": "Customer" if closed else _lifecycle_stage(contact),
        "Persona": contact.persona,
        "Original Source": contact.channel,
        "First Conversion": contact.kind,
        "Create Date": contact.created,
        "Newsletter Opt-in Date": contact.newsletter,
        "Inquiry Date": contact.inquiry,
        "First Reply Date": contact.replied,
        "Became a Lead Date": contact.lead,
        "Became a Marketing Qualified Lead Date": contact.qualified,
        "Became a Sales Qualified Lead Date": contact.accepted,
        "Became an Opportunity Date": contact.opportunity,
        "Became a Customer Date": closed,
    }


def _lifecycle_stage(contact: Contact) -> str:
    reached = {
        "Opportunity": contact.opportunity,
        "Sales Qualified Lead": contact.accepted,
        "Marketing Qualified Lead": contact.qualified,
        "Lead": contact.lead,
    }
    return next((stage for stage, moment in reached.items() if moment), "Subscriber")


def _deal_row(deal: Deal) -> dict[str, Cell]:
    draws = Draws(f"seller of {deal.id}")
    return {
        "Record ID": deal.id,
        "Deal Name": f"{deal.contact.person.company} - {deal.seats} seats",
        "Deal Stage": deal.stage,
        "Pipeline": "New business",
        "Amount": round(deal.monthly * 12, 2),
        "Discount": f"{deal.discount:.0%}",
        "Competitor": deal.rival or None,
        "Persona": deal.contact.persona,
        "Original Source": deal.contact.channel,
        "Create Date": deal.contact.opportunity,
        "Proposal Sent Date": deal.offered,
        "Close Date": deal.closed,
        "Closed Lost Reason": deal.reason or None,
        "Deal owner": draws.one(_SELLERS),
        "Associated Contact IDs": deal.contact.id,
    }


def _tuesday(month: date, number: int) -> date:
    """Return the second Tuesday of *month*, and with *number* those after it."""
    return month + timedelta(days=(1 - month.weekday()) % 7 + 7 * (1 + number))


def _webinar_rows(draws: Draws, day: date, *, technical: bool) -> list[dict[str, Cell]]:
    """Return a session's rows; two of three a month turned technical, the third only drifted."""
    turned = since(day, market.WEBINARS_GOT_TECHNICAL, ramp_days=45) * (1.0 if technical else 0.35)
    technical = technical and day >= market.WEBINARS_GOT_TECHNICAL
    title = draws.one(_TECHNICAL if technical else _FRIENDLY)
    level = "technical" if technical else "introduction"
    about: dict[str, Cell] = {"Session date": day, "Title": title, "Level": level}
    return [about | _audience(draws, day, persona, turned) for persona in market.PERSONAS]


def _audience(draws: Draws, day: date, persona: str, turned: float) -> dict[str, Cell]:
    size, follow_up, liked = {
        market.OWNER: (46, 0.19 - 0.125 * turned, 4.45 - 1.45 * turned),
        market.OPERATIONS: (24, 0.21 + 0.015 * turned, 4.35 + 0.1 * turned),
        market.HR: (19, 0.18, 4.4 - 0.15 * turned),
    }[persona]
    registered = draws.count(size * market.growth(day, 0.22))
    attended = draws.part(registered, 0.53 + 0.02 * turned)
    ratings = draws.part(attended, 0.52)
    over = happened(office_time(draws, day + timedelta(days=14)))
    return {
        "Persona": persona,
        "Registered": registered,
        "Attended": attended,
        "Average minutes": f"{draws.between(34, 44) - 8 * turned * (persona == market.OWNER):.1f}",
        "Ratings": ratings,
        "Average rating": f"{min(max(draws.normal(liked, 0.12), 1), 5):.1f}" if ratings else None,
        "Demo requests within 14 days": draws.part(attended, follow_up) if over else None,
    }


def _referral_row(draws: Draws, number: int, day: date, customer: Customer) -> dict[str, Cell]:
    contacted = happened(office_time(draws, day) + timedelta(days=draws.around(2.6, 0.6)))
    joined = happened(office_time(draws, day) + timedelta(days=draws.around(34, 0.4)))
    won = joined is not None and draws.chance(0.27)
    return {
        "Referral ID": f"REF-{number + 1:05d}",
        "Referred on": day,
        "Referrer customer ID": customer.id,
        "Persona": customer.persona,
        "Shared via": draws.weighed({"Personal link": 5, "E-mail": 3, "In person": 2}),
        "Contacted on": contacted.date() if contacted else None,
        "Status": "Customer" if won else "Contacted" if contacted else "New",
        "Customer since": joined.date() if joined and won else None,
        "Reward paid": f"€{150 if customer.persona == market.OPERATIONS else 80}.00" if won else None,
    }


def _review_row(draws: Draws, number: int, day: date) -> dict[str, Cell]:
    persona = draws.weighed({market.OWNER: 6, market.OPERATIONS: 2, market.HR: 2})
    good = 0.60 - 0.08 * since(day, market.META_DOUBLED, ramp_days=120)
    rating = 5 if draws.chance(good) else draws.weighed({4: 55, 3: 25, 2: 12, 1: 8})
    wait = draws.around(2.1, 0.7)
    answered = draws.chance(0.84)
    row: dict[str, Cell] = {
        "Review date": day,
        "Platform": draws.weighed({"Softwarekompass": 5, "Toolvergleich": 3, "Appregal": 2}),
        "Persona": persona,
        "Rating": rating,
        "Verified": "yes" if draws.chance(0.9) else "no",
    }
    draws.share()  # the title came from here once: the rows after it stay what they were
    replied = day + timedelta(days=round(wait)) if answered else None
    title, text = voice.review(str(number), rating=rating, day=day)
    return row | {"Title": title, "Replied on": replied, "Review": text}
