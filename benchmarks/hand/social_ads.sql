-- A row is one month: social media ads.
select
    date_trunc('month', day) as month,
    1000 * sum(amount_spent_eur) / sum(impressions) as cost_per_thousand_impressions
from dataset.social_ads
group by all
