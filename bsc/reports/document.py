"""A board pack as plain words and drawings, in the order in which HTML and PDF print them: dictionaries, lists, texts.

What the two formats print is decided here once; their templates only place it. A text is never markup.
"""

from typing import Any, Final

from bsc.charts.figures import NO_VALUE
from bsc.charts.theme import CHANGED, EVIDENCE, LOOKS
from bsc.model.words import Status
from bsc.reports.document_tables import actions, definitions, notes, scores
from bsc.reports.drawings import card_drawing, emotion_drawing, trend_drawing
from bsc.views.attention_items import Item
from bsc.views.cards import Card, Score
from bsc.views.pack import Pack, PackTrend, Section
from bsc.views.stage import Aim, Explained, StagePage

Document = dict[str, Any]
MOST_STAGES: Final = 7  # beside each other on one page
FIRST: Final = 7  # lines of attention that are said in full
_HAPPENED: Final = 4  # remarks beneath a trend, the newest ones
_SEEN: Final = 0.05  # points; less would be shown as 0.0


def document(pack: Pack) -> Document:
    """Return all that is printed of *pack*; a section that is not wanted is None."""
    return {
        **_cover(pack),
        "sections": [{"id": str(each), "heading": each.heading} for each in pack.sections],
        "legend": [_status(status) for status in Status],
        "attention": _attention(pack) if pack.has(Section.ATTENTION) else None,
        "map": _map(pack) if pack.has(Section.MAP) else None,
        "stages": [_stage(pack, page) for page in pack.stages] if pack.has(Section.STAGES) else None,
        "trends": _trends(pack) if pack.has(Section.TRENDS) else None,
        "actions": actions(pack) if pack.has(Section.ACTIONS) else None,
        "scores": scores(pack) if pack.has(Section.SCORES) else None,
        "definitions": definitions(pack) if pack.has(Section.DEFINITIONS) else None,
        "notes": notes(pack) if pack.has(Section.NOTES) else None,
    }


def _cover(pack: Pack) -> Document:
    cover = pack.cover
    return {
        "journey": cover.journey,
        "period": cover.period,
        "days": cover.days,
        "running": cover.running,
        "seen": cover.seen,
        "until": cover.until,
        "made": cover.made,
        "score": _score(cover.score),
        "counts": [{**_status(status), "count": count} for status, count in cover.score.counts],
        "stage_scores": [{"name": column.name, **_score(column.score)} for column in pack.map.columns],
        "change": f"{cover.change} since {cover.before}" if cover.change else "",
        "sentence": {**_status(cover.status), "text": cover.sentence},
        "movers": [{"name": each.name, "stage": each.stage, "points": _signed(each.points)} for each in cover.movers],
        "late": [f"{each.name}: {each.word.lower()}" for each in pack.datasets if each.late],
    }


def _score(score: Score) -> Document:
    return {
        **_status(score.status),
        "points": NO_VALUE if score.points is None else f"{score.points:.0f}",
        "coverage": f"{score.coverage:.0%}",
        "known": score.coverage,
        "worst": score.worst,
        "remark": "period not over" if score.running else "partial" if score.partial else "",
    }


def _status(status: Status) -> Document:
    look = LOOKS[status]
    return {"status": str(status), "glyph": look.glyph, "tone": look.theme_color, "color": look.light}


def _attention(pack: Pack) -> Document:
    items, gains = pack.attention.items, pack.attention.gains
    return {
        "first": [_item(each, rank) for rank, each in enumerate(items[:FIRST], 1)],
        "rest": [_item(each, rank) for rank, each in enumerate(items[FIRST:], FIRST + 1)],
        "gains": [_item(each, rank) for rank, each in enumerate(gains, 1)],
        "sentence": pack.attention.sentence,
    }


def _item(item: Item, rank: int) -> Document:
    return {
        **_status(item.status),
        "rank": rank,
        "title": item.title,
        "lead": item.lead,
        "said": " ".join(reason.sentence for reason in item.reasons),
        "kind": str(item.kind),
        "why": item.why,
    }


def _map(pack: Pack) -> Document:
    drawn = pack.map
    names = [column.name for column in drawn.columns]
    groups = _groups(len(names))
    emotions = [emotion_drawing(drawn.curves, names, first, count) for first, count in groups]
    shown = [row for row in drawn.rows if row.kind == "perspective"]
    return {
        "persona": drawn.persona,
        "groups": [
            {
                "stages": [_head(pack, at) for at in range(first, first + count)],
                "emotion": emotion
                if any(point.value is not None for each in drawn.curves for point in each.points)
                else "",
                "felt": [_felt(pack, at) for at in range(first, first + count)],
                "rows": [
                    {
                        "name": row.name,
                        "score": _score(row.score) if row.score else None,
                        "cells": [_cell(drawn.columns[at].cards[place]) for at in range(first, first + count)],
                    }
                    for place, row in enumerate(shown)
                ],
            }
            for (first, count), emotion in zip(groups, emotions, strict=True)
        ],
        "unavailable": drawn.unavailable,
        "truth": any(point.moment_of_truth for curve in drawn.curves for point in curve.points),
        "evidence": [f"{glyph} {level}" for level, glyph in EVIDENCE.items()],
    }


