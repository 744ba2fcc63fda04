"""`bsc report`: the board pack as a file."""

from datetime import datetime
from pathlib import Path
from typing import cast

import click

from bsc.cli.company import Company, conditions, pass_company
from bsc.cli.numbers import asked_period, known_filters
from bsc.cli.printing import say
from bsc.cli.progress import ProgressLine
from bsc.errors import BscError, NotFound
from bsc.intake.progress import Progress
from bsc.model.definitions import ALL_PERSONAS
from bsc.model.periods import Grain
from bsc.model.view import View
from bsc.reports.formats import FORMATS, Ending, file_name, report
from bsc.views.board_pack import board_pack
from bsc.views.pack import Section, Wanted
from bsc.views.trend import WINDOWS
from bsc.views.workspace import Workspace

_SECTIONS = [each.value for each in Section]


@click.command("report")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="Default: what FILE ends on, else pdf.")
@click.option(
    "-o", "--output", "file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Default: the journey and the period, here.",
)  # fmt: skip
@click.option("--period", "named", metavar="PERIOD", help="2026, 2026-Q3, 2026-08, 2026-W33 or 2026-08-14.")
@click.option(
    "--grain", type=click.Choice([grain.value for grain in Grain]),
    help="How long a period is. Default: the named period's own, else month.",
)  # fmt: skip
@click.option("--persona", default=ALL_PERSONAS, show_default=True, metavar="ID", help="Whose figures they are.")
@click.option(
    "--where", "filters", multiple=True, metavar="DIMENSION=VALUE", callback=conditions,
    help="Only rows with this value; repeat it for more.",
)  # fmt: skip
@click.option("--section", "sections", multiple=True, type=click.Choice(_SECTIONS), help="Only these. Default: all.")
@click.option(
    "--window", type=click.Choice([str(each) for each in WINDOWS]), default=str(Wanted().window), show_default=True,
    help="How many periods a trend shows.",
)  # fmt: skip
@click.option("--forecast/--no-forecast", default=True, help="Whether trends show what is likely to come.")
@pass_company
def report_file(  # noqa: PLR0913, PLR0917 -- one argument for each option
    company: Company,
    form: Ending | None,
    file: Path | None,
    named: str | None,
    grain: str | None,
    persona: str,
    filters: dict[str, tuple[str, ...]],
    sections: tuple[str, ...],
    window: str,
    forecast: bool,
) -> None:
    """Write the board pack of a period as a file. Default: the last complete period."""
    ending = form or _ending_of(file)
    wanted = Wanted(
        sections=tuple(Section(each) for each in sections) or tuple(Section), window=int(window), forecasts=forecast
    )
    line, made = ProgressLine(), datetime.now().astimezone()
    with company.workspace() as workspace:
        if not workspace.scorecard.kpis:
            raise BscError("no KPI is defined yet: a board pack would be empty – begin with `bsc apply` or `bsc demo`")
        view = _view(workspace, named, grain, persona, filters)
        pack = board_pack(workspace, view, wanted, made=made, watch=line)
        line(Progress(step=f"writing {FORMATS[ending].name}", share=0.95))
        content = report(pack, ending, made)
    line.clear()
    _write(file or Path(file_name(pack, ending)), content)


def _ending_of(file: Path | None) -> Ending:
    if file is None:
        return "pdf"
    ending = file.suffix.removeprefix(".").casefold()
    if ending not in FORMATS:
        raise BscError(
            f"{file} says by its ending no format – end it on {', '.join(FORMATS)}, or name one with --format"
        )
    return cast("Ending", ending)


def _view(
    workspace: Workspace, named: str | None, grain: str | None, persona: str, filters: dict[str, tuple[str, ...]]
) -> View:
    personas = [ALL_PERSONAS, *(each.id for each in workspace.scorecard.personas)]
    if persona not in personas:
        raise NotFound("persona", persona, personas)
    period = asked_period(workspace, named, grain)
    known = known_filters(workspace, filters)
    return View(persona=persona, filters=known, period=workspace.calendar.name(period), grain=period.grain)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise BscError(f"{file} cannot be written: {error.strerror}") from error
    say(f"{file}: {len(content) / 1000:,.0f} kB")
