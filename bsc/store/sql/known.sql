-- One row: for each incoming column, whether it holds any value, and its least and greatest number.
select {known} from incoming
