"""Files on their way into a dataset: chosen, looked at, corrected, and imported by one click."""
