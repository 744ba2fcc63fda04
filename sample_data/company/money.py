"""Files of finance: payments, recurring revenue, costs."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sample_data.company import market
from sample_data.company.clock import (
    AS_OF,
    FIRST_DAY,
    LAST_DAY,
    month_share,
    months,
    period_end,
    season,
)
from sample_data.company.draws import Draws
from sample_data.company.files import Cell, Dialect, Export, export, total
from sample_data.company.journeys import Contact, happened
from sample_data.company.subscriptions import Customer, Movement

_STRIPE = Dialect(encoding="utf-8-sig")
_LEDGER = Dialect(thousands=",")
_PAYROLL = {"Marketing": 15800.0, "Sales": 21500.0}
_TOOLS = {
    market.ORGANIC: 2900.0, market.PAID: 900.0, market.META: 450.0, market.EMAIL: 780.0,
    market.SOCIAL: 1250.0, market.REFERRAL: 420.0, market.DIRECT: 520.0,
}  # fmt: skip


def payments_file(customers: list[Customer]) -> Export:
    """Return the payment provider's balance: charges, refunds, fees, and payouts, which are no revenue."""
    draws = Draws("payments")
    booked = [row for customer in customers for row in _charges(draws, customer)]
    booked += _payouts(booked)
    booked.sort(key=lambda row: (str(row["created_utc"]), str(row["customer_id"]), str(row["reporting_category"])))
    rows = [{"balance_transaction_id": f"txn_{100001 + number}", **row} for number, row in enumerate(booked)]
    return export("stripe_balance.csv", "payments", rows, dialect=_STRIPE)


def revenue_file(customers: list[Customer]) -> Export:
    """Return the movements of recurring revenue by month, channel and persona."""
    cells: dict[tuple[date, str, str], list[Movement]] = defaultdict(list)
    for customer in customers:
        for movement in customer.movements:
            cells[movement.month, customer.channel, customer.persona].append(movement)
    rows = [
        _revenue_row(month, channel, persona, cells[month, channel, persona])
        for month in months()
        for channel in market.CHANNELS
        for persona in market.PERSONAS
        if (month, channel, persona) in cells
    ]
    return export("mrr_movements.csv", "revenue", rows, dialect=Dialect())


def costs_file(search: list[dict[str, Cell]], meta: list[dict[str, Cell]], contacts: list[Contact]) -> Export:
    """Return the cost report by cost centre, account and channel, with its title lines and total."""
    draws = Draws("costs")
    media = _media(search, "Day", "Cost", market.PAID) | _media(meta, "Day", "Amount spent (EUR)", market.META)
    leads = _lead_shares(contacts)
    rows = [row for month in months() for row in _cost_rows(draws, month, media, leads)]
    title = ["Rosterlane GmbH", "Cost report by cost centre", f"Period: {FIRST_DAY} - {LAST_DAY}", ""]
    footer = [["Total", None, None, None, total(rows, "Amount (EUR)")]]
    return export("finance_costs.csv", "costs", rows, dialect=_LEDGER, preamble=title, footer=footer)


def _charges(draws: Draws, customer: Customer) -> list[dict[str, Cell]]:
    rows: list[dict[str, Cell]] = []
    for age, movement in enumerate(customer.movements):
        day = movement.month.replace(day=customer.billing_day)
        due = age % 12 == 0 if customer.yearly else True
        begun = customer.setup.signed.date() if customer.setup else FIRST_DAY
        if due and day >= begun and customer.active_on(day) and day < AS_OF:
            gross = round(max(movement.before, movement.after) * (10.5 if customer.yearly else 1), 2)
            rows.append(_booking(draws, day, "charge", gross, customer))
            if draws.chance(_refund_chance(customer, age)):
                rows.append(_booking(draws, day + timedelta(days=draws.whole(2, 20)), "refund", -gross, customer))
    return [row for row in rows if happened(_moment(row))]


def _refund_chance(customer: Customer, age: int) -> float:
    if age > 1:
        return 0.002
    return 0.13 if customer.channel == market.META else 0.022


def _booking(draws: Draws, day: date, category: str, gross: float, customer: Customer) -> dict[str, Cell]:
    fee = round(0.25 + 0.015 * gross, 2) if category == "charge" else 0.0
    moment = datetime(day.year, day.month, day.day, draws.whole(0, 23), draws.whole(0, 59), 7)  # noqa: DTZ001 -- UTC by its name
    return {
        "created_utc": moment,
        "currency": "eur",
        "gross": gross,
        "fee": fee,
        "net": round(gross - fee, 2),
        "reporting_category": category,
        "customer_id": customer.id,
        "description": f"{customer.plan}, {'year' if customer.yearly else 'month'}",
    }


