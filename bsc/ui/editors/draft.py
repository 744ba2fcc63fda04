"""A definition while it is edited: what was opened, at which version, and the fields that change it.

What is typed lives in the widgets, under keys made of section, id and field, so that an error, a look at another tab,
or somebody else's save loses nothing of it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import streamlit as st

from bsc.model.editing import Document
from bsc.model.shape import column_name
from bsc.views.weights import Whole

NEW = "new"
DEFINITIONS = "definitions"
LIBRARY = "library.opened"  # a KPI of the library that is looked at: it is drawn where a draft is
REMOVAL = "removal"  # what a draft is opened for that is only to be removed
_OPEN = "editing"
_LONGEST_ID = 60


@dataclass(frozen=True)
class Draft:
    """An item opened for editing: its section, its id (None while it is new), and itself as it was opened.

    It is drawn on the page `home`, with the field `first` on top where it was opened for that one. A new item stands
    after the item `after`, and `then` names the section of which one is added to it next. `anew` counts how often a
    field took over what somebody else has saved: its widget is another one then.
    """

    section: str
    id: str | None
    base: Mapping[str, Any]
    version: int
    home: str = field(default=DEFINITIONS, kw_only=True)
    first: str = field(default="", kw_only=True)
    after: str = field(default="", kw_only=True)
    then: str = field(default="", kw_only=True)
    anew: Mapping[str, int] = field(default_factory=dict, kw_only=True)

    def key(self, name: str) -> str:
        """Return the key of the widget of the field *name*."""
        times = self.anew.get(name)
        return f"{self.section}.{self.id or NEW}.{name}" + (f".{times}" if times else "")

    def part(self, name: str, base: Mapping[str, Any]) -> "Draft":
        """Return a draft of what stands under *name* in this one, whose fields have keys of their own."""
        times = self.anew.get(name)
        return replace(self, id=f"{self.id or NEW}.{name}" + (f".{times}" if times else ""), base=base, anew={})

    def text(self, field: str, label: str, **how: Any) -> str:  # noqa: ANN401 -- Streamlit's own options
        """Draw one line of text; return it."""
        st.session_state.setdefault(self.key(field), str(self.base.get(field) or ""))
        return st.text_input(label, key=self.key(field), persist_state="page", **how) or ""

    def area(self, field: str, label: str, **how: Any) -> str:  # noqa: ANN401
        """Draw several lines of text; return them."""
        return (
            st.text_area(label, value=str(self.base.get(field) or ""), key=self.key(field), persist_state="page", **how)
            or ""
        )

    def lines(self, field: str, label: str, **how: Any) -> list[str]:  # noqa: ANN401
        """Draw a list, one line each; return its lines that are not empty."""
        written = st.text_area(
            label,
            value="\n".join(self.base.get(field, ())),
            key=self.key(field),
            height=100,
            persist_state="page",
            **how,
        )
        return [line.strip() for line in (written or "").splitlines() if line.strip()]

    def number(self, field: str, label: str, *, empty: float | None = None, **how: Any) -> float | None:  # noqa: ANN401
        """Draw a number, *empty* where the item has none; return it."""
        value = self.base.get(field, empty)
        return st.number_input(
            label, value=None if value is None else float(value), key=self.key(field), persist_state="page", **how
        )

    def year(self, field: str, label: str) -> int | None:
        """Draw a calendar year; return it."""
        value = self.base.get(field)
        return st.number_input(
            label, value=value, min_value=1900, max_value=2100, step=1, key=self.key(field), persist_state="page"
        )

    def day(self, field: str, label: str) -> date | None:
        """Draw a day, none where the item has none; return it."""
        chosen = st.date_input(
            label, value=self.base.get(field), format="YYYY-MM-DD", key=self.key(field), persist_state="page"
        )
        return chosen if isinstance(chosen, date) else None

    def flag(self, field: str, label: str, **how: Any) -> bool:  # noqa: ANN401
        """Draw a switch; return whether it is on."""
        return st.toggle(
            label, value=bool(self.base.get(field, False)), key=self.key(field), persist_state="page", **how
        )

    def choice(
        self,
        field: str,
        label: str,
        options: Mapping[str, str],
        *,
        empty: str | None = None,
        **how: Any,  # noqa: ANN401
    ) -> str | None:
        """Draw a choice of *options* (value → words), *empty* where the item has none; return the value."""
        chosen = self.base.get(field, empty)
        values = list(options)
        place = values.index(chosen) if chosen in values else None
        return st.selectbox(
            label,
            values,
            index=place,
            format_func=_worded(options),
            key=self.key(field),
            persist_state="page",
            **{"placeholder": "Choose", **how},
        )

    def many(self, field: str, label: str, options: Mapping[str, str], **how: Any) -> list[str]:  # noqa: ANN401
        """Draw a choice of several of *options*; return the values chosen, in their order."""
        chosen = [value for value in self.base.get(field, ()) if value in options]
        return st.multiselect(
            label,
            list(options),
            default=chosen,
            format_func=_worded(options),
            key=self.key(field),
            persist_state="page",
            **{"placeholder": "None", **how},
        )

    def weight(self, whole: Whole) -> object:
        """Draw the weight and what it comes to in *whole*; return it.

        Steps in time are shown and kept: they are written in YAML.
        """
        if isinstance(steps := self.base.get("weight"), list):
            said = ", ".join(f"{step['weight']:g} from {step['start']}" for step in steps)
            st.caption(f"Weight changes over time: {said}. Edit it under YAML.")
            return steps
        weight = self.number("weight", "Weight", empty=1.0, min_value=0.0, step=0.5, help="Relative to its neighbours.")
        st.caption(whole.words(1.0 if weight is None else weight))
        return weight

    def identity(self, name: str) -> str:
        """Draw the id of a new item, made from *name* where it is left empty; return the item's id."""
        if self.id is not None:
            return self.id
        written = self.text(
            "id",
            "Id",
            placeholder="Made from the name",
            help="Small letters, digits and _. It stands in YAML, formulas and links and does not change later.",
        )
        return written.strip() or made_id(name)


