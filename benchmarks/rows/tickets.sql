-- A row is one ticket of a customer; one in twenty is not solved.
select
    n + 2 as _line,
    500000 + n as id,
    customer_of(n, 1, $customers) as requester_external_id,
    pick(['Low', 'Normal', 'High', 'Urgent'], n, 2) as priority,
    minute_of(n, $rows) as created_at,
    case when hash(n, 3) % 20 > 0 then later(minute_of(n, $rows), n, 4, 9) end as solved_at,
    cast(greatest(0, cast(hash(n, 6) % 7 as integer) - 5) as bigint) as reopens,
    cast(hash(n, 7) % 5 as bigint) as replies,
    cast(5 + hash(n, 8) % 1400 as bigint) as first_reply_time_in_minutes
from range($rows) as numbers (n)
