-- Takes a table away.
drop table if exists {table}
