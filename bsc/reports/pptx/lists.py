"""The slides that are tables: what needs attention, actions, definitions, and what must be known of the data."""

from collections.abc import Iterator
from typing import Final

from bsc.charts.theme import LOOKS, OVERDUE
from bsc.reports.action_words import stated, worked
from bsc.reports.pptx.deck import Deck
from bsc.reports.pptx.tables import Columns, Row
from bsc.reports.pptx.words import Lines, line, status_line
from bsc.views.attention_items import Item
from bsc.views.pack import Action, Defined, Pack, Section
from bsc.views.pack_reviews import Decided, Reviewed

_ATTENTION: Final = Columns(heads=("Status", "What", "Why, and what to look at"), widths=(1.2, 4.5, 6.6))
_ACTIONS: Final = Columns(
    heads=("Action", "Owner", "Due, cost", "State, did it work?", "For", "KPIs as they stand, expected"),
    widths=(2.9, 1.8, 1.1, 1.6, 2.0, 2.9),
)
_DECISIONS: Final = Columns(heads=("Decision", "Owner", "Due", "What became of it"), widths=(4.9, 2.0, 1.4, 4.0))
_DEFINITIONS: Final = Columns(
    heads=("KPI", "What it is", "Formula", "Target and red line", "Owner, source"), widths=(2.3, 3.6, 3.0, 1.6, 1.8)
)
_DATASETS: Final = Columns(heads=("Dataset", "Rows", "Reaches", "State", "Next step"), widths=(2.6, 1.0, 2.4, 1.9, 4.4))
_REMARKS: Final = Columns(heads=("About", "What must be known"), widths=(2.4, 9.9))


def attention(deck: Deck, pack: Pack) -> None:
    """Add what needs attention, the first thing first, and what has got better."""
    found = pack.attention
    if found.items:
        notes = [f"{item.title}: {item.why}." for item in found.items]
        deck.table(Section.ATTENTION.heading, found.sentence, [_item(each) for each in found.items], _ATTENTION, notes)
    else:
        deck.page(Section.ATTENTION.heading, found.sentence)
    if found.gains:
        deck.table("What has got better", "", [_item(each) for each in found.gains], _ATTENTION)


def actions(deck: Deck, pack: Pack) -> None:
    """Add the initiatives, those that are overdue first, and the latest review."""
    _initiatives(deck, pack)
    if pack.reviewed:
        _review(deck, pack.reviewed)


def _initiatives(deck: Deck, pack: Pack) -> None:
    late = sum(each.overdue for each in pack.actions)
    lead = f"{late} of {len(pack.actions)} overdue" if pack.actions else "No initiative is defined."
    if not pack.actions:
        deck.page(Section.ACTIONS.heading, lead)
        return
    notes = [f"{each.name}: {each.note}" for each in pack.actions if each.note]
    deck.table(Section.ACTIONS.heading, lead, [_action(each) for each in pack.actions], _ACTIONS, notes)


def _review(deck: Deck, found: Reviewed) -> None:
    title = f"{Section.ACTIONS.heading}: {found.name}"
    if found.decisions:
        deck.table(title, found.sentence, [_decided(each) for each in found.decisions], _DECISIONS)
    else:
        deck.page(title, f"{found.sentence}\nNothing was decided.")
    if found.owed:
        rows = [_decided(each, earlier=True) for each in found.owed]
        deck.table("Actions: decisions of earlier reviews", "Still open from earlier reviews", rows, _DECISIONS)


def definitions(deck: Deck, pack: Pack) -> None:
    """Add how every KPI is computed and what it is held to."""
    if pack.definitions:
        lead = "How every KPI is computed, and what it is held to in the period shown"
        deck.table(Section.DEFINITIONS.heading, lead, [_defined(each) for each in pack.definitions], _DEFINITIONS)


