-- A row is one column of the rows table of dataset ?, with its SQL type, without the ledger's own three.
select column_name, lower(data_type) as type
from information_schema.columns
where table_catalog = current_database()
    and table_schema = 'rows'
    and table_name = ?
    and column_name not in ('_import', '_line', '_live')
order by ordinal_position
