-- A row is one month: planned content.
select
    date_trunc('month', planned_on) as month,
    count(*) filter (where published_on <= planned_on) / count(*) as content_on_time,
    median(load_time_s) as page_load_time
from dataset.content
group by all
