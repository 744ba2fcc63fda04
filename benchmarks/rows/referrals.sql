-- A row is one recommendation; half of them become customers, who bring a reward.
select
    n + 2 as _line,
    'REF-' || cast(n as varchar) as referral_id,
    day_of(n, $rows) as referred_on,
    customer_of(n, 1, $customers) as referrer_customer_id,
    pick(personas(), n, 2) as persona,
    day_of(n, $rows) + cast(hash(n, 3) % 9 as integer) as contacted_on,
    case when hash(n, 4) % 2 = 0 then day_of(n, $rows) + cast(10 + hash(n, 5) % 50 as integer) end as customer_since,
    case when hash(n, 4) % 2 = 0 then 80.0::double end as reward_paid
from range($rows) as numbers (n)
