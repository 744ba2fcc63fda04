-- A row is one month of one employee, who stays in one team.
select
    n + 2 as _line,
    month_end_of(n, $rows) as report_date,
    'E' || cast(n % greatest($rows // 36, 1) as varchar) as employee_id,
    pick(['Marketing', 'Sales', 'Onboarding', 'Support'], n % greatest($rows // 36, 1), 1) as team,
    round(greatest(share(n, 2) * 6 - 2, 0), 1) as learning_hours,
    case when hash(n, 3) % 2 = 0 then 'Yes' else 'No' end as certified,
    case when hash(n, 4) % 5 > 0 then cast(1 + hash(n, 5) % 5 as bigint) end as self_rated_confidence
from range($rows) as numbers (n)
