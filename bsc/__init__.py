"""Journey Scorecard: a company's customer journey, run by a Balanced Scorecard."""

import os

__version__ = "0.1.0"

# The series here are short: threads of the linear algebra wait for each other longer than they work, and beside other
# work five times as long. It is read when numpy is first imported; who has set it keeps it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
