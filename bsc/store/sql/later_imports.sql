-- A row is one import into dataset ? after import ? that was not undone.
select id from ledger.imports where dataset = ? and id > ? and undone_at is null
