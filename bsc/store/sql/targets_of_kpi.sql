-- A row is one version of the definitions, newest first, with the targets that the KPI called ? has there, as JSON.
select
    version,
    "at",
    who,
    note,
    (
        select cast(kpi -> 'targets' as varchar)
        from unnest(cast(document -> '$.kpis' as json [])) as kpis (kpi)
        where kpi ->> 'id' = ?
    ) as targets
from ledger.definitions
order by version desc
