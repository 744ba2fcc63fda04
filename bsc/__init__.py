"""Journey Scorecard: a company's customer journey, run by a Balanced Scorecard."""

__version__ = "0.1.0"
