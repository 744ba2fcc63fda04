"""The minutes of a review as files: PDF, one HTML page, Markdown. Every text in them is a value, never markup."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from bsc.charts.theme import LOOKS
from bsc.model.words import Status
from bsc.reports.filling import style, templates
from bsc.reports.printing import AUTHOR, COLORS, breakable
from bsc.views.minutes import Minutes

Ending = Literal["pdf", "html", "md"]
ENDINGS: Final[tuple[Ending, ...]] = ("pdf", "html", "md")
_HERE: Final = Path(__file__).parent
TEMPLATE: Final = _HERE / "templates" / "minutes.typ"
FONTS: Final = _HERE / "fonts"
_ANYWHERE: Final = re.compile(r"([\\`*_\[\]<>|~&$])")  # what Markdown reads inside a line
_FIRST: Final = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)](?:\s|$)))")  # and what it reads at the beginning of one


def minutes_file(minutes: Minutes, ending: Ending, made: datetime | None = None) -> bytes:
    """Return *minutes* as the bytes of a file with *ending*; *made* is the moment in a PDF's properties."""
    match ending:
        case "pdf":
            return _pdf(minutes, made)
        case "html":
            return _html(minutes).encode()
        case "md":
            return markdown(minutes).encode()


def minutes_name(minutes: Minutes, ending: Ending) -> str:
    """Return the name of the file: `minutes-review-of-oct-2026.pdf`, in letters that every system takes."""
    plain = unicodedata.normalize("NFKD", minutes.name).encode("ascii", "ignore").decode().casefold()
    return f"{'-'.join(filter(None, ('minutes', re.sub(r'[^a-z0-9]+', '-', plain).strip('-'))))}.{ending}"


def handed(minutes: Minutes) -> dict[str, Any]:
    """Return what the templates are given of *minutes*: texts, lists, and how each status looks."""
    looks = {
        status.value: {"glyph": look.glyph, "color": look.light} for status, look in ((s, LOOKS[s]) for s in Status)
    }
    document = {**asdict(minutes), "is_draft": minutes.is_draft, "looks": looks, "colors": COLORS, "author": AUTHOR}
    for kpi in document["kpis"]:
        kpi["perspective"] = kpi["perspective"].label
    return document


def _pdf(minutes: Minutes, made: datetime | None) -> bytes:
    import typst  # noqa: PLC0415 -- a typesetter of 40 MB, which only this needs

    document = {**breakable(handed(minutes)), "looks": handed(minutes)["looks"], "colors": COLORS}
    pages: bytes = typst.compile(
        str(TEMPLATE),
        font_paths=[str(FONTS)],
        format="pdf",
        sys_inputs={"minutes": json.dumps(document, ensure_ascii=False)},
        timestamp=made,
    )
    return pages


def _html(minutes: Minutes) -> str:
    return templates().get_template("minutes.html").render(**handed(minutes), style=style("minutes.css"))


def markdown(minutes: Minutes) -> str:
    """Return *minutes* as Markdown (CommonMark), in which every text shows as it is."""
    return "\n".join(_lines(minutes)).rstrip() + "\n"


def _lines(minutes: Minutes) -> Iterator[str]:
    yield f"# {_text(minutes.name)}"
    yield ""
    yield _text(" · ".join(filter(None, (minutes.kind, minutes.journey, minutes.held, minutes.period, minutes.seen))))
    if minutes.is_draft:
        yield from ("", "**Draft: the review goes on still.**")
    if minutes.attendees:
        yield from ("", f"**Who took part:** {_text(', '.join(minutes.attendees))}")
    yield from ("", "## Decisions", "")
    yield from _decisions(minutes)
    if minutes.notes:
        yield from ("", "## Notes", "", _text(minutes.notes))
    yield from ("", "## Agenda")
    for group in minutes.agenda:
        yield from ("", f"### {_text(group.heading)}", "")
        for item in group.items:
            said = " ".join(filter(None, (f"**{_text(item.title)}**", _one_line(item.sentence))))
            yield f"- {'☑' if item.done else '☐'} {said}"
            if item.note:
                yield f"  - {_one_line(item.note)}"
    yield from ("", "## Figures as they were seen", "", _text(minutes.headline), "", _text(minutes.standing), "")
    yield from _figures(minutes)
    if minutes.closed:
        yield from ("", f"{_text(minutes.closed)}.")


def _decisions(minutes: Minutes) -> Iterator[str]:
    if not minutes.decisions:
        yield "Nothing was decided."
    for number, each in enumerate(minutes.decisions, 1):
        whose = _text(each.owner or "nobody's yet")
        yield f"{number}. **{_one_line(each.text)}** ({whose}) – {_one_line(each.became)}"


def _figures(minutes: Minutes) -> Iterator[str]:
    yield "| Score | Points | Known | Status |"
    yield "|---|---:|---:|---|"
    for score in minutes.scores:
        yield f"| {_one_line(score.name)} | {score.points} | {score.coverage} | {_status(score.status)} |"
    yield ""
    yield "| KPI | Stage | Value | Target | Red line | Status | Change |"
    yield "|---|---|---:|---:|---:|---|---|"
    for kpi in minutes.kpis:
        cells = (kpi.name, kpi.stage, kpi.value, kpi.target, kpi.red_line)
        yield f"| {' | '.join(map(_one_line, cells))} | {_status(kpi.status)} | {_one_line(kpi.changed)} |"


def _status(status: Status) -> str:
    return f"{LOOKS[status].glyph} {status}"


def _one_line(text: str) -> str:
    return _text(" ".join(text.split()))


def _text(text: str) -> str:
    """Return *text* with a backslash before each sign that Markdown reads; a new line stays one."""
    return "  \n".join(_line(_ANYWHERE.sub(r"\\\1", line)) for line in text.splitlines())


def _line(line: str) -> str:
    """Return *line* so that its beginning makes neither a heading nor a list."""
    begun = _FIRST.match(line)
    if begun is None:
        return line
    sign, rest = begun[2], line[begun.end() :]
    return f"{begun[1]}{sign}\\{rest}" if sign.isdigit() else f"{begun[1]}\\{sign}{rest}"
