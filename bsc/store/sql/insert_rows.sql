-- Copies the incoming rows into {rows} as those of import $import; {live} says which of them count.
insert into {rows} by name select $import as _import, _line, {live} as _live, {columns} from incoming {joined}
