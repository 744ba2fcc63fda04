-- Makes the table that keeps the rows of every import of one dataset.
create table if not exists {rows} (_import bigint not null, _line bigint not null, _live boolean not null, {columns})
