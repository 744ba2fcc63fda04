-- A row is one month: people who recommend.
select
    date_trunc('month', referred_on) as month,
    count(distinct referrer_customer_id) as advocates
from dataset.referrals
group by all
