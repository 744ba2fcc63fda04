-- A row is one month: website traffic.
select
    date_trunc('month', date) as month,
    sum(new_users) as visitors,
    sum(form_submits) / sum(form_starts) as form_completion
from dataset.web
group by all
