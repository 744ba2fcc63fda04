-- A row is one posting at a month's end.
select
    n + 2 as _line,
    month_end_of(n, $rows) as posting_date,
    pick(['Marketing', 'Sales', 'Onboarding', 'Support'], n, 1) as cost_centre,
    pick(['Agencies and tools', 'People', 'Advertising'], n, 2) as account,
    pick(channels(), n, 3) as channel,
    round(share(n, 4) * 3000, 2) as amount_eur
from range($rows) as numbers (n)
