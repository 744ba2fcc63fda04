"""Rows on their way: kept as text beside the database, in columns, until every column's type is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pyarrow as pa

from bsc.intake.forms import Profile

CELLS_AT_ONCE = 1_000_000


@dataclass
class Staging:
    """The rows of one table as text: written once in runs, then read column by column as often as needed."""

    spool: Path
    width: int
    rows: int = 0
    profiles: list[Profile] = field(default_factory=list)
    _sink: pa.OSFile | None = None
    _writer: pa.RecordBatchFileWriter | None = None

    def __post_init__(self) -> None:
        """Name the file; it is created with the first row."""
        self.path = self.spool / f"{uuid4().hex}.rows"
        self.profiles = [Profile() for _ in range(self.width)]
        names = [*map(str, range(self.width)), "line"]
        self._schema = pa.schema([(name, pa.int64() if name == "line" else pa.large_string()) for name in names])

    def add(self, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
        """Keep *rows*, which begin on the physical *lines*."""
        if not rows:
            return
        columns = list(zip(*rows, strict=True))
        for profile, cells in zip(self.profiles, columns, strict=True):
            profile.add(cells)
        arrays = [pa.array(cells, pa.large_string()) for cells in columns]
        batch = pa.record_batch([*arrays, pa.array(lines, pa.int64())], schema=self._schema)
        if self._writer is None:
            self._sink = pa.OSFile(str(self.path), "wb")
            self._writer = pa.ipc.new_file(self._sink, self._schema)
        self._writer.write_batch(batch)
        self.rows += len(rows)

    def close(self) -> None:
        """Finish writing."""
        if self._writer is not None and self._sink is not None:
            self._writer.close()
            self._sink.close()
            self._writer = None

    def batches(self, places: Sequence[int] | None = None) -> Iterator[pa.RecordBatch]:
        """Return the rows again, in order: all columns, or the columns at *places* only, and `line`."""
        self.close()
        if not self.rows:
            return
        chosen = [*places, self.width] if places is not None else None
        options = pa.ipc.IpcReadOptions(included_fields=chosen)
        with pa.OSFile(str(self.path), "rb") as file, pa.ipc.open_file(file, options=options) as reader:
            waiting: list[pa.RecordBatch] = []
            for number in range(reader.num_record_batches):
                waiting.append(reader.get_batch(number))
                if sum(batch.num_rows for batch in waiting) * len(waiting[0].schema) >= CELLS_AT_ONCE:
                    yield pa.concat_batches(waiting)
                    waiting = []
            if waiting:
                yield pa.concat_batches(waiting)

    def values(self, place: int) -> Iterator[str]:
        """Return the different cells of the column at *place*, each once a batch."""
        for batch in self.batches([place]):
            yield from batch.column(0).unique().to_pylist()

    def discard(self) -> None:
        """Remove the file."""
        self.close()
        self.path.unlink(missing_ok=True)
