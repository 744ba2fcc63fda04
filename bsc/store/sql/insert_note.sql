-- Keeps a new note and gives its number.
insert into ledger.notes (id, kpi, "day", text, who, "at")
select coalesce(max(id), 0) + 1, $kpi, $day, $text, $who, $at from ledger.notes
returning id
