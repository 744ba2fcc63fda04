"""A file → tables → typed rows, and a report of everything kept and dropped.

The steps: `decoding` (bytes → text); `records`, `headers`, `layout`, `body`, `pairs` (text → tables); `notdata` and
`accounts` (rows that are not data); `amounts`, `moments`, `forms`, `evidence`, `deciding`, `casting`, `typed` (text →
typed rows); `meaning` (time, persons, systems); `stated` (the period that a file states). `inspecting` joins them.
"""

from bsc.intake.inspecting import inspect
from bsc.intake.inspection import Column, Dropped, Hints, Inspection, Lines, Reject, Table

__all__ = ["Column", "Dropped", "Hints", "Inspection", "Lines", "Reject", "Table", "inspect"]
