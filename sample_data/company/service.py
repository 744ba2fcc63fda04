"""Files of product and service: customers and their set-up, help-desk tickets, satisfaction survey."""

from datetime import date, datetime, timedelta

from sample_data.company import market, voice
from sample_data.company.clock import days, months, next_month, since
from sample_data.company.draws import Draws
from sample_data.company.files import Cell, Dialect, Export, export
from sample_data.company.journeys import happened, office_time
from sample_data.company.people import colleague
from sample_data.company.subscriptions import SETUP_STEPS, Customer, Setup

_DASH = Dialect(empty="-", moment="%Y-%m-%d %H:%M:%S")
_TOPICS = {"set-up": 3, "shift swaps": 3, "time clock": 2, "payroll export": 2, "log-in": 2, "invoice": 1}
_AGENTS = tuple(colleague(Draws(f"agent {number}")) for number in range(7))
_RECOMMEND = "How likely are you to recommend us to a friend or colleague?"
_MILESTONES = (
    "Signed Up At", "First Login At", "Activated At", "Went Live At", "90-Day Check At",
    "Setup Steps", "Setup Steps Done", "Setup Errors", "Onboarding Hours",
)  # fmt: skip
_SATISFIED = "How satisfied are you with the last weeks?"


def customers_file(customers: list[Customer]) -> Export:
    """Return one row a customer with the milestones of its set-up; the pilot's have none on record."""
    return export("onboarding_customers.csv", "customers", [_customer_row(c) for c in customers], dialect=_DASH)


def tickets_file(customers: list[Customer]) -> Export:
    """Return the help desk's tickets; a dash is what it writes for nothing."""
    draws = Draws("tickets")
    rows: list[dict[str, Cell]] = []
    for day in days():
        calm = 0.42 if day.weekday() > 4 else 1.2
        for customer in customers:
            if customer.active_on(day) and draws.chance(_asks(customer, day) * calm):
                rows.append(_ticket_row(draws, 500001 + len(rows), day, customer))
    return export("zendesk_tickets.csv", "tickets", rows, dialect=_DASH)


def survey_file(customers: list[Customer]) -> Export:
    """Return the answers of two surveys: one after going live, one twice a year."""
    draws = Draws("survey")
    answers = [*_after_going_live(draws, customers), *_twice_a_year(draws, customers)]
    answers.sort(key=lambda answer: (answer[0], answer[1].id))
    rows = [_answer_row(draws, *answer) for answer in answers]
    return export("typeform_nps.csv", "survey", rows, dialect=Dialect())


def _customer_row(customer: Customer) -> dict[str, Cell]:
    return {
        "Customer ID": customer.id,
        "Company": customer.person.company,
        "Contact Email": customer.person.email,
        "Plan": customer.plan,
        "Persona": customer.persona,
        "Channel": customer.channel,
        "Seats": customer.seats,
        **_milestones(customer.setup),
        "Cancelled At": customer.cancelled,
    }


def _milestones(setup: Setup | None) -> dict[str, Cell]:
    if setup is None:
        return dict.fromkeys(_MILESTONES)
    return {
        "Signed Up At": setup.signed,
        "First Login At": setup.first_login,
        "Activated At": setup.activated,
        "Went Live At": setup.live,
        "90-Day Check At": setup.checked,
        "Setup Steps": SETUP_STEPS,
        "Setup Steps Done": setup.steps,
        "Setup Errors": setup.errors,
        "Onboarding Hours": setup.hours,
    }


def _asks(customer: Customer, day: date) -> float:
    """Return the chance that *customer* opens a ticket on *day*."""
    new = customer.setup is not None and (day - customer.setup.signed.date()).days < 60
    return (0.034 if new else 0.0125) * (1.4 if customer.persona == market.OPERATIONS else 1.0)


