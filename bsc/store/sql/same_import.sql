-- One row at most: the newest import that brought the same bytes, read the same way, into the same dataset and was not
-- undone, with how many rows it kept and the period that its file states.
select id, rows, covers_from, covers_to
from ledger.imports
where dataset = ? and sha256 = ? and table_name = ? and reading = ? and undone_at is null
order by id desc
limit 1
