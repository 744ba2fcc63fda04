"""The sheets that are lists: what needs attention, stages, actions, definitions."""

from typing import Final

from xlsxwriter.worksheet import Worksheet

from bsc.model.words import Unit
from bsc.reports.action_words import stated, worked
from bsc.reports.scales import number_format
from bsc.reports.xlsx.book import APART, DAY, QUIET, STRONG, WRAPPED, Book, Style, high, title
from bsc.views.attention_items import Item
from bsc.views.cards import Card
from bsc.views.pack import Action, Defined, Pack, Section
from bsc.views.stage import Explained

_POINTS: Final[Style] = {"num_format": "0.0"}
_MOVED: Final[Style] = {"num_format": "+0.0;-0.0;0.0"}
_SHARE: Final[Style] = {"num_format": "0.0%"}
_FORMULA: Final[Style] = {"font_name": "Consolas", "font_size": 9, "text_wrap": True}
# Heads with the widths of their columns, in characters.
_ATTENTION: Final = {
    "Status": 13, "What": 30, "Stage": 16, "How it stands": 44, "Why": 70, "What to look at": 26,
    "Costs, points": 9, "Rests on it": 9, "Why it stands here": 44,
}  # fmt: skip
_STAGES: Final = {
    "Stage": 18, "Perspective": 18, "KPI": 34, "Actual": 12, "Target": 16, "Status": 13, "Points": 9,
    "Weight in the stage": 11, "Adds": 9, "Keeps from it": 11, "Moved": 11, "What must be known": 60,
}  # fmt: skip
_ACTIONS: Final = {
    "Action": 40, "Owner": 22, "Helpers": 22, "State": 20, "Due": 14, "Begins": 14, "Did it work?": 22, "Cost": 12,
    "Objective": 34, "Stage": 16, "KPIs as they stand": 50, "Expected": 40, "Note": 50,
}  # fmt: skip
_DEFINITIONS: Final = {
    "KPI": 32, "Stage": 16, "Perspective": 18, "Objective": 30, "What it is": 46, "Formula": 50, "Dataset": 22,
    "Only rows with": 28, "Unit": 10, "Better": 20, "Every": 10, "Target": 14, "Red line": 14, "Owner": 22,
    "Source": 22, "Benchmark": 30,
}  # fmt: skip


def attention(book: Book, pack: Pack) -> None:
    """Write what needs attention, the first thing first, and beneath it what has got better."""
    if not pack.has(Section.ATTENTION):
        return
    found, heads = pack.attention, tuple(_ATTENTION)
    sheet = book.sheet("Attention", tuple(_ATTENTION.values()))
    head = title(book, sheet, Section.ATTENTION.heading, found.sentence)
    book.heads(sheet, head, heads, frozen=2)
    for row, item in enumerate(found.items, start=head + 1):
        _item(book, sheet, row, item)
    last = head + len(found.items)
    sheet.autofilter(head, 0, max(last, head + 1), len(heads) - 1)
    if found.gains:
        book.text(sheet, last + 2, 0, "What has got better", STRONG)
        for row, item in enumerate(found.gains, start=last + 3):
            _item(book, sheet, row, item)


def stages(book: Book, pack: Pack) -> None:
    """Write why every stage scores what it does: each KPI's points and weight, what it adds, and what it keeps."""
    if not pack.stages:
        return
    heads = [f"Moved since {pack.cover.before}" if head == "Moved" else head for head in _STAGES]
    sheet = book.sheet("Stages", tuple(_STAGES.values()))
    head = title(book, sheet, "Why each stage scores what it does", "Adds: points × weight; they add up to the score")
    book.heads(sheet, head, heads, frozen=3)
    told = [(page, each) for page in pack.stages for each in page.explained]
    for row, (page, each) in enumerate(told, start=head + 1):
        cards = {card.kpi: card for panel in page.panels for aim in panel.aims for card in aim.cards}
        book.text(sheet, row, 0, page.stage.name)
        _explained(book, sheet, row, pack, (each, cards[each.kpi]))
    sheet.autofilter(head, 0, head + max(len(told), 1), len(heads) - 1)


def actions(book: Book, pack: Pack) -> None:
    """Write the initiatives, those that are overdue first."""
    if not pack.has(Section.ACTIONS):
        return
    late = sum(each.overdue for each in pack.actions)
    lead = f"{late} of {len(pack.actions)} overdue" if pack.actions else "No initiative is defined."
    sheet = book.sheet("Actions", tuple(_ACTIONS.values()))
    head = title(book, sheet, Section.ACTIONS.heading, lead)
    book.heads(sheet, head, tuple(_ACTIONS), frozen=1)
    for row, each in enumerate(pack.actions, start=head + 1):
        _action(book, sheet, row, each, pack.currency)
    sheet.autofilter(head, 0, head + max(len(pack.actions), 1), len(_ACTIONS) - 1)


