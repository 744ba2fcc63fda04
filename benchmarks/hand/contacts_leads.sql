-- A row is one month: contacts that became leads.
select
    date_trunc('month', became_a_lead_date) as month,
    count(*) as leads
from dataset.contacts
where became_a_lead_date is not null
group by all
