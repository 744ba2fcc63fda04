"""The arithmetic of scores as formulas of a spreadsheet: the same rules as `bsc.scoring`, cell by cell.

points = clamp(50 + 50 · (actual − red line) / (target − red line), 0, 100), and a step where the two are the same
score  = Σ weight · points / Σ weight, over the parts that have points
"""

from typing import Final

from bsc.model.words import Better
from bsc.scoring.judging import FULL, RED_LINE, TOLERANCE
from bsc.scoring.rollup import ON_TRACK_FROM, ROUNDING

# Names that the workbook defines, with their values: a formula says what it means.
NAMES: Final = {
    "Points_at_target": FULL,
    "Points_at_red_line": RED_LINE,
    "On_track_from_points": ON_TRACK_FROM,
    "Slack_of_levels": TOLERANCE,
    "Slack_of_points": ROUNDING,
}


def points(better: Better, actual: str, target: tuple[str, str], red_line: tuple[str, str]) -> str:
    """Return the formula for a KPI's points; *target* and *red_line* are cells, the second of each that of a range."""
    lower = _side(actual, target[0], red_line[0], upwards=better is not Better.LOWER)
    within = better is Better.WITHIN
    reached = f"MIN({lower},{_side(actual, target[1], red_line[1], upwards=False)})" if within else lower
    return f'=IF(OR({actual}="",{target[0]}=""),"",{reached})'


def _side(actual: str, target: str, red_line: str, *, upwards: bool) -> str:
    """Return the points of one line from a red line to a target, without the equals sign."""

    def reaches(level: str) -> str:
        return f">={level}-{slack}" if upwards else f"<={level}+{slack}"

    slack = f"Slack_of_levels*MAX(ABS({target}),ABS({red_line}))"
    line = f"Points_at_red_line+Points_at_red_line*({actual}-{red_line})/({target}-{red_line})"
    floor = f"IF({actual}{reaches(red_line)},Points_at_red_line,0)"
    between = f"IF({target}={red_line},0,MAX({floor},MIN(Points_at_target,{line})))"
    return f"IF({actual}{reaches(target)},Points_at_target,{between})"


def kpi_status(actual: str, target: str, reached: str) -> str:
    """Return the formula for a KPI's status from its points."""
    judged = f'IF({reached}>=Points_at_target,"On track",IF({reached}>=Points_at_red_line,"At risk","Off track"))'
    return f'=IF({actual}="","No data",IF({target}="","No target",{judged}))'


def mean(weights: str, weighted: str) -> str:
    """Return the formula for a mean: *weighted* over *weights*, both the text of a sum; empty without a weight."""
    return f'=IF({weights}=0,"",{weighted}/{weights})'


def share(weights: str, weighted: str) -> str:
    """Return the formula for a coverage: as `mean`, but 0 without a weight."""
    return f"=IF({weights}=0,0,{weighted}/{weights})"


def score_status(reached: str, off_track: str, no_target: str) -> str:
    """Return the formula for the status of a score; *off_track* and *no_target* count its parts of that status."""
    judged = f'IF({reached}<Points_at_red_line-Slack_of_points,"Off track",'
    judged += f'IF(OR({off_track}>0,{reached}<On_track_from_points-Slack_of_points),"At risk","On track"))'
    return f'=IF({reached}="",IF({no_target}>0,"No target","No data"),{judged})'
