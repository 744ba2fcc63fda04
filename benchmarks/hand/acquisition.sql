-- A row is one month: what leads and customers cost.
select
    month,
    sum(spend) / sum(leads) as cost_per_lead,
    sum(spend) / sum(customers) as acquisition_cost
from (
    select spent.month, spend, coalesce(leads, 0) as leads, coalesce(customers, 0) as customers
    from (
        select date_trunc('month', posting_date) as month, channel, sum(amount_eur) as spend
        from dataset.costs
        where cost_centre in ('Marketing', 'Sales')
        group by all
    ) as spent
    left join (
        select date_trunc('month', became_a_lead_date) as month, original_source as channel, count(*) as leads
        from dataset.contacts
        where became_a_lead_date is not null
        group by all
    ) using (month, channel)
    left join (
        select date_trunc('month', signed_up_at) as month, channel, count(*) as customers
        from dataset.customers
        group by all
    ) using (month, channel)
) as by_channel
group by all
