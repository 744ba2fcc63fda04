"""The board pack as a PowerPoint presentation: native tables and charts, titles and notes that are read out, too."""

from datetime import UTC, datetime

from bsc.reports.pptx import cover, journey, lists, stages, trends
from bsc.reports.pptx.deck import Deck
from bsc.views.pack import Pack, Section


def powerpoint(pack: Pack, made: datetime | None = None) -> bytes:
    """Return *pack* as the bytes of a .pptx file; *made* is the moment that its properties tell."""
    deck = Deck(_footer(pack))
    cover.draw(deck, pack)
    if pack.has(Section.ATTENTION):
        lists.attention(deck, pack)
    if pack.has(Section.MAP):
        journey.draw(deck, pack)
    columns = {each.id: each for each in pack.map.columns}
    for page in pack.stages:
        stages.draw(deck, page, columns[page.stage.id])
    trends.draw(deck, pack)
    if pack.has(Section.ACTIONS):
        lists.actions(deck, pack)
    lists.definitions(deck, pack)
    lists.notes(deck, pack)
    shown = pack.cover
    return deck.finished(f"{shown.journey}: board pack, {shown.period}", shown.journey, made or datetime.now(UTC))


def _footer(pack: Pack) -> str:
    cover = pack.cover
    until = f"Data as of {cover.until}" if cover.until else "No data yet"
    return f"{cover.journey} · {cover.period} · {cover.seen} · {until}"
