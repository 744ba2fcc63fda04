"""What an import would do to its dataset, in sentences."""

from collections.abc import Iterable, Sequence

from bsc.model.editing import joined, number_of
from bsc.store import Effect, ImportLine
from bsc.views.dates import day

_SHOWN = 8


def effect_sentence(effect: Effect) -> str:
    """Return how many rows come in and which earlier ones they take the place of."""
    if not effect.rows:
        return "Nothing would be stored: no row of the file can be kept."
    adds = f"adds {effect.adds:,}" if effect.replaces else f"Adds {number_of(effect.adds, 'row')} and replaces nothing."
    if not effect.replaces:
        return adds
    shown = [
        f"{number_of(each.rows, 'row')} of {each.file} imported on {day(each.at)}" for each in effect.replaces[:_SHOWN]
    ]
    more = [f"{len(effect.replaces) - _SHOWN} more imports"] if len(effect.replaces) > _SHOWN else []
    return f"Replaces {joined([*shown, *more])}, {adds}."


def effects_sentence(effects: Sequence[Effect]) -> str:
    """Return the same for many files at once: how many rows they add, and how many earlier rows they replace."""
    adds, replaced = sum(each.adds for each in effects), sum(each.replaced for each in effects)
    if not replaced:
        return f"Adds {number_of(adds, 'row')} and replaces nothing."
    imports = {each.id for effect in effects for each in effect.replaces}
    return f"Replaces {number_of(replaced, 'row')} of {number_of(len(imports), 'earlier import')}, adds {adds:,}."


def same_bytes_sentence(same: int, imports: Iterable[ImportLine]) -> str:
    """Return that the file is import *same* already."""
    line = next(each for each in imports if each.id == same)
    return f"These bytes were imported already, on {day(line.at)} as {line.file}: nothing would change."


def column_sentences(effect: Effect) -> tuple[str, ...]:
    """Return what is different about the columns than in earlier files."""
    said = (
        ("New columns", effect.appeared),
        ("Columns that earlier files had and this one lacks", effect.vanished),
        ("Columns whose type grows, for earlier rows as well", effect.widened),
        ("Columns whose unit is another one than before", tuple(map(str, effect.units))),
    )
    return tuple(f"{what}: {_listed(names)}." for what, names in said if names)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
