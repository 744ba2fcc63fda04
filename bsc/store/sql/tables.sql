-- A row is one table of the store.
select table_schema, table_name
from information_schema.tables
where table_catalog = current_database() and table_type = 'BASE TABLE'
