-- Copies a table {source} as {target}, with those of its rows for which {which} holds.
create table {target} as select * from {source} where {which}
