-- A row is one import that counts and brought the same bytes into the same dataset.
select id from ledger.imports where dataset = ? and sha256 = ? and table_name = ? and undone_at is null
