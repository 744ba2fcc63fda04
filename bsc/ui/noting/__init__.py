"""Notes on whatever the scorecard has: the thread beneath a thing, how many there are, and all of them searched."""
