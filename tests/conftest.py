"""What holds for every room: a law has no deadline, because a busy machine is no counterexample."""

from hypothesis import settings

settings.register_profile("bsc", deadline=None)
settings.load_profile("bsc")