def _moment(row: dict[str, Cell]) -> datetime | None:
    moment = row["created_utc"]
    return moment if isinstance(moment, datetime) else None


def _payouts(booked: list[dict[str, Cell]]) -> list[dict[str, Cell]]:
    """Return one payout every Monday of what came in the week before."""
    weeks: dict[date, float] = defaultdict(float)
    for row in booked:
        if moment := _moment(row):
            day = moment.date()
            weeks[day + timedelta(days=7 - day.weekday())] += float(str(row["net"]))
    return [_payout(day, round(net, 2)) for day, net in sorted(weeks.items()) if day < AS_OF and net > 0]


def _payout(day: date, net: float) -> dict[str, Cell]:
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 -- UTC by its name
    money: dict[str, Cell] = {"currency": "eur", "gross": -net, "fee": 0.0, "net": -net}
    about: dict[str, Cell] = {"reporting_category": "payout", "customer_id": None, "description": "PAYOUT"}
    return {"created_utc": midnight, **money, **about}


def _revenue_row(month: date, channel: str, persona: str, movements: list[Movement]) -> dict[str, Cell]:
    staying = [m for m in movements if not m.joined and not m.left]
    return {
        "Period end": period_end(month),
        "Channel": channel,
        "Persona": persona,
        "Customers at start": sum(not m.joined for m in movements),
        "New customers": sum(m.joined for m in movements),
        "Churned customers": sum(m.left for m in movements),
        "Customers at end": sum(not m.left for m in movements),
        "MRR at start": _euros(m.before for m in movements),
        "New MRR": _euros(m.after for m in movements if m.joined),
        "Expansion MRR": _euros(max(m.after - m.before, 0.0) for m in staying),
        "Contraction MRR": _euros(max(m.before - m.after, 0.0) for m in staying),
        "Churned MRR": _euros(m.before for m in movements if m.left),
        "MRR at end": _euros(m.after for m in movements),
    }


def _euros(amounts: Iterable[float]) -> float:
    return round(sum(amounts, 0.0), 2)


def _media(rows: list[dict[str, Cell]], day: str, column: str, channel: str) -> dict[tuple[date, str], float]:
    spent: dict[tuple[date, str], float] = defaultdict(float)
    for row in rows:
        on = row[day]
        if isinstance(on, date):
            spent[on.replace(day=1), channel] += float(str(row[column]))
    return spent


def _lead_shares(contacts: list[Contact]) -> dict[tuple[date, str], float]:
    """Return the share of a month's leads that came through a channel: how finance spreads payroll."""
    leads: dict[tuple[date, str], int] = defaultdict(int)
    for contact in contacts:
        leads[contact.created.date().replace(day=1), contact.channel] += 1
    whole = {month: sum(leads[month, channel] for channel in market.CHANNELS) for month in months()}
    return {key: count / whole[key[0]] for key, count in leads.items()}


def _cost_rows(
    draws: Draws, month: date, media: dict[tuple[date, str], float], leads: dict[tuple[date, str], float]
) -> list[dict[str, Cell]]:
    grown = market.growth(month, 0.13) * month_share(month)
    rows: list[dict[str, Cell]] = []
    for channel in market.CHANNELS:
        if spent := media.get((month, channel)):
            rows.append(_cost(month, "Marketing", "Advertising", channel, spent))
        tools = _TOOLS[channel] * grown * draws.between(0.94, 1.08) * (0.8 + 0.2 * season(month))
        rows.append(_cost(month, "Marketing", "Agencies and tools", channel, tools))
        rows += [
            _cost(month, centre, "Payroll", channel, pay * grown * leads.get((month, channel), 0.0))
            for centre, pay in _PAYROLL.items()
        ]
    service = {"Onboarding": 11800.0, "Support": 17400.0, "Product": 38600.0}
    rows += [_cost(month, centre, "Payroll", None, pay * grown) for centre, pay in service.items()]
    return [row for row in rows if row["Amount (EUR)"]]


def _cost(month: date, centre: str, account: str, channel: str | None, amount: float) -> dict[str, Cell]:
    return {
        "Posting date": period_end(month),
        "Cost centre": centre,
        "Account": account,
        "Channel": channel,
        "Amount (EUR)": round(amount, 2),
    }
