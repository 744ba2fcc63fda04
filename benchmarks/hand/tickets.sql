-- A row is one month: new tickets.
select
    date_trunc('month', created_at) as month,
    median(first_reply_time_in_minutes) / 60 as first_reply_hours
from dataset.tickets
group by all
