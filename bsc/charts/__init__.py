"""Rows in, charts out: Altair specifications whose numbers are columns of the data, and the look of a status."""
