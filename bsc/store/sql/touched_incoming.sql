-- A row is the unit of one incoming row: not listed, because there may be as many as rows.
create or replace temp view touched as select {unit} as _unit from incoming where {unit} is not null
