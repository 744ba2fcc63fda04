"""How customers feel along the journey: one curve for each persona, and what each of its points is made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bsc.charts.figures import figure
from bsc.charts.theme import EVIDENCE, MEASURED, UNKNOWN
from bsc.model.definitions import ALL_PERSONAS, Scorecard, Touchpoint
from bsc.model.view import View
from bsc.views.contacts import EVERYBODY, met
from bsc.views.disagreement import against_link, against_measurement
from bsc.views.emotion_scale import emotion_word, is_neutral, signed
from bsc.views.feelings import Feelings
from bsc.views.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one touchpoint adds to a point of a curve: its emotion, −2 … +2, or None where that is not known.

    `source` is "opinion", "measured", or empty; `said` says value and source in words, `evidence` and `glyph` what it
    rests on. `disagreement` is the sentence where opinion and measurement do not agree, else empty.
    """

    touchpoint_id: str
    touchpoint: str
    value: float | None
    source: str
    said: str
    evidence: str
    glyph: str
    moment_of_truth: bool
    disagreement: str = ""


@dataclass(frozen=True, kw_only=True)
class Point:
    """A curve at one stage: the mean emotion of the parts whose emotion is known; None, a gap, when none is."""

    value: float | None
    word: str
    moment_of_truth: bool
    parts: tuple[Part, ...]
    disagreements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Curve:
    """How one persona feels, a point for each stage in their order; `id` is the persona's, or `all`."""

    id: str
    name: str
    points: tuple[Point, ...]


def curves(workspace: Workspace, view: View) -> tuple[Curve, ...]:
    """Return the curve of the persona of *view*; for all customers, one of each persona that has own touchpoints.

    They are never made into one mean: what one persona likes and another hates would look as if nobody cared. Where no
    persona has a touchpoint of its own there is one curve, of all customers.
    """
    personas = shown(workspace.scorecard, view)
    return tuple(_curve(workspace, view, persona, name) for persona, name in personas)


def felt(workspace: Workspace, view: View) -> Mapping[str, float | None]:
    """Return how each touchpoint under *view* feels, -2 … +2, by its id: a persona's own as that persona feels it.

    Everybody's is as all of *view* feel it, whatever the curves of single personas say of it. None: not known.
    """
    scorecard = workspace.scorecard
    touchpoints = [each for stage in scorecard.stages for each in met(scorecard, stage.id, view.persona)]
    makers = {persona: _alone(workspace, view, persona) for persona in {each.persona for each in touchpoints}}
    return {each.id: makers[each.persona].point([each]).value for each in touchpoints}


def shown(scorecard: Scorecard, view: View) -> tuple[tuple[str, str], ...]:
    """Return the id and name of each persona that has a curve under *view*."""
    names = {each.id: each.name for each in scorecard.personas}
    if view.persona != ALL_PERSONAS:
        return ((view.persona, names.get(view.persona, view.persona)),)
    own = {each.persona for each in scorecard.touchpoints}
    return tuple((id_, name) for id_, name in names.items() if id_ in own) or ((ALL_PERSONAS, EVERYBODY),)


def _curve(workspace: Workspace, view: View, persona: str, name: str) -> Curve:
    compared = view.persona != persona
    maker = _Points(
        of_all=Feelings(workspace, view),
        of_persona=Feelings(workspace, replace(view, persona=persona)) if compared else Feelings(workspace, view),
        named=name if compared else "",
    )
    touchpoints = [met(workspace.scorecard, stage.id, persona) for stage in workspace.scorecard.stages]
    return Curve(id=persona, name=name, points=tuple(map(maker.point, touchpoints)))


def _alone(workspace: Workspace, view: View, persona: str) -> "_Points":
    """Return what makes points of touchpoints of *persona*, as it feels them and not beside others."""
    feelings = Feelings(workspace, view if persona == ALL_PERSONAS else replace(view, persona=persona))
    return _Points(of_all=feelings, of_persona=feelings, named="")


