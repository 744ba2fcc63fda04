-- One row per comment that was put to a touchpoint, the oldest first.
select dataset, comment, "day", touchpoint from ledger.tags order by "at", dataset, comment, touchpoint
