"""Days and moments as people read them: the same form everywhere on the pages."""

from datetime import date, datetime


def day(of: date) -> str:
    """Return a day for people: `1 Mar 2024`."""
    return f"{of.day} {of:%b %Y}"


def moment(at: datetime) -> str:
    """Return a moment for people, to the minute: `1 Mar 2024, 14:05`."""
    return f"{day(at)}, {at:%H:%M}"


def days(period: tuple[date, date] | None) -> str:
    """Return a period for people, its last day included: `1 Mar 2024 – 18 Nov 2026`, `1 – 31 Aug 2026`."""
    if period is None:
        return "none stated"
    first, last = period
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {day(last)}"
    return f"{f'{first.day} {first:%b}' if first.year == last.year else day(first)} – {day(last)}"
