-- A row is one month: mailings.
select
    date_trunc('month', send_date) as month,
    sum(unique_clicks) / sum(successful_deliveries) as email_click_rate
from dataset.email
group by all
