-- A row is one row of the dataset that counts: its import and its unit.
create or replace temp view counting_rows as select _import, {unit} as _unit from {rows} where _live
