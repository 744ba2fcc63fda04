-- One row: the newest of the imports ? that has rows which would go on to count beside the incoming ones, or NULL.
select max(_import) as id
from counting_rows
where list_contains(?::bigint[], _import) and (_unit is null or _unit not in (select _unit from touched))
