-- One row: for each incoming column, whether it holds any value.
select {filled} from incoming
