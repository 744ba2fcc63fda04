-- A row is one row of the typed file {typed}, on its way into a dataset.
create or replace temp view incoming as select _line, {columns} from read_parquet({typed})
