-- A row is one day of one ad in one of 200 campaigns.
select
    n + 2 as _line,
    day_of(n, $rows) as day,
    'Social ' || cast(hash(n, 1) % 200 as varchar) as campaign_name,
    cast(100 + hash(n, 2) % 4000 as bigint) as reach,
    round(share(n, 3) * 60, 2) as amount_spent_eur,
    cast(200 + hash(n, 4) % 6000 as bigint) as impressions,
    cast(hash(n, 5) % 50 as bigint) as link_clicks
from range($rows) as numbers (n)
