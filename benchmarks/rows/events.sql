-- A row is one event of one person at one stage: the single table of forty KPIs.
select
    n + 2 as _line,
    minute_of(n, $rows) as happened,
    pick(['awareness', 'interest', 'consideration', 'purchase', 'onboarding', 'retention'], n, 1) as stage,
    pick(['search', 'social', 'email', 'direct', 'partner'], n, 2) as channel,
    pick(['newcomer', 'expert', 'manager'], n, 3) as persona,
    cast(hash(n, 4) % 20000 as bigint) as user_id,
    cast(hash(n, 5) % 50 as bigint) as clicks,
    share(n, 6) * 20 as cost,
    share(n, 7) * 200 as amount,
    cast(hash(n, 8) % 600 as bigint) as minutes
from range($rows) as numbers (n)
