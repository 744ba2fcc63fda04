-- Puts a comment to a touchpoint.
insert into ledger.tags (dataset, comment, "day", touchpoint, who, "at") values ($dataset, $comment, $day, $touchpoint, $who, $at)
