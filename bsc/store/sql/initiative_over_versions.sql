-- A row is one version of the definitions, newest first, with the initiative called ? as it is there, as JSON.
select
    version,
    "at",
    who,
    note,
    (
        select cast(initiative as varchar)
        from unnest(cast(document -> '$.initiatives' as json [])) as initiatives (initiative)
        where initiative ->> 'id' = ?
    ) as initiative
from ledger.definitions
order by version desc
