"""The page Trends & targets: the choice of a KPI, what is known of it, its chart, and the draft of a target."""
