-- A row is one mailing to one list.
select
    n + 2 as _line,
    'Mailing ' || cast(n as varchar) as title,
    pick(personas(), n, 1) as list,
    minute_of(n, $rows) as send_date,
    cast(300 + hash(n, 2) % 900 as bigint) as successful_deliveries,
    cast(90 + hash(n, 3) % 200 as bigint) as unique_opens,
    cast(hash(n, 4) % 40 as bigint) as unique_clicks
from range($rows) as numbers (n)
