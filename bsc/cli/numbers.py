"""`bsc actuals`, `bsc scores`, `bsc check`: the numbers without a browser."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import click

from bsc.cli.company import Company, conditions, pass_company
from bsc.cli.printing import actuals_text, attention_text, say, say_json, scores_text
from bsc.errors import BscError, NotFound
from bsc.model.definitions import Kpi
from bsc.model.fence import PERSONA
from bsc.model.periods import YEARS, Grain, Period
from bsc.model.view import View
from bsc.model.words import Status
from bsc.views.attention import attention
from bsc.views.attention_document import attention_document
from bsc.views.machine import Asked, actual_document, actual_rows, actuals_csv, refusals, scores_document
from bsc.views.workspace import Workspace


class _Day(click.DateTime):
    """A day in the years that periods have names in."""

    name = "day"

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401 -- click's own signature
        """Return the day that *value* is, fails with a sentence on another."""
        day: datetime = super().convert(value, param, ctx)
        if day.year not in YEARS and day.date() != date(YEARS.stop, 1, 1):
            self.fail(f"{day.date()} is not in the years {YEARS.start} to {YEARS[-1]}", param, ctx)
        return day


_DAY = _Day()
_GRAINS = click.Choice([grain.value for grain in Grain])

_where = click.option(
    "--where",
    "filters",
    multiple=True,
    metavar="DIMENSION=VALUE",
    callback=conditions,
    help="Only rows with this value; repeat it for more.",
)
_period = click.option("--period", "named", metavar="PERIOD", help="2026, 2026-Q3, 2026-08, 2026-W33 or 2026-08-14.")


@click.command()
@click.option("--kpi", "kpi_ids", multiple=True, metavar="ID", help="A KPI; repeat it for more. Default: all.")
@click.option("--grain", type=_GRAINS, default=Grain.MONTH.value, show_default=True, help="How long a period is.")
@click.option("--start", type=_DAY, metavar="DATE", help="The first day. Default: the first with rows.")
@click.option("--end", type=_DAY, metavar="DATE", help="The day after the last. Default: the last with rows.")
@_where
@click.option("--format", "form", type=click.Choice(["csv", "json"]), help="For programs.")
@pass_company
def actuals(  # noqa: PLR0913, PLR0917 -- one argument for each option
    company: Company,
    kpi_ids: tuple[str, ...],
    grain: str,
    start: datetime | None,
    end: datetime | None,
    filters: dict[str, tuple[str, ...]],
    form: str | None,
) -> None:
    """Write the value of each KPI in each period; a gap is a row without a value."""
    with company.workspace() as workspace:
        kpis = [workspace.kpi(kpi_id) for kpi_id in kpi_ids] or list(workspace.scorecard.kpis)
        _say_refused(workspace, kpis, asked_for=kpi_ids)
        asked = Asked(
            grain=Grain(grain),
            start=start.date() if start else None,
            end=end.date() if end else None,
            filters=known_filters(workspace, filters),
        )
        rows = actual_rows(workspace, kpis, asked)
        match form:
            case "csv":
                click.echo(actuals_csv(rows), nl=False)
            case "json":
                say_json([actual_document(row) for row in rows])
            case _:
                say(actuals_text(workspace, rows))


@click.command()
@_period
@click.option("--grain", type=_GRAINS, help="How long a period is. Default: the named period's own, else month.")
@_where
@click.option("--format", "form", type=click.Choice(["json"]), help="For programs.")
@pass_company
def scores(
    company: Company, named: str | None, grain: str | None, filters: dict[str, tuple[str, ...]], form: str | None
) -> None:
    """Write the scores of a period, from the journey down to the KPIs. Default: the last complete period."""
    with company.workspace() as workspace:
        _say_refused(workspace, workspace.scorecard.kpis)
        period = asked_period(workspace, named, grain)
        journey = workspace.tree(View(grain=period.grain, filters=known_filters(workspace, filters)), period)
        if form == "json":
            say_json(scores_document(journey, period))
        else:
            say(f"{workspace.calendar.label(period)}\n\n{scores_text(workspace, journey)}")


@click.command()
@_period
@click.option("--grain", type=_GRAINS, help="How long a period is. Default: the named period's own, else month.")
@_where
@click.option("--format", "form", type=click.Choice(["json"]), help="For programs.")
@pass_company
@click.pass_context
def check(  # noqa: PLR0913, PLR0917 -- one argument for each option
    ctx: click.Context,
    company: Company,
    named: str | None,
    grain: str | None,
    filters: dict[str, tuple[str, ...]],
    form: str | None,
) -> None:
    """Say what needs attention in a period, first things first. The exit status is 1 when a KPI is off track."""
    with company.workspace() as workspace:
        _say_refused(workspace, workspace.scorecard.kpis)
        period = asked_period(workspace, named, grain)
        view = View(grain=period.grain, filters=known_filters(workspace, filters))
        kpis, found = workspace.tree(view, period).kpis(), attention(workspace, view, period)
        if form == "json":
            say_json(attention_document(found, period))
        else:
            say(attention_text(found, workspace.calendar.label(period), kpis))
    ctx.exit(1 if any(node.status is Status.OFF_TRACK for node in kpis) else 0)


def _say_refused(workspace: Workspace, kpis: Sequence[Kpi], *, asked_for: Collection[str] = ()) -> None:
    """Say which of *kpis* cannot be computed, on standard error; raises BscError when they were asked for by name."""
    sentences = [f"KPI `{kpi_id}` has no values: {problem}" for kpi_id, problem in refusals(workspace, kpis).items()]
    if sentences and asked_for:
        raise BscError("\n".join(sentences))
    for sentence in sentences:
        click.echo(f"bsc: {sentence}", err=True)


def asked_period(workspace: Workspace, named: str | None, grain: str | None) -> Period:
    """Return the period called *named*, at *grain* where that is given; without a name the last complete one."""
    wanted = Grain(grain) if grain else None
    return workspace.calendar.parse(named, wanted) if named else workspace.default_period(wanted or Grain.MONTH)


def known_filters(workspace: Workspace, filters: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Return *filters* after a look that every dimension is defined; raises NotFound with the nearest one."""
    known = {dimension for dataset in workspace.scorecard.datasets for dimension in dataset.dimensions}
    for dimension in filters:
        if dimension not in known | ({PERSONA} if workspace.scorecard.personas else set()):
            raise NotFound("dimension", dimension, known)
    return filters
