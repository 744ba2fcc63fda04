-- Writes one change into the journal and gives its number.
insert into ledger.journal
select coalesce(max(id), 0) + 1, $at, $who, $action, $subject, $note from ledger.journal
returning id
