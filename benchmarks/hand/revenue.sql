-- A row is one month: movements of recurring revenue.
select
    date_trunc('month', period_end) as month,
    sum(new_mrr) as new_recurring_revenue,
    (sum(mrr_at_start) + sum(expansion_mrr) - sum(contraction_mrr) - sum(churned_mrr))
        / sum(mrr_at_start) as net_revenue_retention,
    0.8 * sum(mrr_at_start) / sum(churned_customers) as lifetime_value,
    1 - sum(churned_customers) / sum(customers_at_start) as customer_retention
from dataset.revenue
group by all
