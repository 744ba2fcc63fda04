"""What needs attention, on the map: the headline, and behind it the list, each line with what it opens."""

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from bsc.charts.theme import LOOKS
from bsc.ui import bound, links
from bsc.ui.failures import escaped
from bsc.ui.links import Place
from bsc.views.attention import Attention
from bsc.views.attention_items import Item
from bsc.views.attention_items import Place as Opened

Beside = Callable[[Item], None]
_FIRST: Final = 7  # lines that are read at a glance
_LIST: Final = "attention"
_ALL: Final = "attention_all"
_PLACES: Final[dict[Opened, Place]] = {
    Opened.TRENDS: links.TRENDS,
    Opened.WHY: links.WHY,
    Opened.DATA: links.DATA,
    Opened.INITIATIVE: links.INITIATIVE,
}


def draw(found: Attention, beside: Beside) -> None:
    """Draw the headline and, where it is opened, the list: what needs attention, and what went well.

    *beside* draws what else a line leads to.
    """
    st.markdown(f"{_sign(found)} {escaped(found.sentence)}")
    if not found.items and not found.gains:
        return
    opened = st.expander(
        _title(found),
        expanded=bool(links.opening(_LIST)),
        key=_LIST,
        bind="query-params",
        icon=":material/format_list_numbered:",
    )
    links.pin(_LIST, "true" if opened.open else None)
    if opened.open:  # a closed list costs every run of the map nothing
        with opened:
            _list(found, beside)


def _title(found: Attention) -> str:
    parts = [f"{len(found.items)} need attention"] if found.items else []
    parts += [f"{len(found.gains)} changed for the better"] if found.gains else []
    return " · ".join(parts)


def _list(found: Attention, beside: Beside) -> None:
    for number, item in enumerate(_shown(found.items), 1):
        _line(item, beside, number)
    if found.gains:
        st.markdown("**Changed for the better**")
        for item in _shown(found.gains):
            _line(item, beside)
    if max(len(found.items), len(found.gains)) > _FIRST:
        bound.switched(_ALL, "Show all")


def _shown(items: Sequence[Item]) -> Sequence[Item]:
    return items if st.session_state.get(_ALL) else items[:_FIRST]


def _line(item: Item, beside: Beside, number: int | None = None) -> None:
    rank = f"{number}. " if number else ""
    said = " ".join(reason.sentence for reason in item.reasons)
    text, opens = st.columns((9, 2), vertical_alignment="center")
    text.markdown(
        f"{rank}{_sign(item)} **{escaped(item.title)}**: {escaped(item.lead)}  \n{escaped(said)}  \n"
        f":small[:gray[{escaped(item.why)}]]"
    )
    with opens, st.container(horizontal=True, gap="xsmall"):
        _opens(item)
        beside(item)


def _opens(item: Item) -> None:
    """Draw what the line opens: what to look at, and the KPI's stage."""
    key = f"{item.kind}_{item.kpi or item.initiative or item.dataset}"
    links.to(_PLACES[item.place], item.look, icon=":material/arrow_forward:", key=f"look_{key}", **_opened(item))
    if item.stage:
        name = f"Stage {escaped(item.stage_name)}"
        links.to(links.STAGE, name, icon=":material/view_quilt:", key=f"stage_{key}", stage=item.stage)


def _opened(item: Item) -> dict[str, str]:
    match item.place:
        case Opened.TRENDS:
            return {"kpi": item.kpi or ""}
        case Opened.WHY:
            return {"part": f"kpi.{item.kpi}"}
        case Opened.DATA:
            return {}
        case Opened.INITIATIVE:
            return {"initiative": item.initiative or ""}


def _sign(shown: Attention | Item) -> str:
    """Return the status as glyph and colour; the word stands in the sentence."""
    look = LOOKS[shown.status]
    return f":{look.theme_color}[{look.glyph}]"