def notes(deck: Deck, pack: Pack) -> None:
    """Add how fresh the data is, and what must be known to read the figures right."""
    rows = [
        Row(cells=((line(each.heading, 10, strong=True),), tuple(line(said, 10) for said in each.sentences)))
        for each in pack.remarks
    ]
    if rows:
        deck.table(Section.NOTES.heading, "What must be known to read the figures right", rows, _REMARKS)
    if pack.datasets:
        deck.table("Data notes: datasets", "How far each dataset reaches", list(_datasets(pack)), _DATASETS)


def _item(item: Item) -> Row:
    said = [line(reason.sentence, 10) for reason in item.reasons]
    look = line(f"{item.look}.", 10, tone="gray") if item.look else None
    what = (line(item.title, 11, strong=True), line(item.lead, 10))
    return Row(cells=((status_line(item.status, 10),), what, (*said, *([look] if look else []))))


def _action(action: Action) -> Row:
    name = (line(action.name, 10, strong=True), *((line(action.note, 8.5, tone="gray"),) if action.note else ()))
    said = line(stated(action), 9.5, strong=action.overdue, tone="red" if action.overdue else "ink")
    state = (said, *((line(worked(action), 8.5),) if action.worked else ()))
    kpis: Lines = (
        *(line(f"{LOOKS[each.status].glyph} {each.name}: {each.figure}", 8.5) for each in action.kpis),
        *(line(f"Expected: {each}", 8.5, tone="gray") for each in action.expected),
    )
    due = (line(action.due or "no day set", 9.5), *((line(action.cost, 8.5, tone="gray"),) if action.cost else ()))
    helpers = f"with {', '.join(action.helpers)}"
    whose = (line(action.owner or "nobody", 9.5), *((line(helpers, 8.5, tone="gray"),) if action.helpers else ()))
    where = tuple(
        line(each, size, tone=tone)
        for each, size, tone in ((action.objective, 9.5, "ink"), (action.stage, 8.5, "gray"))
        if each
    )
    return Row(cells=(name, whose, due, state, where, kpis))


def _decided(decision: Decided, *, earlier: bool = False) -> Row:
    where = (line(f"{decision.review}, {decision.held}", 8.5, tone="gray"),) if earlier else ()
    late = (line(f"{OVERDUE} overdue", 8.5, strong=True, tone="red"),) if decision.overdue else ()
    return Row(
        cells=(
            (line(decision.text, 10, strong=True), *where),
            (line(decision.owner or "Nobody’s yet", 9.5),),
            (line(decision.due or "no day set", 9.5), *late),
            (line(decision.became, 9.5),),
        )
    )


LATE: Final = "▲"


def _defined(kpi: Defined) -> Row:
    where = line(f"{kpi.stage} · {kpi.perspective} · {kpi.objective}", 7.5, tone="gray")
    rows = f"only rows with {kpi.rows}" if kpi.rows else ""
    formula = (line(kpi.formula, 8), line(" · ".join(filter(None, (kpi.dataset, rows))), 7.5, tone="gray"))
    held = (
        line(kpi.target, 8.5, strong=True),
        line(kpi.red_line, 8.5),
        line(f"{kpi.direction}, a {kpi.frequency}", 7.5, tone="gray"),
        *((line(f"Benchmark: {kpi.benchmark}", 7.5, tone="gray"),) if kpi.benchmark else ()),
    )
    owner = tuple(line(each, 8) for each in (kpi.owner, kpi.source) if each)
    return Row(cells=((line(kpi.name, 9, strong=True), where), (line(kpi.description, 8),), formula, held, owner))


def _datasets(pack: Pack) -> Iterator[Row]:
    for each in pack.datasets:
        word = line(
            f"{LATE} {each.word}" if each.late else each.word,
            9,
            strong=each.late,
            tone="orange" if each.late else "ink",
        )
        yield Row(
            cells=(
                (line(each.name, 9.5, strong=True),),
                (line(each.rows, 9, align="right"),),
                (line(each.reaches, 9),),
                (word,),
                (line(each.next_step, 9),),
            )
        )
