"""Files of the marketing systems: web analytics, two ad systems, e-mail, social media."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sample_data.company import market
from sample_data.company.clock import FIRST_DAY, LAST_DAY, busy, days, mondays, month_number, since
from sample_data.company.draws import Draws
from sample_data.company.files import Cell, Dialect, Export, export, total
from sample_data.company.journeys import Contact

NO_SOCIAL_IN = (2025, 8)  # the connection to the networks had expired and nobody noticed for a month
_COMPACT_DAY = Dialect(day="%Y%m%d")
_GERMAN_NUMBERS = Dialect(decimal_comma=True, thousands=".", empty="--")
_META = Dialect(encoding="utf-8-sig")
_DASHES = Dialect(empty="--")
_MAILCHIMP = Dialect(empty="n/a", moment="%b %d, %Y %I:%M %p")


@dataclass(frozen=True)
class Campaign:
    """A search campaign: impressions a day, click rate, price of a click, conversions a click."""

    name: str
    impressions: float
    click_rate: float
    price: float
    conversion: float


_SEARCH = (
    Campaign("Marke | Suche", 150, 0.142, 0.84, 0.11),
    Campaign("Dienstplan | Suche", 610, 0.061, 2.45, 0.066),
    Campaign("Zeiterfassung | Suche", 520, 0.049, 2.95, 0.052),
    Campaign("Wettbewerb | Suche", 260, 0.041, 3.70, 0.038),
)
_META_CAMPAIGNS = {"Free planner, prospecting": 0.62, "Lookalike owners": 0.26, "Retargeting": 0.12}
_NETWORKS = {"LinkedIn": (1300, 5200), "Instagram": (820, 3100), "Facebook": (1900, 2100)}


def search_ads() -> list[dict[str, Cell]]:
    """Return one row a day and search campaign."""
    draws = Draws("search ads")
    return [_search_row(draws, day, campaign) for day in days() for campaign in _SEARCH]


def meta_ads() -> list[dict[str, Cell]]:
    """Return one row a day and Meta campaign, from the day on which money was first spent."""
    draws = Draws("meta ads")
    spent = [day for day in days() if market.meta_spend(day) > 0]
    return [_meta_row(draws, day, name, part) for day in spent for name, part in _META_CAMPAIGNS.items()]


def search_file(rows: list[dict[str, Cell]]) -> Export:
    """Return the campaign report, in English with German numbers: two title lines, an account total."""
    sums = [total(rows, "Cost"), int(total(rows, "Impr.")), int(total(rows, "Clicks"))]
    footer = ["Total: Account", None, None, "EUR", *sums, total(rows, "Conversions"), total(rows, "Conv. value")]
    title = ["Campaign report", f"{FIRST_DAY.day} {FIRST_DAY:%B %Y} - {LAST_DAY.day} {LAST_DAY:%B %Y}"]
    return export(
        "google_ads_campaigns.csv", "search_ads", rows, dialect=_GERMAN_NUMBERS, preamble=title, footer=[footer]
    )


def meta_file(rows: list[dict[str, Cell]]) -> Export:
    """Return the daily report with a row of account totals, without a campaign name, before each day's campaigns."""
    table: list[dict[str, Cell]] = []
    for number in range(0, len(rows), len(_META_CAMPAIGNS)):
        of_a_day = rows[number : number + len(_META_CAMPAIGNS)]
        table += [_account_total(of_a_day), *of_a_day]
    return export("meta_ads_daily.csv", "social_ads", table, dialect=_META)


def web_file(contacts: list[Contact], search: list[dict[str, Cell]], meta: list[dict[str, Cell]]) -> Export:
    """Return the web analytics by day and channel, with its preamble and a grand total."""
    draws = Draws("web 6")  # of the throws tried, one whose small channels stay readable
    clicks = _clicks(search, "Day", "Clicks", market.PAID) + _clicks(meta, "Day", "Link clicks", market.META)
    forms = Counter((c.inquiry.date(), c.channel) for c in contacts if c.inquiry)
    rows = [
        _web_row(draws, day, channel, clicks[day, channel], forms[day, channel])
        for day in days()
        for channel in market.CHANNELS
    ]
    sums = [int(total(rows, name)) for name in list(rows[0])[2:]]
    rule = "# ----------------------------------------"
    about = ["# Traffic acquisition by day", "# Account: Rosterlane GmbH", "# Property: rosterlane.example"]
    span = [f"# Start date: {FIRST_DAY:%Y%m%d}", f"# End date: {LAST_DAY:%Y%m%d}"]
    preamble = [rule, *about, rule, "#", "# All Users", *span]
    footer = [["Grand total", None, *sums]]
    return export("ga4_traffic_daily.csv", "web", rows, dialect=_COMPACT_DAY, preamble=preamble, footer=footer)


def email_file() -> Export:
    """Return one row a campaign and list, with the columns that a shop would fill left at n/a."""
    draws = Draws("email")
    rows = [
        _email_row(draws, monday + timedelta(days=1 if kind == "Tips" else 3), kind, persona)
        for week, monday in enumerate(mondays())
        for kind in (("Tips", "Product news") if week % 4 == 0 else ("Tips",))
        for persona in market.PERSONAS
    ]
    return export("mailchimp_campaigns.csv", "email", rows, dialect=_MAILCHIMP)


def social_file() -> Export:
    """Return one row a week and network; one network does not report mentions."""
    draws = Draws("social")
    weeks = [day for day in mondays() if (day.year, day.month) != NO_SOCIAL_IN]
    rows = [_social_row(draws, week, network) for week in weeks for network in _NETWORKS]
    return export("social_posts_weekly.csv", "social", rows, dialect=_DASHES)


