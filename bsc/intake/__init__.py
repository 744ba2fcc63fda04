"""A file → tables → typed rows, and a report of everything kept and dropped.

The steps, one module each: `decoding` (bytes → text), `records` and `layout` (text → tables), `notdata` (rows that are
not data), `amounts`, `moments`, `forms`, `deciding` and `casting` (text → typed values), `meaning` (time, persons, systems)
and `stated` (the period that a file states). `inspecting` puts them together.
"""

from bsc.intake.inspecting import inspect
from bsc.intake.inspection import Column, Dropped, Hints, Inspection, Reject, Table

__all__ = ["Column", "Dropped", "Hints", "Inspection", "Reject", "Table", "inspect"]
