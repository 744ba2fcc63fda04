-- One row at most: line ? of the journal.
select id from ledger.journal where id = ?
