"""What holds for every room: a law has no deadline, because a busy machine is no counterexample.

Ctrl-C reaches the programs that tests start, also where the tests themselves were started in the background of a shell:
it ignores the signal, and whoever it starts inherits that.
"""

import signal

from hypothesis import settings

settings.register_profile("bsc", deadline=None)
settings.load_profile("bsc")
signal.signal(signal.SIGINT, signal.default_int_handler)