def _search_row(draws: Draws, day: date, campaign: Campaign) -> dict[str, Cell]:
    impressions = draws.count(campaign.impressions * market.growth(day, 0.16) * busy(day))
    clicks = draws.part(impressions, campaign.click_rate * (1 + 0.003 * month_number(day)))
    price = campaign.price * (1 + 0.006 * month_number(day)) * draws.between(0.92, 1.08)
    conversions = draws.part(clicks, campaign.conversion)
    return {
        "Day": day,
        "Campaign": campaign.name,
        "Labels on Campaign": market.PAID,
        "Currency code": "EUR",
        "Cost": round(clicks * price, 2),
        "Impr.": impressions,
        "Clicks": clicks,
        "Conversions": float(conversions),
        "Conv. value": round(conversions * draws.between(118, 172), 2),
    }


def _meta_row(draws: Draws, day: date, name: str, part: float) -> dict[str, Cell]:
    spend = round(market.meta_spend(day) * part * draws.between(0.9, 1.1), 2)
    impressions = draws.count(spend / (7.4 + 0.05 * month_number(day)) * 1000)
    clicks = draws.part(impressions, 0.0112 if name != "Retargeting" else 0.021)
    return {
        "Reporting starts": FIRST_DAY,
        "Reporting ends": LAST_DAY,
        "Campaign name": name,
        "Day": day,
        "Campaign delivery": "active",
        "Reach": round(impressions * 0.91),
        "Amount spent (EUR)": spend,
        "Impressions": impressions,
        "Link clicks": clicks,
        "Results": draws.part(clicks, 0.085),
    }


def _account_total(rows: list[dict[str, Cell]]) -> dict[str, Cell]:
    spent = total(rows, "Amount spent (EUR)")
    sums: dict[str, Cell] = {name: int(total(rows, name)) for name in ("Impressions", "Link clicks", "Results")}
    reach = int(total(rows, "Reach")) * 93 // 100  # some people see two campaigns
    blank: dict[str, Cell] = {"Campaign name": None, "Campaign delivery": None}
    return {**rows[0], **blank, "Reach": reach, "Amount spent (EUR)": spent, **sums}


def _clicks(rows: list[dict[str, Cell]], day: str, column: str, channel: str) -> Counter[tuple[Cell, str]]:
    clicks: Counter[tuple[Cell, str]] = Counter()
    for row in rows:
        clicks[row[day], channel] += int(str(row[column]))
    return clicks


def _web_row(draws: Draws, day: date, channel: str, clicks: int, forms: int) -> dict[str, Cell]:
    sessions = round(clicks * draws.between(0.88, 0.96)) if clicks else 0
    if channel in (market.PAID, market.META):
        sessions = max(sessions, forms)
    else:
        sessions = max(draws.count(market.visits(day, channel)), forms)
    sent = market.form_completion(day, channel)
    return {
        "Date": day,
        "Session default channel group": channel,
        "Sessions": sessions,
        "Engaged sessions": draws.part(sessions, market.engaged(day, channel)),
        "New users": draws.part(sessions, 0.42 if channel == market.EMAIL else 0.69),
        "Form starts": forms + draws.count(forms * (1 / sent - 1)),
        "Form submits": forms,
    }


def _email_row(draws: Draws, day: date, kind: str, persona: str) -> dict[str, Cell]:
    size = {market.OWNER: 640, market.OPERATIONS: 380, market.HR: 270}[persona]
    sent = round(size * market.growth(day, 0.36) * draws.between(0.97, 1.03))
    bounces = draws.part(sent, 0.011)
    delivered = sent - bounces
    opens = draws.part(delivered, 0.37)
    better = 0.012 * since(day, date(2026, 1, 12), ramp_days=90)  # mails by persona, no longer one for all
    rate = {market.OWNER: 0.029, market.OPERATIONS: 0.036, market.HR: 0.041}[persona] + better
    clicks = draws.part(delivered, rate * draws.between(0.75, 1.25))
    return {
        "Title": f"{kind} {day:%Y-%m-%d} {persona}",
        "Subject": draws.one(("Plans, swaps and holidays", "Less paper, more sleep", "What's new, in short", "Ask us")),
        "List": persona,
        "Send Date": datetime(day.year, day.month, day.day, 9, 30),  # noqa: DTZ001 -- exports carry naive times
        "Send Weekday": f"{day:%A}",
        "Total Recipients": sent,
        "Successful Deliveries": delivered,
        "Total Bounces": bounces,
        "Unique Opens": opens,
        "Open Rate": f"{opens / delivered:.2%}",
        "Unique Clicks": clicks,
        "Click Rate": f"{clicks / delivered:.2%}",
        "Unsubscribes": draws.part(delivered, 0.0022),
        "Campaign Cost": None,
        "Transactions": None,
    }


def _social_row(draws: Draws, week: date, network: str) -> dict[str, Cell]:
    reach, followers = _NETWORKS[network]
    impressions = draws.count(reach * market.growth(week, 0.25) * draws.between(0.7, 1.35))
    likes = draws.part(impressions, 0.021)
    return {
        "Week starting": week,
        "Network": network,
        "Posts": draws.whole(2, 5),
        "Impressions": impressions,
        "Likes": likes,
        "Comments": draws.part(likes, 0.16),
        "Shares": draws.part(likes, 0.09),
        "Mentions": None if network == "Instagram" else draws.count(3.2),
        "Followers": round(followers * market.growth(week, 0.31)) + draws.whole(-6, 6),
    }
