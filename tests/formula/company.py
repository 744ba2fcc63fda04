"""The datasets that the tests of this room name."""

from typing import Any

from bsc.model.definitions import Scorecard
from bsc.model.reading import scorecard_from
from bsc.model.shape import ColumnShape, DatasetShape, column_name
from bsc.model.words import ColumnType as Type


def shape(dataset: str, **columns: Type) -> DatasetShape:
    return DatasetShape(dataset, tuple(ColumnShape(name, name, kind) for name, kind in columns.items()), rows=1)


def shapes() -> dict[str, DatasetShape]:
    orders = shape(
        "orders",
        order_id=Type.TEXT,
        customer_id=Type.TEXT,
        status=Type.TEXT,
        reference=Type.TEXT,
        amount=Type.NUMBER,
        refund=Type.NUMBER,
        cost=Type.NUMBER,
        clicks=Type.INTEGER,
        impressions=Type.INTEGER,
        headcount=Type.INTEGER,
        leavers=Type.INTEGER,
        paid=Type.BOOLEAN,
        ordered_at=Type.TIMESTAMP,
        shipped_at=Type.TIMESTAMP,
        ordered_on=Type.DATE,
    )
    spent = ColumnShape(column_name("Amount spent (GBP)"), "Amount spent (GBP)", Type.NUMBER)
    customers = shape("customers", customer_id=Type.TEXT, country=Type.TEXT, signed_up_at=Type.TIMESTAMP)
    return {
        "orders": DatasetShape("orders", (*orders.columns, spent), rows=1),
        "customers": customers,
    }


def scorecard(*datasets: dict[str, Any], **kpi: Any) -> Scorecard:  # noqa: ANN401 -- a KPI's plain document
    kpis = [{"id": "kpi", "name": "KPI", "objective": "sell", "dataset": "orders", "formula": "count(*)", **kpi}]
    return scorecard_from(
        {
            "stages": [{"id": "purchase", "name": "Purchase"}],
            "objectives": [{"id": "sell", "name": "Sell", "stage": "purchase", "perspective": "financial"}],
            "datasets": [
                {"id": "orders", "time": "ordered_at", "key": ["order_id"], "lookups": {"customers": "customer_id"}},
                {"id": "customers", "key": ["customer_id"]},
                {"id": "leads", "time": "created_at"},
                *datasets,
            ],
            "kpis": kpis,
        }
    )
