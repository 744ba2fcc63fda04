"""One touchpoint: everything that is said of it with the evidence, how it feels and who says so, and its KPIs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bsc.model.definitions import ALL_PERSONAS, Touchpoint
from bsc.model.view import View
from bsc.model.words import Evidence
from bsc.views.cards import NOT_AVAILABLE, SPARKLINE_PERIODS, Card, card
from bsc.views.contacts import persona_name
from bsc.views.emotion import Part
from bsc.views.emotion_scale import emotion_word, signed
from bsc.views.journey_map import journey_map
from bsc.views.signals import variations
from bsc.views.voice import touchpoint_of
from bsc.views.workspace import Workspace

SAID = {
    "wants": "Wants",
    "does": "Does",
    "asks": "Asks",
    "pains": "Pains",
    "delights": "Delights",
    "personalization": "Could be personal",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that is said of the touchpoint, and the evidence behind it."""

    text: str
    evidence: Evidence


@dataclass(frozen=True, kw_only=True)
class Feeling:
    """How the touchpoint feels: as a word, what says so, and the sentence where opinion and measurement differ."""

    word: str
    said: tuple[str, ...]
    disagreement: str = ""


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A KPI beside the touchpoint, and whose values these are where not those of the view."""

    card: Card
    of: str = ""


@dataclass(frozen=True, kw_only=True)
class TouchpointPage:
    """A touchpoint in one period: where it stands, what is said of it by kind, how it feels, the KPIs beside it."""

    touchpoint: Touchpoint
    period: str
    stage: str
    persona: str
    lines: tuple[tuple[str, tuple[Line, ...]], ...]
    feeling: Feeling
    watched: tuple[Watched, ...]


def touchpoint_page(workspace: Workspace, view: View, touchpoint_id: str) -> TouchpointPage:
    """Return the page of the touchpoint called *touchpoint_id* in *view*; raises NotFound when there is none."""
    return workspace.kept(f"touchpoint {touchpoint_id}", view, lambda: _page(workspace, view, touchpoint_id))


def _page(workspace: Workspace, view: View, touchpoint_id: str) -> TouchpointPage:
    touchpoint = touchpoint_of(workspace, touchpoint_id)
    return TouchpointPage(
        touchpoint=touchpoint,
        period=workspace.calendar.label(workspace.period(view)),
        stage=workspace.stage(touchpoint.stage).name,
        persona=persona_name(workspace.scorecard, touchpoint.persona),
        lines=tuple(_lines(touchpoint)),
        feeling=_feeling(touchpoint, _part(workspace, view, touchpoint)),
        watched=tuple(_watched(workspace, view, touchpoint)),
    )


def _lines(touchpoint: Touchpoint) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for field, word in SAID.items():
        if entries := getattr(touchpoint, field):
            yield word, tuple(Line(text=each.text, evidence=touchpoint.evidence_of(each)) for each in entries)


def _part(workspace: Workspace, view: View, touchpoint: Touchpoint) -> Part | None:
    """Return what the touchpoint adds to the emotion curve: of its own persona's, or else of the first that has it."""
    drawn = sorted(journey_map(workspace, view).curves, key=lambda curve: curve.id != touchpoint.persona)
    parts = (part for curve in drawn for point in curve.points for part in point.parts)
    return next((part for part in parts if part.touchpoint_id == touchpoint.id), None)


def _feeling(touchpoint: Touchpoint, part: Part | None) -> Feeling:
    thought = touchpoint.emotion
    opinion = () if thought is None else (f"{signed(thought)}, opinion ({touchpoint.evidence.value})",)
    if part is None:
        return Feeling(word=emotion_word(thought), said=opinion or ("not known",))
    said = (part.said, *opinion) if part.source == "measured" else (part.said,)
    return Feeling(word=emotion_word(part.value), said=said, disagreement=part.disagreement)


def _watched(workspace: Workspace, view: View, touchpoint: Touchpoint) -> Iterator[Watched]:
    """Yield the KPIs as they are for the touchpoint's own persona; as the view has them where that is not known."""
    kpis = [kpi for kpi in dict.fromkeys((*touchpoint.kpis, touchpoint.emotion_kpi or "")) if kpi]
    if touchpoint.persona in {ALL_PERSONAS, view.persona}:
        yield from (Watched(card=each) for each in _cards(workspace, view, kpis))
        return
    own = _cards(workspace, replace(view, persona=touchpoint.persona), kpis)
    for theirs, everybodys in zip(own, _cards(workspace, view, kpis), strict=True):
        known = NOT_AVAILABLE not in theirs.notes
        whose = persona_name(workspace.scorecard, touchpoint.persona if known else view.persona)
        yield Watched(card=theirs if known else everybodys, of=whose)


def _cards(workspace: Workspace, view: View, kpis: Sequence[str]) -> list[Card]:
    period = workspace.period(view)
    varied = variations(workspace, view, period)
    series = workspace.series(view, map(workspace.kpi, kpis), workspace.calendar.last(period, SPARKLINE_PERIODS))
    return [card(series[kpi], workspace.currency, changed=varied[kpi].changed) for kpi in kpis]
