-- A row is one import, newest first, undone ones as well.
select id, dataset, file, sha256, "at", who, first_day, last_day, rows, replaced, dropped, rejects, undone_at, action
from ledger.imports
order by id desc
