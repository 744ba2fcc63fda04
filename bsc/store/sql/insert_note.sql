-- Keeps a new note and gives its number.
insert into ledger.notes (id, uid, kind, subject, "day", text, who, "at")
select coalesce(max(id), 0) + 1, $uid, $kind, $subject, $day, $text, $who, $at from ledger.notes
returning id
