-- Keeps what the note $id says now as an earlier wording; no row comes back when there is none.
insert into ledger.wordings
select id, text, who, "at" from ledger.notes where id = $id and withdrawn_at is null
returning text