def made_id(name: str) -> str:
    """Return an id made from *name*: `Click-through rate` → `click_through_rate`."""
    return column_name(name)[:_LONGEST_ID].strip("_")


def whole(draft: Draft, changed: Mapping[str, object]) -> Document:
    """Return the item with *changed* over what was opened; what is empty is left out, so that exports stay short."""
    return {field: value for field, value in {**draft.base, **changed}.items() if value not in (None, "", [], {})}


def open_draft(draft: Draft) -> None:
    """Put *draft* into the drawer, which opens at the next run; what was typed into another one is forgotten.

    A KPI of the library is looked at no longer: only one dialog can be open.
    """
    close()
    st.session_state.pop(LIBRARY, None)
    st.session_state[_OPEN] = draft


def carry_on(draft: Draft) -> None:
    """Let the open draft be *draft* from now on, with what is typed in it."""
    st.session_state[_OPEN] = draft


def opened() -> Draft | None:
    """Return the draft in the drawer, or None."""
    return st.session_state.get(_OPEN)


def rebase(version: int) -> None:
    """Let the next save of the open draft go on top of *version*, which did not change what is in it."""
    if draft := opened():
        carry_on(replace(draft, version=version))


def close() -> None:
    """Close the drawer and forget what was typed in it."""
    if draft := st.session_state.pop(_OPEN, None):
        for key in [key for key in st.session_state if str(key).startswith(draft.key(""))]:
            del st.session_state[key]
    st.session_state.pop("removing", None)


def _worded(options: Mapping[str, str]) -> Callable[[str], str]:
    return lambda value: options.get(value, value)


def names(items: Iterable[Any]) -> dict[str, str]:
    """Return id → name of definitions, for choices."""
    return {each.id: getattr(each, "label", None) or each.name for each in items}
