-- A row is one of the tables ? of rollups that has a column `day`.
select table_name
from information_schema.columns
where table_catalog = current_database() and table_schema = 'rollup' and column_name = 'day' and list_contains(?, table_name)
