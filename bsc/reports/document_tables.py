"""The tables of a board pack in words: actions, scores, definitions, and what must be known of the data."""

from typing import Any

from bsc.charts.figures import NO_VALUE, figure
from bsc.charts.theme import LOOKS, OVERDUE, STATES
from bsc.model.words import Unit
from bsc.reports.action_words import worked
from bsc.views.pack import Action, Defined, Pack, ScoreRow
from bsc.views.pack_reviews import Decided

Document = dict[str, Any]


def actions(pack: Pack) -> Document:
    """Return the initiatives that are open, those that are done or dropped, and the latest review."""
    return {
        "open": [_action(each) for each in pack.actions if each.state.open],
        "closed": [_action(each) for each in pack.actions if not each.state.open],
        "review": _review(pack),
    }


def _review(pack: Pack) -> Document | None:
    found = pack.reviewed
    if found is None:
        return None
    return {
        "name": found.name,
        "sentence": found.sentence,
        "decisions": [_decided(each) for each in found.decisions],
        "owed": [_decided(each) for each in found.owed],
    }


def _decided(decision: Decided) -> Document:
    return {
        "text": decision.text,
        "owner": decision.owner or "Nobody’s yet",
        "due": decision.due or NO_VALUE,
        "overdue": f"{OVERDUE} overdue" if decision.overdue else "",
        "became": decision.became,
        "review": decision.review,
        "held": decision.held,
    }


def _action(action: Action) -> Document:
    return {
        "name": action.name,
        "owner": action.owner or "no owner yet",
        "helpers": ", ".join(action.helpers),
        "state": str(action.state).capitalize(),
        "sign": STATES[action.state],
        "worked": worked(action),
        "cost": action.cost,
        "expected": list(action.expected),
        "start": action.start,
        "due": action.due or NO_VALUE,
        "overdue": f"{OVERDUE} overdue" if action.overdue else "",
        "objective": action.objective,
        "stage": action.stage,
        "note": action.note,
        "kpis": [
            {
                "name": each.name,
                "figure": each.figure,
                "glyph": LOOKS[each.status].glyph,
                "status": str(each.status),
                "color": LOOKS[each.status].light,
            }
            for each in action.kpis
        ],
    }


def scores(pack: Pack) -> list[Document]:
    """Return a row for each part of the scorecard, parents first."""
    return [_score(row) for row in pack.scores]


def _score(row: ScoreRow) -> Document:
    look = LOOKS[row.status]
    return {
        "kind": row.kind,
        "depth": row.depth,
        "name": row.name,
        "figure": row.figure,
        "target": row.target,
        "red_line": row.red_line,
        "points": figure(row.points, Unit.POINTS),
        "weight": f"{row.weight:g}" if row.parent is not None else "",
        "coverage": f"{row.coverage:.0%}",
        "status": str(row.status),
        "glyph": look.glyph,
        "color": look.light,
        "notes": ", ".join(row.notes) or ("partial" if row.partial else ""),
    }


def definitions(pack: Pack) -> list[Document]:
    """Return the KPIs by stage, in the journey's order."""
    stages = list(dict.fromkeys(each.stage for each in pack.definitions))
    return [
        {"stage": stage, "kpis": [_defined(each) for each in pack.definitions if each.stage == stage]}
        for stage in stages
    ]


def _defined(kpi: Defined) -> Document:
    return {
        "name": kpi.name,
        "where": f"{kpi.perspective} · {kpi.objective}",
        "description": kpi.description,
        "formula": kpi.formula,
        "rows": kpi.rows,
        "dataset": kpi.dataset,
        "direction": kpi.direction,
        "frequency": kpi.frequency,
        "target": kpi.target,
        "red_line": kpi.red_line,
        "owner": kpi.owner or NO_VALUE,
        "source": kpi.source,
        "benchmark": kpi.benchmark,
    }


def notes(pack: Pack) -> Document:
    """Return the datasets with how fresh they are, and the remarks by heading."""
    return {
        "datasets": [
            {
                "name": each.name,
                "rows": each.rows,
                "reaches": each.reaches,
                "word": each.word,
                "late": each.late,
                "next_step": each.next_step,
            }
            for each in pack.datasets
        ],
        "remarks": [{"heading": each.heading, "sentences": list(each.sentences)} for each in pack.remarks],
    }
