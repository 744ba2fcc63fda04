-- A row is one month: recommendations.
select
    date_trunc('month', referred_on) as month,
    median(contacted_on - referred_on) as referral_follow_up_days
from dataset.referrals
group by all
