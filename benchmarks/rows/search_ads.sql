-- A row is one day of one ad group in one of 300 campaigns; a campaign has one channel.
select
    n + 2 as _line,
    day_of(n, $rows) as day,
    'Campaign ' || cast(hash(n, 1) % 300 as varchar) as campaign,
    case when hash(n, 1) % 5 = 0 then 'Paid Social' else 'Paid Search' end as labels_on_campaign,
    'AG-' || cast(hash(n, 2) % 20000 as varchar) as ad_group,
    round(share(n, 3) * 120, 2) as cost,
    cast(200 + hash(n, 4) % 1800 as bigint) as impr,
    cast(hash(n, 5) % 60 as bigint) as clicks,
    cast(hash(n, 6) % 4 as bigint) as conversions,
    round(share(n, 7) * 900, 2) as conv_value
from range($rows) as numbers (n)
