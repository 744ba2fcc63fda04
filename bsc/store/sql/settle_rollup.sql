-- Keeps what the tables of rollup $id hold now.
update ledger.rollups set cells = $cells, rows = $rows, made_at = $made_at where id = $id
