"""pandas: the rows in memory, grouped twice."""

import duckdb
import pandas as pd

from benchmarks.peers.question import STAGES, WHOLE_TABLE, Answers, answers_of, arguments, told


def main() -> None:
    """Read the events once, then answer from memory."""
    parquet, _, runs = arguments()
    frame = pd.read_parquet(parquet, columns=["happened", "stage", "user_id", "clicks", "cost", "amount", "minutes"])
    connection = duckdb.connect()
    connection.execute("create table events as select * from read_parquet(?)", [str(parquet)])

    def ask() -> pd.DataFrame:
        month = frame["happened"].dt.to_period("M")
        parts = frame.groupby([month, "stage"]).agg(
            n=("clicks", "size"),
            clicks=("clicks", "sum"),
            cost=("cost", "sum"),
            amount=("amount", "sum"),
            most=("amount", "max"),
        )
        months = frame.groupby(month)
        found: dict[str, pd.Series[float]] = {}
        for number, stage in enumerate(STAGES):
            part = parts.xs(stage, level="stage")
            values = (
                part["n"],
                part["clicks"],
                part["cost"],
                part["amount"] / part["n"],
                part["clicks"] / part["cost"],
                part["most"],
            )
            found |= {f"k{number * 6 + place}": value for place, value in enumerate(values)}
        people = months["user_id"].nunique()
        whole = (months["minutes"].median(), months["amount"].quantile(0.9), people, people / months.size())
        found |= {f"k{WHOLE_TABLE + place}": value for place, value in enumerate(whole)}
        return pd.DataFrame(found)

    def answers() -> Answers:
        return answers_of(
            {"month": month, **{str(kpi): value for kpi, value in row.items()}}
            for month, row in ask().to_dict("index").items()
        )

    told(pd.__version__, duckdb.__version__, runs, ask, lambda sql: connection.execute(sql).fetchall(), answers)


if __name__ == "__main__":
    main()
