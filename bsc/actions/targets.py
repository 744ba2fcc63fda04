"""Publishing targets, and taking back what was published."""

from collections.abc import Callable, Sequence

from bsc.actions.definitions import Change, Said, put
from bsc.errors import NotFound, Refused
from bsc.model.definitions import Kpi, Target
from bsc.model.editing import Document, item, with_item
from bsc.model.scenario import with_targets
from bsc.store import Store


def publish_target(store: Store, kpi_id: str, target: Target, who: str, reason: str) -> Change:
    """Return what changed when *target* holds for the KPI from its start on; earlier periods keep theirs.

    It takes the place of a step that starts on the same day for the same segment. Raises NotFound, DefinitionProblems.
    """
    return publish_targets(store, kpi_id, [target], who, reason)


def publish_targets(  # noqa: PLR0913 -- whose, which, who, why, and what was looked at
    store: Store,
    kpi_id: str,
    targets: Sequence[Target],
    who: str,
    reason: str,
    *,
    seen: Sequence[Target] | None = None,
) -> Change:
    """Return what changed when all *targets* hold for the KPI, each from its start on; otherwise as `publish_target`.

    *reason* becomes the note of those that have none. With *seen*, the KPI's targets as they were looked at, raises
    Refused when they have become others since.
    """
    noted = [step if step.note else step.model_copy(update={"note": reason}) for step in targets]
    said = Said("publish target", reason, kpi_id)
    return _put(store, kpi_id, lambda kpi: with_targets(_as_seen(kpi, seen), noted), who, said)


def restore_targets(  # noqa: PLR0913 -- whose, which, who, why, and what was looked at
    store: Store, kpi_id: str, version: int, who: str, reason: str, *, seen: Sequence[Target] | None = None
) -> Change:
    """Return what changed when the KPI has the targets again that it had in *version* of the definitions.

    Raises NotFound for a version that there is not, or in which there is no such KPI; Refused like `publish_targets`.
    """
    then = _kpi(store.scorecard(version).kpis, kpi_id)
    return _put(
        store,
        kpi_id,
        lambda kpi: _as_seen(kpi, seen).model_copy(update={"targets": then.targets}),
        who,
        Said("restore targets", reason, kpi_id),
    )


def _put(store: Store, kpi_id: str, change: Callable[[Kpi], Kpi], who: str, said: Said) -> Change:
    def changed(document: Document) -> Document:
        targets = [
            step.model_dump(exclude_defaults=True) for step in change(_kpi(store.scorecard().kpis, kpi_id)).targets
        ]
        kpi = {key: value for key, value in item(document, "kpis", kpi_id).items() if key != "targets"}
        return with_item(document, "kpis", {**kpi, **({"targets": targets} if targets else {})})

    return put(store, changed, who, said)


def _as_seen(kpi: Kpi, seen: Sequence[Target] | None) -> Kpi:
    """Return *kpi*; raises Refused when its targets are not those that were *seen*."""
    if seen is not None and tuple(seen) != kpi.targets:
        message = f'somebody else has changed the targets of "{kpi.name}" in the meantime – look at them, then repeat'
        raise Refused(message)
    return kpi


def _kpi(kpis: Sequence[Kpi], kpi_id: str) -> Kpi:
    for kpi in kpis:
        if kpi.id == kpi_id:
            return kpi
    raise NotFound("KPI", kpi_id, [kpi.id for kpi in kpis])
