-- A row is one month: closed deals.
select
    date_trunc('month', close_date) as month,
    count(*) filter (where deal_stage = 'Closed Won') / count(*) as win_rate,
    avg(discount) filter (where deal_stage = 'Closed Won') as average_discount,
    count(closed_lost_reason) filter (where deal_stage = 'Closed Lost')
        / count(*) filter (where deal_stage = 'Closed Lost') as loss_reason_known,
    sum(amount) filter (where deal_stage = 'Closed Won' and original_source = 'Referral')
        / sum(amount) filter (where deal_stage = 'Closed Won') as referral_revenue_share,
    median(epoch(close_date - proposal_sent_date) / 86400)
        filter (where deal_stage = 'Closed Won') as proposal_to_signature_days
from dataset.deals
where close_date is not null
group by all
