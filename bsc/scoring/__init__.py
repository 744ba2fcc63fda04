"""Points, rollup, status, attribution. Pure arithmetic: no frame, no clock, no database.

The words: a value is *judged* against its *anchors* (target and red line); judgements are rolled up into a tree of
*nodes*; a node's score is explained by its KPIs' *portions*, its change by their *effects*.
"""
