"""What is undertaken: the board of initiatives, one of them, and who answers for what."""
