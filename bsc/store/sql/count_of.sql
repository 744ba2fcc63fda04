-- One value: how many rows {dataset} shows, whatever it is joined with.
(select count(*) from {dataset})
