"""A file → tables → typed rows, and a report of everything kept and dropped.

The steps: `containers` (a file → its parts); `decoding` (bytes → text); `delimiters`, `chunks`, `records`, `headers`,
`grouping`, `layout`, `body`, `pairs` (text → tables); `notdata` and `accounts` (rows that are not data); `amounts`,
`moments`, `serials`, `joining`, `wording`, `forms`, `profiles`, `evidence` (what cells and headers could be); `asking`,
`dating`, `deciding`, `calendar_days`, `casting`, `typed`, `ahead` (text → typed rows); `recognition`, `meaning` (known
exports, time, persons); `units` (what has changed since the last import); `ranges` and `stated` (the period that a file
states); `across`, `pivots`, `unpivoting` (dates across columns → rows); `masking` (persons in rows that are not kept);
`free_text`, `greeting` (persons in what people wrote).
`inspecting` joins them.
"""

from bsc.intake.containers import parts
from bsc.intake.inspecting import inspect
from bsc.intake.inspection import Column, Dropped, Hints, Inspection, Lines, Proof, Reject, Table
from bsc.intake.parts import Part, plain_part
from bsc.intake.progress import Progress, Watch, unwatched
from bsc.intake.recognition import Recognition
from bsc.model.shape import Scale

__all__ = [
    "Column",
    "Dropped",
    "Hints",
    "Inspection",
    "Lines",
    "Part",
    "Progress",
    "Proof",
    "Recognition",
    "Reject",
    "Scale",
    "Table",
    "Watch",
    "inspect",
    "parts",
    "plain_part",
    "unwatched",
]
