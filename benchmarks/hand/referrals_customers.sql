-- A row is one month: recommended customers.
select
    date_trunc('month', customer_since) as month,
    sum(reward_paid) / count(*) as reward_per_referred_customer
from dataset.referrals
where customer_since is not null
group by all
