"""What the page Definitions shows of a scorecard."""

from bsc.model.reading import scorecard_from
from bsc.model.shape import ColumnShape, DatasetShape
from bsc.model.words import ColumnType, Perspective
from bsc.views.definitions import columns, grid

SCORECARD = scorecard_from(
    {
        "version": 1,
        "stages": [{"id": "interest", "name": "Interest"}, {"id": "purchase", "name": "Purchase"}],
        "datasets": [
            {
                "id": "payments",
                "time": "orders.day",
                "lookups": {"orders": "order_id"},
                "columns": {"Amount": "number"},
            },
            {"id": "orders", "time": "day", "key": ["order_id"]},
        ],
        "objectives": [
            {"id": "grow", "name": "Grow", "stage": "interest", "perspective": "customer"},
            {"id": "earn", "name": "Earn", "stage": "purchase", "perspective": "financial"},
        ],
        "kpis": [
            {"id": "paid", "name": "Paid", "objective": "earn", "dataset": "payments", "formula": "count(*)"},
            {
                "id": "revenue",
                "name": "Revenue",
                "objective": "earn",
                "dataset": "payments",
                "formula": "sum(amount)",
                "pinned": True,
            },
        ],
    }
)


def test_the_grid_has_a_row_a_stage_and_a_cell_a_perspective() -> None:
    rows = grid(SCORECARD)
    assert [stage.id for stage, _ in rows] == ["interest", "purchase"]
    assert [cell.perspective for cell in rows[0][1]] == list(Perspective)


def test_an_empty_cell_says_what_it_lacks() -> None:
    (_, interest), _ = grid(SCORECARD)
    assert [cell.missing for cell in interest] == [
        "No objective yet",
        "No KPI yet",
        "No objective yet",
        "No objective yet",
    ]


def test_the_pinned_kpi_comes_first_in_its_cell() -> None:
    _, (_, (financial, *_)) = grid(SCORECARD)
    assert [kpi.id for kpi in financial.kpis] == ["revenue", "paid"]
    assert financial.missing == ""


def test_a_formula_can_name_the_columns_of_its_dataset_and_of_its_lookups() -> None:
    held = DatasetShape("orders", (ColumnShape("order_id", "Order ID", ColumnType.TEXT),))
    found = columns(SCORECARD, {"orders": held}, "payments")
    assert [each.text for each in found] == ["amount", "order_id", "orders.order_id"]
    assert [each.type for each in found] == [ColumnType.NUMBER, None, ColumnType.TEXT]


def test_an_unknown_dataset_has_no_columns() -> None:
    assert columns(SCORECARD, {}, "gone") == ()
