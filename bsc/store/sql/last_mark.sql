-- One row, or none: what the digest $1 told when it was sent last.
select mark from ledger.sendings where subscription = $1 and outcome = 'sent' order by due desc limit 1
