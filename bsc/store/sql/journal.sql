-- A row is one change, newest first; the newest ? of them.
select "at", who, action, subject, note from ledger.journal order by id desc limit ?