def _ticket_row(draws: Draws, number: int, day: date, customer: Customer) -> dict[str, Cell]:
    created = office_time(draws, day)
    trained = since(day, market.TRAINING_PAYS, ramp_days=90)
    own_line = since(day, market.OWN_LINE) if customer.persona == market.OPERATIONS else 0.0
    first = draws.around(172 - 38 * trained - 75 * own_line, 0.7)
    at_once = draws.chance(0.615 + 0.125 * trained)
    solving = first + draws.around(30 if at_once else 1500, 0.8)
    solved = happened(created + timedelta(minutes=solving))
    row: dict[str, Cell] = {
        "Summation column": 1,
        "Id": number,
        "Requester": customer.person.first,
        "Requester external id": customer.id,
        "Assignee": draws.one(_AGENTS),
        "Tags": draws.weighed(_TOPICS),
        "Status": "Closed" if solved else "Open",
        "Priority": draws.weighed({"Normal": 7, "High": 2, "Urgent": 1}),
        "Via": draws.weighed({"Mail": 5, "Web form": 3, "Chat": 2}),
        "Created at": created,
        "Solved at": solved,
        "Satisfaction Score": _mood(draws, 0.93 if at_once else 0.72) if solved else None,
        "Reopens": 0 if at_once or draws.chance(0.6) else 1,
        "Replies": 1 if at_once else draws.whole(2, 6),
        "First reply time in minutes": round(first) if happened(created + timedelta(minutes=first)) else None,
        "Full resolution time in minutes": round(solving) if solved else None,
    }
    return row | {"Satisfaction Comment": _comment(row, round(first))}


def _comment(row: dict[str, Cell], first_reply_minutes: int) -> str | None:
    mood, replies = row["Satisfaction Score"], row["Replies"]
    if mood not in ("Good", "Bad") or not isinstance(replies, int):
        return None
    return voice.help_comment(
        str(row["Id"]), good=mood == "Good", first_reply_minutes=first_reply_minutes, replies=replies
    )


def _mood(draws: Draws, good: float) -> str:
    if not draws.chance(0.42):
        return "Offered"
    return "Good" if draws.chance(good) else "Bad"


Answer = tuple[datetime, Customer, str]


def _after_going_live(draws: Draws, customers: list[Customer]) -> list[Answer]:
    found: list[Answer] = []
    for customer in customers:
        live = customer.setup and customer.setup.live
        sent = happened(live + timedelta(days=draws.between(2, 6))) if live else None
        if sent and draws.chance(0.74):
            found.append((sent, customer, "onboarding"))
    return found


def _twice_a_year(draws: Draws, customers: list[Customer]) -> list[Answer]:
    found: list[Answer] = []
    for month in months():
        for number, customer in enumerate(customers):
            turn = (month.month + number) % 6 == 0
            sent = office_time(draws, month + timedelta(days=draws.whole(3, (next_month(month) - month).days - 1)))
            if turn and customer.active_on(sent.date()) and happened(sent) and draws.chance(0.52):
                found.append((sent, customer, "relationship"))
    return found


def _answer_row(draws: Draws, sent: datetime, customer: Customer, survey: str) -> dict[str, Cell]:
    score = _score(draws, sent.date(), customer)
    wanted = sent.date() >= date(2025, 7, 1) and score < 7 and draws.chance(0.58)
    followed = happened(sent + timedelta(days=draws.between(1, 9))) if wanted else None
    eased = 0.4 * since(sent.date(), market.TRAINING_PAYS, ramp_days=90) if survey == "onboarding" else 0.0
    return {
        "#": f"{draws.whole(0x100000, 0xFFFFFF):x}",
        _RECOMMEND: score,
        _SATISFIED: min(max(round(score / 2 + eased + draws.normal(0, 0.45)), 1), 5),
        "What is the main reason for your score?": _reason(draws, sent, customer, survey, score),
        "survey": survey,
        "customer_id": customer.id,
        "persona": customer.persona,
        "Followed up on": followed.date() if followed else None,
        "Start Date (UTC)": sent - timedelta(seconds=draws.whole(40, 400)),
        "Submit Date (UTC)": sent,
    }


def _reason(draws: Draws, sent: datetime, customer: Customer, survey: str, score: int) -> str | None:
    """Return what half of those who answer write beside their score."""
    if not draws.chance(0.5):
        return None
    draws.share()  # what was written came from here once: the scores after it stay what they were
    of = f"{customer.id} {sent:%Y-%m-%d}"
    return voice.reason(of, score=score, day=sent.date(), survey=survey, channel=customer.channel)


def _score(draws: Draws, day: date, customer: Customer) -> int:
    """Return 0–10; customers who came for a free planner are let down, quick set-ups please."""
    if customer.channel == market.META:
        return draws.weighed({10: 8, 9: 14, 8: 18, 7: 18, 6: 15, 5: 12, 4: 8, 2: 5, 0: 2})
    better = 0.6 * since(day, market.TRAINING_PAYS, ramp_days=120)
    return draws.weighed({10: 21 + 8 * better, 9: 25 + 10 * better, 8: 22, 7: 15, 6: 8 - 4 * better, 5: 5, 4: 2, 2: 1})
