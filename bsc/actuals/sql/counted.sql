-- a row is one aggregate in one period, of all rows or of one value of a dimension
select "part", "grain", "start", "dimension", "value", "result" from $counted
