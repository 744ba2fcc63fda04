"""A presentation: which slide is shown, the way in from a page, and the way back to it."""
