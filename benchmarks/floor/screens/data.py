"""The elements of our page data, and nothing behind them."""

from benchmarks.floor.drawing import children
from benchmarks.floor.kept import trees

children(trees()["data"])
