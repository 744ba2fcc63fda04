"""`bsc inspect`, `bsc import`, `bsc imports`, `bsc undo`: one file after the other."""

import json
from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine, small_company

AMBIGUOUS = """day,channel,audience,impressions,clicks,cost
03/04/2026,search,Newcomer,10,1,1
05/04/2026,social,Newcomer,10,1,1
"""


@pytest.fixture(scope="module")
def bsc(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    return small_company(tmp_path_factory.mktemp("files"))


def clicks(bsc: CommandLine) -> str:
    return bsc.says("actuals", "--kpi", "clicks", "--format", "csv")


def test_inspect_says_what_an_import_would_see(bsc: CommandLine) -> None:
    seen = json.loads(bsc.says("inspect", bsc.folder / "ads.csv", "--format", "json"))
    assert (seen["encoding"], seen["delimiter"], seen["questions"]) == ("UTF-8", ",", [])
    [table] = seen["tables"]
    assert (table["rows"], table["period"]) == (14, ["2026-02-10", "2026-09-10"])
    assert [(column["name"], column["type"], column["personal"]) for column in table["columns"]][:2] == [
        ("day", "date", False),
        ("channel", "text", False),
    ]
    assert table["sums"]["clicks"] == 414
    assert (table["dropped"], table["rejects"]) == ([], [])


def test_inspect_needs_no_database(tmp_path: Path) -> None:
    nowhere = CommandLine(tmp_path)
    assert "2 rows" in nowhere.says("inspect", nowhere.file("a.csv", "day,clicks\n2026-01-01,3\n2026-01-02,4\n"))
    assert not nowhere.database.exists()


def test_people_read_columns_and_sums(bsc: CommandLine) -> None:
    text = bsc.says("inspect", bsc.folder / "ads.csv")
    assert "ads: 14 rows, 2026-02-10 to 2026-09-10" in text
    assert any(line.split() == ["clicks", "integer", "414"] for line in text.splitlines())


def test_rows_that_are_not_data_are_shown(bsc: CommandLine) -> None:
    text = "day,clicks\n2026-01-01,3\n2026-01-02,4\nTotal,7\n"
    assert "line 4" in bsc.says("inspect", bsc.file("with_total.csv", text))


def test_what_can_be_read_in_two_ways_is_asked(bsc: CommandLine) -> None:
    file = bsc.file("ambiguous.csv", AMBIGUOUS)
    [question] = json.loads(bsc.says("inspect", file, "--format", "json"))["questions"]
    assert question["column"] == "day"
    assert len(question["choices"]) == 2
    assert f'--answer "day={question["choices"][0]}"' in bsc.says("inspect", file)


def test_an_open_question_imports_nothing(bsc: CommandLine) -> None:
    before = clicks(bsc)
    refusal = bsc.refuses("import", bsc.file("ambiguous.csv", AMBIGUOUS), "--dataset", "ads")
    assert "ambiguous.csv" in refusal
    assert "--answer" in refusal
    assert clicks(bsc) == before


def test_an_answer_settles_it_and_undo_takes_it_back(bsc: CommandLine) -> None:
    before = clicks(bsc)
    file = bsc.file("ambiguous.csv", AMBIGUOUS)
    [question] = json.loads(bsc.says("inspect", file, "--format", "json"))["questions"]
    day_first = next(choice for choice in question["choices"] if choice.startswith("day"))
    receipt = json.loads(
        bsc.says("import", file, "--dataset", "ads", "--answer", f"day={day_first}", "--format", "json")
    )
    assert {"import", "dataset", "rows", "replaced", "dropped", "rejects", "period"} <= set(receipt)
    assert (receipt["rows"], receipt["replaced"], receipt["period"]) == (2, 0, ["2026-04-03", "2026-04-05"])
    assert "ads,2026-04-01,2," in clicks(bsc).replace("clicks,", "ads,")
    assert "undone" in bsc.says("undo", receipt["import"])
    assert clicks(bsc) == before
    assert "already" in bsc.refuses("undo", receipt["import"])


def test_a_header_can_be_told_what_it_means(bsc: CommandLine) -> None:
    text = "order_id,bought on,amount\no9,2026-06-01,75\n"
    file = bsc.file("renamed.csv", text)
    receipt = json.loads(
        bsc.says("import", file, "--dataset", "orders", "--column", "bought on=ordered", "--format", "json")
    )
    assert "order_value,2026-06-01,75," in bsc.says("actuals", "--kpi", "order_value", "--format", "csv")
    bsc.says("undo", receipt["import"])


def test_several_files_are_looked_at_before_the_first_goes_in(bsc: CommandLine) -> None:
    before = bsc.says("imports", "--format", "json")
    good = bsc.file("good.csv", "order_id,ordered,amount\no7,2026-06-01,75\n")
    bad = bsc.file("bad.csv", "<html><body>Sign in to download your report</body></html>\n")
    assert "bad.csv" in bsc.refuses("import", good, bad, "--dataset", "orders")
    assert bsc.says("imports", "--format", "json") == before


def test_several_files_give_several_receipts(bsc: CommandLine) -> None:
    files = [bsc.file(f"o{n}.csv", f"order_id,ordered,amount\nx{n},2026-06-0{n},75\n") for n in (1, 2)]
    report = json.loads(bsc.says("import", *files, "--dataset", "orders", "--format", "json"))
    assert [receipt["rows"] for receipt in report["receipts"]] == [1, 1]
    assert report["action"] == report["receipts"][0]["import"]
    for receipt in reversed(report["receipts"]):
        bsc.says("undo", receipt["import"])


def test_the_same_bytes_twice_change_nothing_and_say_so(bsc: CommandLine) -> None:
    before = bsc.says("imports", "--format", "json")
    assert "same bytes" in bsc.says("import", bsc.folder / "orders.csv", "--dataset", "orders")
    assert bsc.says("imports", "--format", "json") == before


def test_imports_are_listed_newest_first(bsc: CommandLine) -> None:
    listed = json.loads(bsc.says("imports", "--format", "json"))
    assert [line["import"] for line in listed] == sorted((line["import"] for line in listed), reverse=True)
    first = listed[-1]
    assert (first["dataset"], first["file"], first["rows"], first["undone_at"]) == ("ads", "ads.csv", 14, None)
    assert bsc.says("imports").splitlines()[0].split()[:3] == ["Import", "Action", "Dataset"]


def test_a_company_without_imports_says_so(tmp_path: Path) -> None:
    empty = CommandLine(tmp_path)
    empty.says("apply", empty.file("empty.yaml", "version: 1\n"))
    assert empty.says("imports") == "Nothing has been imported yet.\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
        ("empty.csv", b""),
        ("page.csv", b"<!doctype html><html><body>Sign in</body></html>"),
        ("book.xlsx", b"PK\x03\x04\x14\x00\x06\x00"),
    ],
)
def test_what_is_no_table_is_refused_with_its_name(bsc: CommandLine, name: str, content: bytes) -> None:
    file = bsc.folder / name
    file.write_bytes(content)
    before = bsc.says("imports", "--format", "json")
    for command in (("inspect", file), ("import", file, "--dataset", "ads")):
        refusal = bsc.refuses(*command)
        assert name in refusal
        assert "Traceback" not in refusal
    assert bsc.says("imports", "--format", "json") == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("import", "ads.csv", "--dataset", "adz"), "did you mean `ads`?"),
        (("import", "nothing.csv", "--dataset", "ads"), "nothing.csv"),
        (("import", "ads.csv"), "--dataset"),
        (("import", "ads.csv", "--dataset", "ads", "--answer", "day"), "write name=value"),
        (("undo", "999"), "999"),
        (("undo", "last"), "last"),
    ],
)
def test_a_mistake_is_a_sentence_on_standard_error(bsc: CommandLine, arguments: tuple[str, ...], sentence: str) -> None:
    placed = [bsc.folder / part if part.endswith(".csv") else part for part in arguments]
    assert sentence in bsc.refuses(*placed)
