-- A row is the audience of one persona in one webinar; one in ten does not know its requests yet.
select
    n + 2 as _line,
    day_of(n, $rows) as session_date,
    pick(['introduction', 'deep dive'], n, 1) as level,
    pick(personas(), n, 2) as persona,
    cast(20 + hash(n, 3) % 50 as bigint) as registered,
    cast(5 + hash(n, 4) % 15 as bigint) as attended,
    cast(1 + hash(n, 5) % 5 as bigint) as ratings,
    round(3 + share(n, 6) * 2, 1) as average_rating,
    case when hash(n, 7) % 10 > 0 then cast(hash(n, 8) % 5 as bigint) end as demo_requests_within_14_days
from range($rows) as numbers (n)
