"""Reviews on the pages: the list of them, the one that goes on, the minutes of one that is closed."""
