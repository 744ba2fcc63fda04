"""What of the definitions may be seen within a fence: nothing that is set for, or names, another segment.

What must stay for the scores to be what they are (the names of stages, objectives, KPIs, touchpoints) stays as it is
written: `names_beyond` tells who makes a link which of them name another segment.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from bsc.model.definitions import ALL_PERSONAS, Comments, Dataset, Initiative, Kpi, Scorecard, Target, Touchpoint
from bsc.model.entries import KINDS
from bsc.model.fence import PERSONA, Fence
from bsc.views.segment_names import SegmentNames

HIDDEN: Final = "(not shown: it names what this link does not show)"
Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Beyond:
    """What lies beyond a fence: the names of the segments that may not be seen, and the ids of the personas."""

    fence: Fence
    names: frozenset[str] = frozenset()
    personas: Mapping[str, str] = field(default_factory=dict)

    def names_one(self, *texts: str) -> bool:
        """Return whether one of *texts* names a segment that may not be seen, as `SegmentNames` takes it."""
        return self._named.one_in(*texts)

    def shown(self, formula: str) -> str:
        """Return *formula*, or that it is not shown where it names a segment that may not be."""
        return HIDDEN if self.names_one(formula) or any(f"'{name}'" in formula for name in self.names) else formula

    def kept(self, text: str) -> str:
        """Return *text*, or nothing where it names a segment that may not be seen."""
        return "" if self.names_one(text) else text

    def allows(self, where: Mapping[str, str]) -> bool:
        """Return whether what is for *where* (dimension → value) may be seen; a persona goes by its id or its name."""
        return all(any(self.fence.allows(name, each) for each in self._known(name, one)) for name, one in where.items())

    @cached_property
    def _named(self) -> SegmentNames:
        return SegmentNames(self.names)

    def _known(self, dimension: str, value: str) -> set[str]:
        ids = {each for each, name in self.personas.items() if dimension == PERSONA and name == value}
        return {value, *ids}


NOTHING_BEYOND: Final = Beyond(Fence())


def beyond(scorecard: Scorecard, fence: Fence, values: Values) -> Beyond:
    """Return what lies beyond *fence*: of *values* by dimension, the definitions' targets and the personas."""
    if fence.open:
        return NOTHING_BEYOND
    personas = {each.id: each.name for each in scorecard.personas}
    known = {name: {*found} for name, found in values.items()}
    for where in (target.where for kpi in scorecard.kpis for target in kpi.targets):
        for name, value in where.items():
            known.setdefault(name, set()).add(value)
    known.setdefault(PERSONA, set()).update(personas)
    names, seen = set[str](), set[str]()
    for name, allowed in fence.filters.items():
        seen |= {*allowed, *(personas.get(each, each) for each in allowed)}
        names |= known.get(name, set())
        names |= {personas[each] for each in known[name] if each in personas} if name == PERSONA else set()
    return Beyond(fence, frozenset(names - seen), personas)


def fenced(scorecard: Scorecard, found: Beyond, summed: Collection[str]) -> Scorecard:
    """Return *scorecard* without what tells of segments beyond the fence; the same where nothing is locked.

    *summed* are the ids of the KPIs that are larger for more customers: their targets are those of the segment alone.
    """
    fence = found.fence
    if fence.open:
        return scorecard
    seen = {*fence.personas, ALL_PERSONAS} if fence.personas else {*found.personas, ALL_PERSONAS}
    columns = {each.id: each.dimensions for each in scorecard.datasets}
    return scorecard.model_copy(
        update={
            "personas": tuple(
                each.model_copy(update={"traits": tuple(filter(None, map(found.kept, each.traits)))})
                for each in scorecard.personas
                if each.id in seen
            ),
            "datasets": tuple(_dataset(each, found) for each in scorecard.datasets),
            "touchpoints": tuple(
                _touchpoint(each, found, columns) for each in scorecard.touchpoints if each.persona in seen
            ),
            "kpis": tuple(_kpi(each, found, summed=each.id in summed) for each in scorecard.kpis),
            "funnel": tuple(
                each.model_copy(update={"days": found.shown(each.days), "spend": found.shown(each.spend)})
                for each in scorecard.funnel
            ),
            "initiatives": tuple(_initiative(each) for each in scorecard.initiatives if not _tells(each, found)),
        }
    )


