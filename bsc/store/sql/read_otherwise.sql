-- One row at most: an import that counts, brought the same bytes into the same dataset as the incoming file, and has
-- rows that would go on to count beside the incoming ones.
select max(_import) as id
from {rows}
where
    _live
    and {unit} not in (select _unit from touched)
    and _import in (
        select i.id
        from ledger.imports as i
        where i.dataset = $dataset and i.sha256 = $sha256 and i.table_name = $table and i.undone_at is null
    )
having count(*) > 0