@dataclass(frozen=True)
class _Points:
    """Makes the points of one curve; `named` is the persona's name where several curves are compared."""

    of_all: Feelings
    of_persona: Feelings
    named: str

    def point(self, touchpoints: Sequence[Touchpoint]) -> Point:
        parts = tuple(map(self._part, touchpoints))
        known = [part.value for part in parts if part.value is not None]
        value = sum(known) / len(known) if known else None
        return Point(
            value=value,
            word=emotion_word(value),
            moment_of_truth=any(part.moment_of_truth for part in parts),
            parts=parts,
            disagreements=tuple(dict.fromkeys(part.disagreement for part in parts if part.disagreement)),
        )

    def _part(self, touchpoint: Touchpoint) -> Part:
        if touchpoint.emotion_kpi and (part := self._measured(touchpoint, touchpoint.emotion_kpi)):
            return part
        if touchpoint.emotion is None:
            return _made(touchpoint, None, "", "not known")
        opinion = f"{signed(touchpoint.emotion)}, opinion ({touchpoint.evidence.value})"
        without = self._why_not_measured(touchpoint)
        said = f"{opinion}; {without}" if without else opinion
        return _made(touchpoint, touchpoint.emotion, "opinion", said, next(self._links(touchpoint), ""))

    def _measured(self, touchpoint: Touchpoint, kpi_id: str) -> Part | None:
        """Return what the KPI measures; None where it cannot measure at all and there is an opinion to stand for it."""
        feelings = self.of_persona
        reading, value = feelings.reading(kpi_id), feelings.emotion(kpi_id)
        if value is None:
            if touchpoint.emotion is not None and feelings.cannot(kpi_id):
                return None
            return _made(touchpoint, None, "", f"not known: {feelings.without(kpi_id)}")
        told = figure(reading.value, reading.kpi.unit, feelings.currency)
        sentence = against_measurement(touchpoint, value, feelings.measured(kpi_id), self._of(touchpoint))
        said = f"{signed(value)}, measured: {reading.kpi.name} {told}{feelings.limits(kpi_id)}"
        return _made(touchpoint, value, "measured", said, sentence)

    def _why_not_measured(self, touchpoint: Touchpoint) -> str:
        return self.of_persona.without(touchpoint.emotion_kpi) if touchpoint.emotion_kpi else ""

    def _links(self, touchpoint: Touchpoint) -> Iterator[str]:
        """Yield where the KPIs of *touchpoint* speak against the opinion; everybody's are measured of everybody."""
        if touchpoint.emotion is None or is_neutral(touchpoint.emotion):
            return
        feelings = self.of_all if touchpoint.persona == ALL_PERSONAS else self.of_persona
        for kpi_id in touchpoint.kpis:
            if kpi_id in feelings.noticed and (
                sentence := against_link(touchpoint, feelings.measured(kpi_id), self._of(touchpoint))
            ):
                yield sentence

    def _of(self, touchpoint: Touchpoint) -> str:
        """Return whose opinion it is, where that is to be said: a touchpoint of one of several compared personas."""
        measured_of_all = touchpoint.persona == ALL_PERSONAS and not touchpoint.emotion_kpi
        return "" if measured_of_all else self.named


def _made(touchpoint: Touchpoint, value: float | None, source: str, said: str, disagreement: str = "") -> Part:
    evidence, glyph = _rests_on(touchpoint, source)
    return Part(
        touchpoint_id=touchpoint.id,
        touchpoint=touchpoint.name,
        value=value,
        source=source,
        said=said,
        evidence=evidence,
        glyph=glyph,
        moment_of_truth=touchpoint.moment_of_truth,
        disagreement=disagreement,
    )


def _rests_on(touchpoint: Touchpoint, source: str) -> tuple[str, str]:
    if source == "measured":
        return "measured", MEASURED
    if source == "opinion":
        return touchpoint.evidence.value, EVIDENCE[touchpoint.evidence]
    return "", UNKNOWN
