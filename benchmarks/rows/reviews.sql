-- A row is one public review; three of four are answered.
select
    n + 2 as _line,
    day_of(n, $rows) as review_date,
    pick(['Softwarekompass', 'Toolvergleich', 'Appregal'], n, 1) as platform,
    pick(personas(), n, 2) as persona,
    cast(1 + hash(n, 3) % 5 as bigint) as rating,
    case when hash(n, 4) % 4 > 0 then day_of(n, $rows) + cast(1 + hash(n, 5) % 6 as integer) end as replied_on
from range($rows) as numbers (n)
