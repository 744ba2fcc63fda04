-- A row is one answer of a customer to one of two surveys; some critics are called back.
select
    n + 2 as _line,
    cast(hash(n, 1) % 11 as bigint) as how_likely_are_you_to_recommend_us_to_a_friend_or_colleague,
    cast(1 + hash(n, 2) % 5 as bigint) as how_satisfied_are_you_with_the_last_weeks,
    case when hash(n, 3) % 3 = 0 then 'onboarding' else 'relationship' end as survey,
    customer_of(n, 4, $customers) as customer_id,
    pick(personas(), n, 5) as persona,
    case when hash(n, 1) % 11 <= 6 and hash(n, 6) % 3 = 0
        then cast(minute_of(n, $rows) as date) + cast(hash(n, 7) % 14 as integer) end as followed_up_on,
    minute_of(n, $rows) as submit_date_utc
from range($rows) as numbers (n)
