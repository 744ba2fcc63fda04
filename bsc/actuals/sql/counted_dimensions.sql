-- a row is one dimension of which something was counted ahead
select distinct "dimension" from $counted where "dimension" <> ''
