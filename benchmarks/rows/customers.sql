-- A row is one customer, with the milestones of the set-up that most of them reach.
with signed as (
    select
        n,
        minute_of(n, $rows) as signed_up_at,
        case when hash(n, 4) % 10 > 0 then later(minute_of(n, $rows), n, 5, 15) end as activated_at
    from range($rows) as numbers (n)
)

select
    n + 2 as _line,
    'RL-' || cast(1000 + n as varchar) as customer_id,
    pick(['Starter', 'Team', 'Business'], n, 1) as plan,
    pick(personas(), n, 2) as persona,
    pick(channels(), n, 3) as channel,
    signed_up_at,
    activated_at,
    case when hash(n, 7) % 10 > 0 then later(activated_at, n, 8, 60) end as went_live_at,
    case when hash(n, 10) % 10 > 0 then activated_at + to_days(90) end as n_90_day_check_at,
    cast(8 + hash(n, 11) % 5 as bigint) as setup_steps_done,
    cast(hash(n, 12) % 3 as bigint) as setup_errors,
    round(share(n, 13) * 12, 1) as onboarding_hours
from signed
