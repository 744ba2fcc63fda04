"""The elements of our page what-if, and nothing behind them."""

from benchmarks.floor.drawing import children
from benchmarks.floor.kept import trees

children(trees()["what-if"])
