-- One row, or none: what the digest $1 told $2 when it was sent last.
select mark from ledger.sendings where subscription = $1 and destination = $2 and outcome = 'sent' order by due desc limit 1