def definitions(book: Book, pack: Pack) -> None:
    """Write how every KPI is computed and what it is held to."""
    if not pack.definitions:
        return
    sheet = book.sheet("Definitions", tuple(_DEFINITIONS.values()))
    head = title(book, sheet, Section.DEFINITIONS.heading, "How every KPI is computed, and what it is held to")
    book.heads(sheet, head, tuple(_DEFINITIONS), frozen=1)
    for row, each in enumerate(pack.definitions, start=head + 1):
        _defined(book, sheet, row, each)
    sheet.autofilter(head, 0, head + len(pack.definitions), len(_DEFINITIONS) - 1)


def _item(book: Book, sheet: Worksheet, row: int, item: Item) -> None:
    reasons = " ".join(reason.sentence for reason in item.reasons)
    texts = ("", item.name, item.stage_name, item.lead, reasons, item.look, "", "", item.why)
    book.row(sheet, row, texts, WRAPPED)
    high(sheet, row, texts, tuple(_ATTENTION.values()))
    book.status(sheet, row, 0, item.status)
    book.text(sheet, row, 1, item.name, WRAPPED, STRONG)
    book.text(sheet, row, 8, item.why, WRAPPED, APART)
    book.number(sheet, row, 6, item.costs, _POINTS)
    book.number(sheet, row, 7, item.rests, _SHARE)


def _explained(book: Book, sheet: Worksheet, row: int, pack: Pack, of: tuple[Explained, Card]) -> None:
    each, card = of
    reading, scored = pack.readings[each.kpi], each.points is not None
    known = " ".join(filter(None, (card.changed, "; ".join(card.notes))))
    for column, text in ((1, each.perspective), (2, each.name)):
        book.text(sheet, row, column, text, WRAPPED)
    book.text(sheet, row, 4, card.target, APART)
    shown = {"num_format": number_format(reading.value, reading.kpi.unit, pack.currency)}
    book.number(sheet, row, 3, reading.value, shown)
    book.status(sheet, row, 5, each.status)
    book.number(sheet, row, 6, each.points, _POINTS)
    book.number(sheet, row, 7, each.weight, _SHARE)
    book.number(sheet, row, 8, each.adds if scored else None, _POINTS)
    book.number(sheet, row, 9, each.lost if scored else None, _POINTS)
    book.number(sheet, row, 10, each.effect, _MOVED)
    book.text(sheet, row, 11, known, WRAPPED, QUIET, APART)
    high(sheet, row, (each.name, known), (_STAGES["KPI"], _STAGES["What must be known"]))


def _action(book: Book, sheet: Worksheet, row: int, each: Action, currency: str) -> None:
    kpis = "; ".join(f"{kpi.name}: {kpi.figure} ({kpi.status.lower()})" for kpi in each.kpis)
    texts = (
        each.name, each.owner, ", ".join(each.helpers), stated(each), "", "", worked(each), "", each.objective,
        each.stage, kpis, "; ".join(each.expected), each.note,
    )  # fmt: skip
    book.row(sheet, row, texts, WRAPPED)
    high(sheet, row, texts, tuple(_ACTIONS.values()))
    book.text(sheet, row, 0, each.name, WRAPPED, STRONG)
    heads = list(_ACTIONS)
    for head, on in (("Due", each.due_on), ("Begins", each.start_on)):
        if on:
            sheet.write_datetime(row, heads.index(head), on, book.style(DAY))
    shown = {"num_format": number_format(each.cost_amount, Unit.CURRENCY, currency)}
    book.number(sheet, row, heads.index("Cost"), each.cost_amount, shown)


def _defined(book: Book, sheet: Worksheet, row: int, each: Defined) -> None:
    texts = (
        each.name, each.stage, each.perspective, each.objective, each.description, each.formula, each.dataset,
        each.rows, each.unit, each.direction, each.frequency, each.target, each.red_line, each.owner, each.source,
        each.benchmark,
    )  # fmt: skip
    book.row(sheet, row, texts, WRAPPED)
    high(sheet, row, texts, tuple(_DEFINITIONS.values()))
    book.text(sheet, row, 0, each.name, WRAPPED, STRONG)
    book.text(sheet, row, 5, each.formula, _FORMULA)
    book.text(sheet, row, 7, each.rows, _FORMULA)
