"""A slider with number fields that are its equals: the one for feeling around, the others for exact values."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import streamlit as st

from bsc.model.definitions import Level
from bsc.views.reach import numbers

Take = Callable[[Level], None]
_ENDS: Final = ("from", "to")


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A slider's ends and step, as shown, and how it and the fields beneath it write numbers."""

    low: float
    high: float
    step: float
    slider_format: str
    field_format: str
    least: float | None = None

    def standing(self, level: Level) -> Level:
        """Return where the slider stands for *level*: within its ends."""
        if isinstance(level, tuple):
            return self._within(level[0]), self._within(level[1])
        return self._within(level)

    def _within(self, number: float) -> float:
        return min(max(number, self.low), self.high)


def draw(key: str, label: str, level: Level, scale: Scale, take: Take) -> None:
    """Draw slider and fields that say *level*, as shown; *take* gets what is chosen in either."""
    slider = f"{key}.{scale.low:g}.{scale.high:g}.slider"  # with other ends it is another slider
    fields = [f"{key}.{at}" for at, _ in enumerate(numbers(level))]
    _put(slider, scale.standing(level))
    for field, number in zip(fields, numbers(level), strict=True):
        _put(field, number)
    st.slider(
        label,
        scale.low,
        scale.high,
        step=scale.step,
        format=scale.slider_format,
        key=slider,
        on_change=_slid,
        args=(slider, take),
    )
    for at, (field, place) in enumerate(zip(fields, st.columns(len(fields), gap="small"), strict=True)):
        with place:
            st.number_input(
                f"{label} {_ENDS[at]}" if len(fields) > 1 else f"{label}, exactly",
                min_value=scale.least,
                step=scale.step,
                format=scale.field_format,
                key=field,
                on_change=_typed,
                args=(fields, numbers(level), take),
                label_visibility="collapsed",
            )


def _put(key: str, value: Level) -> None:
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _slid(key: str, take: Take) -> None:
    take(st.session_state[key])


def _typed(keys: list[str], before: tuple[float, ...], take: Take) -> None:
    """Take what the fields say; an emptied one keeps its number."""
    said = [st.session_state[key] for key in keys]
    now = [old if new is None else new for old, new in zip(before, said, strict=True)]
    take(now[0] if len(now) == 1 else (min(now), max(now)))
