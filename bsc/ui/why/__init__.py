"""The page Why it changed: the choice of a part and of what it is held against, its waterfall, a KPI's segments."""
