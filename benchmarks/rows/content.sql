-- A row is one planned piece of content; one in ten has not been published.
select
    n + 2 as _line,
    'Piece ' || cast(n as varchar) as title,
    pick(['Article', 'Checklist', 'Video', 'Customer story', 'Webinar page'], n, 1) as format,
    pick(personas(), n, 2) as persona,
    day_of(n, $rows) as planned_on,
    case when hash(n, 3) % 10 > 0 then day_of(n, $rows) + cast(hash(n, 4) % 6 as integer) - 3 end as published_on,
    case when hash(n, 3) % 10 > 0 then round(1.2 + share(n, 5) * 3, 2) end as load_time_s,
    cast(hash(n, 6) % 2000 as bigint) as views
from range($rows) as numbers (n)
