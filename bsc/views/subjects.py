"""Everything that can be spoken of, by name: what a note, an agenda's item or an initiative may be about."""

from collections.abc import Iterable, Iterator

from bsc.model.definitions import Scorecard
from bsc.model.review import Review
from bsc.model.subject import Subject, SubjectKind
from bsc.model.words import Perspective


def subject_names(defined: Scorecard, reviews: Iterable[Review]) -> dict[Subject, str]:
    """Return the name of all that is *defined*, in the scorecard's order, and of the *reviews*."""
    return dict(_named(defined, reviews))


def _named(defined: Scorecard, reviews: Iterable[Review]) -> Iterator[tuple[Subject, str]]:
    of = Subject.of
    yield of(SubjectKind.JOURNEY), defined.journey.name
    for stage in defined.stages:
        yield of(SubjectKind.STAGE, stage.id), stage.name
        for each in Perspective:
            yield of(SubjectKind.CELL, stage.id, each), f"{stage.name} · {each.label}"
    for kind, section in (
        (SubjectKind.PERSONA, defined.personas),
        (SubjectKind.OBJECTIVE, defined.objectives),
        (SubjectKind.KPI, defined.kpis),
        (SubjectKind.TOUCHPOINT, defined.touchpoints),
        (SubjectKind.INITIATIVE, defined.initiatives),
    ):
        yield from ((of(kind, each.id), each.name) for each in section)
    yield from ((of(SubjectKind.DATASET, each.id), each.label) for each in defined.datasets)
    called = {each.id: each.name for each in defined.objectives}
    for cause in defined.objectives:
        for effect in cause.drives:
            yield of(SubjectKind.ARROW, cause.id, effect), f"{cause.name} → {called[effect]}"
    yield from ((of(SubjectKind.REVIEW, each.id), each.name) for each in reviews)
