-- One row: how many incoming rows a later row of the same file takes the place of.
select cast(coalesce(sum(_too_many), 0) as bigint) as too_many from repeated
