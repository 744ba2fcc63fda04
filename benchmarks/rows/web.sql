-- A row is one day of one landing page and channel: 36 months of new visitors and of forms.
select
    n + 2 as _line,
    day_of(n, $rows) as date,
    pick(channels(), n, 1) as session_default_channel_group,
    '/page-' || cast(hash(n, 2) % 3000 as varchar) as landing_page,
    cast(hash(n, 3) % 90 as bigint) as sessions,
    cast(hash(n, 3) % 90 * 6 // 10 as bigint) as new_users,
    cast(hash(n, 4) % 12 as bigint) as form_starts,
    cast((hash(n, 4) % 12) * (3 + hash(n, 5) % 5) // 10 as bigint) as form_submits
from range($rows) as numbers (n)
