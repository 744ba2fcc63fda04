"""Files about the company's own people: training, editorial plan, experiments."""

from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.company import market
from sample_data.company.clock import LAST_DAY, month_number, months, next_month, period_end, since
from sample_data.company.draws import Draws
from sample_data.company.files import Cell, Dialect, Export, export
from sample_data.company.journeys import happened, office_time
from sample_data.company.people import colleague

_UTF16_TAB = Dialect(delimiter="\t", encoding="utf-16", line_end="\r\n", empty="--")
_GERMAN_SHEET = Dialect(delimiter=";", encoding="cp1252", decimal_comma=True, line_end="\r\n", day="%d.%m.%Y")
_THEMES = ("Pläne, die halten", "Urlaub fair verteilt", "Der erste Dienstplan", "Übergabe leicht gemacht")
_FORMATS = {"Article": 5, "Checklist": 2, "Video": 1.5, "Customer story": 1.3}
_AREAS = {"Awareness": 1.5, "Interest": 1.9, "Purchase": 1.2, "Onboarding": 0.9}


@dataclass(frozen=True)
class Team:
    """A team: its people, the hours each learns in a month, the share certified; at the start and at the end."""

    name: str
    people: tuple[int, int]
    hours: float
    certified: tuple[float, float]


_TEAMS = (
    Team("Marketing", (9, 13), 1.5, (0.30, 0.55)),
    Team("Sales", (10, 15), 1.2, (0.40, 0.62)),
    Team("Onboarding", (7, 12), 1.1, (0.28, 0.42)),
    Team("Support", (9, 16), 1.0, (0.25, 0.40)),
    Team("Product", (12, 16), 1.7, (0.35, 0.50)),
)
_DRIVEN = ("Onboarding", "Support")


def training_file() -> Export:
    """Return one row a month and person: hours learned, courses passed, whether certified, how confident."""
    draws = Draws("training")
    rows = [row for number, team in enumerate(_TEAMS) for row in _team_rows(draws, 100 * (number + 1), team)]
    rows.sort(key=lambda row: (str(row["Report date"]), str(row["Employee ID"])))
    return export("lms_training.tsv", "training", rows, dialect=_UTF16_TAB)


def content_file() -> Export:
    """Return the editorial plan: what was planned and when it came out, in a German spreadsheet's hand."""
    draws = Draws("content")
    rows: list[dict[str, Cell]] = []
    for month in months():
        for number in range(13 if month.month != 8 else 8):
            planned = month + timedelta(days=1 + 2 * number + (number > 6))
            if planned < next_month(month) and planned <= LAST_DAY:
                rows.append(_content_row(draws, planned))
    return export("editorial_plan.csv", "content", rows, dialect=_GERMAN_SHEET)


def experiments_file() -> Export:
    """Return the experiments: where, when, and whether they taught something."""
    draws = Draws("experiments")
    rows: list[dict[str, Cell]] = []
    for month in months():
        for area, often in _AREAS.items():
            for _ in range(max(draws.count(often * (1 + 0.018 * month_number(month))), month.month % 3 == 0)):
                started = month + timedelta(days=draws.whole(0, 27))
                if started <= LAST_DAY:
                    rows.append(_experiment_row(draws, len(rows), started, area))
    return export("experiment_log.csv", "experiments", rows)


def _team_rows(draws: Draws, first_id: int, team: Team) -> list[dict[str, Cell]]:
    names = [colleague(draws) for _ in range(team.people[1])]
    ease = [(7 * number % len(names) + 0.5) / len(names) for number in range(len(names))]  # the order of certificates
    rows: list[dict[str, Cell]] = []
    for month in months():
        age = month_number(month)
        size = round(team.people[0] + (team.people[1] - team.people[0]) * age / 32)
        report = period_end(month)
        for number in range(size):
            learner: dict[str, Cell] = {"Report date": report, "Employee ID": f"E{first_id + number}"}
            rows.append(learner | {"Employee name": names[number]} | _learning(draws, team, report, ease[number]))
    return rows


def _learning(draws: Draws, team: Team, report: date, ease: float) -> dict[str, Cell]:
    drive = _drive(report) if team.name in _DRIVEN else 0.0
    hours = draws.around(team.hours * 1.55 + 7.0 * drive, 0.45)
    active = draws.chance(0.58 + 0.004 * month_number(report) + 0.3 * drive)
    begun, now = team.certified
    later = 0.40 * since(report, market.TRAINING_DRIVE[0], ramp_days=120) if team.name in _DRIVEN else 0.0
    certified = ease < begun + (now - begun) * month_number(report) / 32 + later
    return {
        "Team": team.name,
        "Learning hours": f"{hours:.1f}" if active else "0.0",
        "Courses passed": draws.part(3, 0.3) if active else 0,
        "Certified": "Yes" if certified else "No",
        "Self-rated confidence": round(min(max(draws.normal(3.3 + 0.5 * certified, 0.6), 1), 5)) if active else None,
    }


def _drive(day: date) -> float:
    """Return how strongly the training drive of autumn 2025 runs on *day*."""
    begun, ended = market.TRAINING_DRIVE
    return 1.0 if begun <= day < ended else 0.32 * since(day, ended)


def _content_row(draws: Draws, planned: date) -> dict[str, Cell]:
    slipped = 0.24 - 0.08 * since(planned, date(2025, 9, 1), ramp_days=90)
    late = draws.whole(1, 12) if draws.chance(slipped) else 0
    out = happened(office_time(draws, planned + timedelta(days=late)))
    kind = draws.weighed(_FORMATS)
    heavy = 0.45 if kind == "Video" else 0.0
    lighter = 0.75 * since(planned, date(2025, 11, 15), ramp_days=60)
    return {
        "Title": f"{kind}: {draws.one(_THEMES)}",
        "Format": kind,
        "Persona": draws.weighed({market.OWNER: 5, market.OPERATIONS: 3, market.HR: 2}),
        "Planned on": planned,
        "Published on": out.date() if out else None,
        "Load time (s)": max(draws.normal(2.95 + heavy - lighter, 0.35), 0.8) if out else None,
        "Views": draws.count(240 * market.growth(planned, 0.25)) if out else None,
    }


def _experiment_row(draws: Draws, number: int, started: date, area: str) -> dict[str, Cell]:
    ended = happened(office_time(draws, started + timedelta(days=draws.whole(12, 26))))
    result = draws.weighed({"Won": 34, "Lost": 27, "Inconclusive": 39 - 14 * since(started, date(2026, 1, 1))})
    uplift = {"Won": draws.between(0.02, 0.16), "Lost": draws.between(-0.12, -0.02)}.get(result)
    return {
        "Experiment": f"EXP-{number + 1:03d}",
        "Area": area,
        "Persona": draws.weighed({"all": 5, market.OWNER: 3, market.OPERATIONS: 1, market.HR: 1}),
        "Started on": started,
        "Ended on": ended.date() if ended else None,
        "Result": result if ended else None,
        "Uplift": f"{uplift:.1%}" if ended and uplift is not None else "n/a",
    }
