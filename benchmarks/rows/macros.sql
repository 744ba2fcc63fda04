-- What the invented rows are drawn with. `n` is a row's number, `salt` tells the draws of one row apart.
create macro share(n, salt) as (hash(n, salt) % 1000003) / 1000003;

create macro pick(choices, n, salt) as choices[1 + cast(hash(n, salt) % len(choices) as integer)];

create macro day_of(n, rows) as date '2023-11-01' + cast(n * 1096 // rows as integer);

create macro month_end_of(n, rows) as
    last_day(cast(date '2023-11-01' + to_months(cast(n * 36 // rows as integer)) as date));

create macro minute_of(n, rows) as timestamp '2023-11-01' + to_minutes(n * 1578240 // rows);

create macro later(moment, n, salt, days) as
    moment + to_minutes(cast(share(n, salt) * share(n, salt + 1) * days * 1440 as bigint) + 1);

create macro channels() as
    ['Organic Search', 'Paid Search', 'Paid Social', 'Email', 'Organic Social', 'Referral', 'Direct'];

create macro personas() as ['owner_manager', 'operations_lead', 'hr_partner'];

create macro customer_of(n, salt, customers) as 'RL-' || cast(1000 + hash(n, salt) % customers as varchar);
