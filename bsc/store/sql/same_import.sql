-- One row at most: the import that counts and brought the same bytes, read the same way, into the same dataset.
select id
from ledger.imports
where dataset = ? and sha256 = ? and table_name = ? and reading = ? and undone_at is null
order by id desc
limit 1
