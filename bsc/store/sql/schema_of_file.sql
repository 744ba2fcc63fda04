-- One row: whether the file holds a ledger, and whether it holds anything at all.
select
    count(*) filter (where table_schema = 'ledger' and table_name = 'schema_steps') = 1 as has_ledger,
    count(*) > 0 as has_tables
from information_schema.tables
where table_catalog = current_database()
