-- A row is one month: search ads.
select
    date_trunc('month', day) as month,
    sum(cost) / sum(clicks) as cost_per_click,
    sum(clicks) / sum(impr) as search_click_rate,
    sum(conv_value) / sum(cost) as return_on_ad_spend
from dataset.search_ads
group by all
