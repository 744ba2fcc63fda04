-- A row is one month: inquiries.
select
    date_trunc('month', inquiry_date) as month,
    median(epoch(first_reply_date - inquiry_date) / 3600) as hours_to_answer_inquiry
from dataset.contacts
where inquiry_date is not null
group by all