def targets_within(targets: Iterable[Target], found: Beyond, *, summed: bool) -> tuple[Target, ...]:
    """Return those of *targets* that are everybody's or of a segment that may be seen, without telling reasons.

    Of a KPI that is *summed* over customers, everybody's target is the others' as well: only the segment's own stays.
    """
    return tuple(
        target.model_copy(update={"note": found.kept(target.note)}) if found.names_one(target.note) else target
        for target in targets
        if found.allows(target.where) and (not summed or {*found.fence.filters} <= {*target.where})
    )


def names_beyond(scorecard: Scorecard, found: Beyond) -> tuple[str, ...]:
    """Return the names in *scorecard* that name a segment beyond the fence and are shown all the same, each once.

    They are the company's own words, without which a score could not say what it is made of.
    """
    return tuple(dict.fromkeys(name for name in _names(scorecard) if found.names_one(name)))


def _names(scorecard: Scorecard) -> Iterator[str]:
    yield scorecard.journey.name
    for stage in scorecard.stages:
        yield from (stage.name, stage.goal)
    for section in (scorecard.objectives, scorecard.kpis, scorecard.touchpoints):
        yield from (each.name for each in section)
    yield from (each.channel for each in scorecard.touchpoints)
    yield from (each.label for each in scorecard.datasets)


def _kpi(kpi: Kpi, found: Beyond, *, summed: bool) -> Kpi:
    benchmark = kpi.benchmark
    tells = benchmark is not None and found.names_one(benchmark.segment, benchmark.source)
    update = {
        "targets": targets_within(kpi.targets, found, summed=summed),
        "formula": found.shown(kpi.formula),
        "where": found.shown(kpi.where) if kpi.where else kpi.where,
        "description": found.kept(kpi.description),
        "source": found.kept(kpi.source),
        "benchmark": None if tells else benchmark,
    }
    told = {name: value for name, value in update.items() if value != getattr(kpi, name)}
    return kpi.model_copy(update=told) if told else kpi


def _dataset(dataset: Dataset, found: Beyond) -> Dataset:
    query = dataset.query
    return dataset if not query or found.shown(query) == query else dataset.model_copy(update={"query": HIDDEN})


def _touchpoint(touchpoint: Touchpoint, found: Beyond, columns: Mapping[str, Mapping[str, str]]) -> Touchpoint:
    update: dict[str, object] = {
        name: tuple(entry for entry in getattr(touchpoint, name) if not found.names_one(entry.text)) for name in KINDS
    }
    update["comments"] = tuple(each for each in touchpoint.comments if _is_within(each, found, columns))
    return touchpoint.model_copy(update=update)


def _is_within(comments: Comments, found: Beyond, columns: Mapping[str, Mapping[str, str]]) -> bool:
    """Return whether the rows that *comments* name may be seen: none of its columns is held at another segment."""
    dimensions = {column: name for name, column in columns.get(comments.dataset, {}).items()}
    where = {dimensions[column]: value for column, value in comments.where.items() if column in dimensions}
    return found.allows(where) and not found.names_one(*comments.where.values())


def _tells(initiative: Initiative, found: Beyond) -> bool:
    texts = (initiative.name, initiative.note, initiative.practice, *(link.name for link in initiative.links))
    return found.names_one(*texts) or not found.allows(initiative.where)


def _initiative(initiative: Initiative) -> Initiative:
    """Return *initiative* without the figures that are the whole company's."""
    return initiative.model_copy(update={"cost": None, "expected": (), "experiment": None, "made_from": None})
