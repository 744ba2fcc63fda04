-- A row is one month: solved tickets.
select
    date_trunc('month', solved_at) as month,
    count(*) filter (where replies <= 1 and reopens = 0) / count(*) as first_contact_resolution
from dataset.tickets
where solved_at is not null
group by all
