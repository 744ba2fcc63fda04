-- A row is one month of one group of customers.
select
    n + 2 as _line,
    month_end_of(n, $rows) as period_end,
    pick(channels(), n, 1) as channel,
    pick(personas(), n, 2) as persona,
    cast(20 + hash(n, 3) % 80 as bigint) as customers_at_start,
    cast(hash(n, 4) % 3 as bigint) as churned_customers,
    round(2000 + share(n, 5) * 8000, 2) as mrr_at_start,
    round(share(n, 6) * 900, 2) as new_mrr,
    round(share(n, 7) * 200, 2) as expansion_mrr,
    round(share(n, 8) * 90, 2) as contraction_mrr,
    round(share(n, 9) * 150, 2) as churned_mrr
from range($rows) as numbers (n)
