-- A row is one month: published content.
select
    date_trunc('month', published_on) as month,
    count(*) as customer_stories
from dataset.content
where format = 'Customer story' and published_on is not null
group by all
