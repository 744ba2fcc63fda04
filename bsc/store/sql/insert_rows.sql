-- Copies the incoming rows into {rows} as those of import $import; which of them count is said afterwards.
insert into {rows} by name select $import as _import, _line, false as _live, {columns} from incoming