def _groups(count: int) -> list[tuple[int, int]]:
    """Return the stages that stand beside each other, as the first one and how many: as even as can be."""
    pages = -(-count // MOST_STAGES)
    sizes = [count // pages + (page < count % pages) for page in range(pages)]
    return [(sum(sizes[:page]), size) for page, size in enumerate(sizes)]


def _head(pack: Pack, at: int) -> Document:
    column = pack.map.columns[at]
    flow = column.flow
    return {
        "number": at + 1,
        "name": column.name,
        "score": _score(column.score),
        "reached": f"{flow.count} {flow.name}" if flow else "",
        "goes_on": f"{flow.goes_on} go on to {flow.to_name}" if flow and flow.goes_on not in {"", NO_VALUE} else "",
        "leaves": f"{flow.leaves} leave" if flow and flow.leaves not in {"", NO_VALUE} else "",
    }


def _felt(pack: Pack, at: int) -> str:
    """Return how each persona feels in one stage, in words."""
    return ", ".join(f"{curve.name}: {curve.points[at].word.lower()}" for curve in pack.map.curves)


def _cell(card: Card | None) -> Document | None:
    return card_words(card) if card else None


def card_words(card: Card) -> Document:
    """Return what is printed of *card*."""
    changed_for = f", for the {card.changed_for}" if card.changed_for else ""
    return {
        **_status(card.status),
        "name": card.name,
        "figure": card.figure,
        "change": card.change,
        "target": card.target,
        "notes": list(card.notes),
        "spark": card_drawing(card),
        "changed": card.changed,
        "changed_word": f"{CHANGED[card.changed_to]} changed{changed_for}" if card.changed_to else "",
        "more": card.more,
    }


def _stage(pack: Pack, page: StagePage) -> Document:
    flow = pack.map.columns[page.number - 1].flow
    changed = page.change
    moved = "" if changed.difference is None else f"{changed.before:.1f} → {changed.after:.1f}"
    return {
        "number": page.number,
        "name": page.stage.name,
        "goal": page.stage.goal,
        "owner": page.stage.owner,
        "score": _score(page.score),
        "missing": ", ".join(page.missing),
        "before": page.before,
        "moved": f"{moved} ({_signed(changed.difference)} points)" if changed.difference is not None else "",
        "panels": [
            {
                "name": panel.perspective.label,
                "score": _score(panel.score) if panel.aims else None,
                "aims": [_aim(aim) for aim in panel.aims],
            }
            for panel in page.panels
        ],
        "explained": [_explained(line) for line in page.explained],
        "flow": [flow.sentence, *filter(None, (flow.apart,)), *flow.notes] if flow and flow.sentence else [],
        "truths": [each.name for each in page.touchpoints if each.moment_of_truth],
    }


def _aim(aim: Aim) -> Document:
    return {
        "name": aim.name,
        "owner": aim.owner or "no owner yet",
        "score": _score(aim.score),
        "cards": [card_words(card) for card in aim.cards],
    }


def _explained(line: Explained) -> Document:
    known = line.points is not None
    return {
        **_status(line.status),
        "name": line.name,
        "points": f"{line.points:.0f}" if line.points is not None else NO_VALUE,
        "weight": f"{line.weight * 100:.1f}%",
        "adds": f"{line.adds:.1f}" if known else NO_VALUE,
        "costs": _signed(-line.lost) if known else NO_VALUE,
        "since": NO_VALUE if line.effect is None else _signed(line.effect),
    }


def _trends(pack: Pack) -> list[Document]:
    """Return the trends by stage, in the journey's order."""
    stages = list(dict.fromkeys(each.stage for each in pack.trends))
    return [
        {"stage": stage, "items": [_trend(each) for each in pack.trends if each.stage == stage]} for stage in stages
    ]


def _trend(trend: PackTrend) -> Document:
    newest = trend.happened[-_HAPPENED:]
    return {
        **card_words(trend.card),
        "where": f"{trend.perspective.label} · {trend.objective}",
        "drawing": trend_drawing(trend),
        "sentences": list(trend.sentences),
        "said": " ".join(trend.sentences),
        "happened": [{"letter": each.letter, "said": each.sentence} for each in newest],
        "points": [
            {
                "label": each.label,
                "figure": each.figure,
                "target": each.target_words,
                "red_line": each.red_line_words,
                "note": each.note,
                **_status(each.status),
            }
            for each in trend.points
        ],
    }


def _signed(points: float) -> str:
    """Return *points* with a sign and one decimal; nothing that would be shown as 0.0 has a sign."""
    if abs(points) < _SEEN:
        return "0.0"
    return f"{'+' if points > 0 else '−'}{abs(points):.1f}"
