"""What needs attention as a document for programs: its names do not change."""

from typing import Any

from bsc.model.periods import Period
from bsc.views.attention import Attention
from bsc.views.attention_items import Item
from bsc.views.machine import plain


def attention_document(found: Attention, period: Period) -> dict[str, Any]:
    """Return *found* of *period*: the headline, the lines in their order, and what has changed for the better."""
    return {
        "period": period.start.isoformat(),
        "grain": str(period.grain),
        "headline": found.sentence,
        "status": str(found.status),
        "items": [{"rank": rank, **_line(item)} for rank, item in enumerate(found.items, 1)],
        "gains": [_line(item) for item in found.gains],
    }


def _line(item: Item) -> dict[str, Any]:
    return {
        "kind": str(item.kind),
        "name": item.name,
        "kpi": item.kpi,
        "stage": item.stage,
        "dataset": item.dataset,
        "initiative": item.initiative,
        "status": str(item.status),
        "costs": plain(item.costs),
        "sentence": item.sentence,
        "reasons": [{"kind": str(reason.kind), "sentence": reason.sentence} for reason in item.reasons],
        "why": item.why,
    }
