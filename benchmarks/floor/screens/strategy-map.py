"""The elements of our page strategy-map, and nothing behind them."""

from benchmarks.floor.drawing import children
from benchmarks.floor.kept import trees

children(trees()["strategy-map"])
