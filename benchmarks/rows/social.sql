-- A row is one week of one account of a network; what is read last in a week stands last in the file.
select
    n + 2 as _line,
    cast(date_trunc('week', day_of(n, $rows)) as date) as week_starting,
    pick(['LinkedIn', 'Instagram', 'Facebook'], n, 1) as network,
    cast(1 + hash(n, 2) % 6 as bigint) as posts,
    cast(500 + hash(n, 3) % 3000 as bigint) as impressions,
    cast(hash(n, 4) % 90 as bigint) as likes,
    cast(5000 + n * 6000 // $rows as bigint) as followers
from range($rows) as numbers (n)
