"""`POST /api/imports` and the jobs behind it, over real HTTP."""

import gzip
import io
import time
import zipfile
from typing import Any

import pytest
import requests

from tests.api.server import Server

HEADER = "day,channel,audience,impressions,clicks,cost\n"
AMBIGUOUS = HEADER + "03/04/2026,search,Newcomer,10,1,1\n05/04/2026,social,Newcomer,10,1,1\n"


def day(number: int, clicks: int = 10, month: int = 3) -> str:
    return f"2026-{month:02}-{number:02},search,Newcomer,1000,{clicks},5\n"


def brought_in(
    server: Server,
    text: str | bytes,
    path: str = "dataset=ads&name=ads.csv",
    *,
    by: str = "ads",
    headers: dict[str, str] | None = None,
) -> requests.Response:
    content = text if isinstance(text, bytes) else text.encode()
    return server.ask("POST", f"/api/imports?{path}", data=content, by=by, headers=headers)


def receipts(answer: requests.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["receipts"]
    return found


def waits(server: Server) -> list[str]:
    return [path.name for path in server.database.parent.rglob("*.sealed")]


def test_a_file_in_the_body_becomes_an_import_with_a_receipt(server: Server) -> None:
    answer = brought_in(server, HEADER + day(1) + day(2))
    [receipt] = receipts(answer)
    assert (receipt["dataset"], receipt["file"], receipt["rows"], receipt["rejects"]) == ("ads", "ads.csv", 2, 0)
    assert receipt["period"] == ["2026-03-01", "2026-03-02"]
    line = server.ask("GET", answer.headers["Location"]).json()
    assert (line["import"], line["who"], line["rows"]) == (receipt["import"], "token ads", 2)
    assert waits(server) == []


def test_a_file_may_be_put_as_well(server: Server) -> None:
    text = (HEADER + day(20)).encode()
    [receipt] = receipts(server.ask("PUT", "/api/imports?dataset=ads&name=put.csv", data=text))
    assert (receipt["file"], receipt["rows"]) == ("put.csv", 1)


def test_the_same_bytes_again_change_nothing_and_say_so(server: Server) -> None:
    text = HEADER + day(3)
    [first], [second] = receipts(brought_in(server, text)), receipts(brought_in(server, text))
    assert (first["unchanged"], second["unchanged"], second["import"]) == (False, True, first["import"])


def test_a_day_that_comes_again_replaces_and_never_adds(server: Server) -> None:
    brought_in(server, HEADER + day(4, clicks=1))
    [again] = receipts(brought_in(server, HEADER + day(4, clicks=7)))
    assert (again["rows"], again["replaced"]) == (1, 1)


@pytest.mark.parametrize("headers", [{}, {"Content-Encoding": "gzip"}])
def test_a_packed_file_comes_in_as_it_is(server: Server, headers: dict[str, str]) -> None:
    content = gzip.compress((HEADER + day(5, clicks=len(headers) + 1)).encode())
    [receipt] = receipts(brought_in(server, content, "dataset=ads&name=ads.csv.gz", headers=headers))
    assert receipt["rows"] == 1


def test_the_members_of_an_archive_come_in_as_one_action(server: Server) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in (6, 7):
            archive.writestr(f"day{number}.csv", HEADER + day(number))
    answer = brought_in(server, packed.getvalue(), "dataset=ads&name=export.zip")
    assert [receipt["file"] for receipt in receipts(answer)] == ["export.zip › day6.csv", "export.zip › day7.csv"]


def test_a_form_with_a_file_and_its_fields_does_the_same(server: Server) -> None:
    answer = server.ask(
        "POST",
        "/api/imports",
        files={"file": ("Kampagnen März.csv", HEADER + day(8), "text/csv")},
        data={"dataset": "ads"},
    )
    [receipt] = receipts(answer)
    assert (receipt["file"], receipt["rows"]) == ("Kampagnen März.csv", 1)


def test_what_was_sent_in_pieces_is_imported_by_its_number(server: Server) -> None:
    content = (HEADER + day(9)).encode()
    headers = {"Upload-Length": str(len(content)), "Content-Type": "application/offset+octet-stream"}
    begun = server.ask("POST", "/api/uploads", headers=headers, data=content[:20])
    place, number = begun.headers["Location"], begun.headers["Location"].rpartition("/")[2]
    half = server.ask("POST", f"/api/imports?dataset=ads&upload={number}")
    assert (half.status_code, "20 of" in half.json()["why"]) == (422, True)
    server.ask("PATCH", place, headers={**headers, "Upload-Offset": "20"}, data=content[20:])
    assert server.ask("POST", f"/api/imports?dataset=ads&upload={number}", by="all").status_code == 404
    [receipt] = receipts(server.ask("POST", f"/api/imports?dataset=ads&upload={number}"))
    assert receipt["rows"] == 1
    assert server.ask("POST", f"/api/imports?dataset=ads&upload={number}").status_code == 404


def test_what_can_be_read_in_two_ways_is_asked_and_waits_for_the_answer(server: Server) -> None:
    asked = brought_in(server, AMBIGUOUS)
    assert asked.status_code == 422
    [question] = asked.json()["questions"]
    assert (question["column"], len(question["choices"])) == ("day", 2)
    [number] = asked.json()["uploads"]
    answer = next(choice for choice in question["choices"] if choice.startswith("day"))
    done = server.ask(
        "POST", "/api/imports", params=[("dataset", "ads"), ("upload", number), ("answer", f"day={answer}")]
    )
    assert receipts(done)[0]["period"] == ["2026-04-03", "2026-04-05"]
    assert waits(server) == []


def test_what_is_no_table_is_refused_with_a_sentence_and_nothing_waits(server: Server) -> None:
    answer = brought_in(server, "<html><body>Sign in to download your report</body></html>\n")
    assert answer.status_code == 422
    assert "ads.csv" in answer.json()["why"]
    assert waits(server) == []


@pytest.mark.parametrize(
    ("path", "by", "status", "sentence"),
    [
        ("dataset=ads", "", 401, "token"),
        ("dataset=ads", "bsc_0123456789ab_made-up", 401, "not valid"),
        ("dataset=orders", "ads", 403, "not for dataset `orders`"),
        ("dataset=nothing", "ads", 403, "not for dataset"),
        ("dataset=adz", "all", 404, "did you mean `ads`?"),
        ("", "ads", 400, "which dataset"),
        ("dataset=ads&datasett=ads", "ads", 400, "did you mean `dataset`?"),
        ("dataset=ads&dataset=orders", "all", 400, "give it once"),
        ("dataset=ads&answer=day", "ads", 400, "COLUMN=VALUE"),
        ("dataset=ads&skip_refused=perhaps", "ads", 400, "neither true nor false"),
        ("dataset=ads&upload=0123", "ads", 404, "send it again"),
    ],
)
def test_what_is_asked_wrongly_is_said(server: Server, path: str, by: str, status: int, sentence: str) -> None:
    answer = brought_in(server, HEADER + day(28), path, by=by)
    assert (answer.status_code, sentence in answer.json()["why"]) == (status, True), answer.text
    assert waits(server) == []


def test_a_token_sees_the_imports_of_its_datasets_only(server: Server) -> None:
    answer = brought_in(server, HEADER + day(10))
    assert server.ask("GET", answer.headers["Location"], by="orders").status_code == 404
    assert server.ask("GET", answer.headers["Location"], by="all").status_code == 200
    assert server.ask("GET", "/api/imports/999").status_code == 404


def test_a_form_without_a_file_or_with_more_than_its_files_is_said(server: Server) -> None:
    empty = server.ask("POST", "/api/imports?dataset=ads", files={"note": (None, "hello")})
    cut = server.ask(
        "POST", "/api/imports?dataset=ads", headers={"Content-Type": "multipart/form-data; boundary=x"},
        data=b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\nday,clicks\r\n',
    )  # fmt: skip
    nameless = server.ask(
        "POST", "/api/imports?dataset=ads", headers={"Content-Type": "multipart/form-data"}, data=b"x"
    )
    mixed = server.ask(
        "POST", "/api/imports?dataset=ads", files={"file": ("a.csv", HEADER + day(11))}, data={"upload": "0123"}
    )
    assert [answer.status_code for answer in (empty, cut, nameless, mixed)] == [400, 400, 400, 400]
    assert waits(server) == []


def test_who_does_not_want_to_wait_asks_about_the_job(server: Server) -> None:
    begun = brought_in(server, HEADER + day(11), headers={"Prefer": "respond-async"})
    assert (begun.status_code, begun.json()["state"] in ("running", "done")) == (202, True)
    place = begun.headers["Location"]
    deadline = time.monotonic() + 30
    while (job := server.ask("GET", place).json())["state"] == "running" and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (job["state"], job["report"]["receipts"][0]["rows"]) == ("done", 1)
    assert "ads.csv" in job["said"]
    assert server.ask("GET", place, by="all").status_code == 404
    assert server.ask("DELETE", place).json()["state"] == "done"  # too late to be stopped


def test_a_job_that_failed_says_why(server: Server) -> None:
    begun = brought_in(server, "day,clicks\n", headers={"Prefer": "respond-async"})
    deadline = time.monotonic() + 30
    while (job := server.ask("GET", begun.headers["Location"]).json())["state"] == "running":
        assert time.monotonic() < deadline
    assert job["state"] == "failed"
    assert "ads.csv" in job["why"]


def test_a_stopped_import_leaves_nothing(server: Server) -> None:
    before = server.ask("GET", "/api/health", by="").json()["data_version"]
    rows = "".join(f"2026-{month:02}-{number:02},c{each},Newcomer,10,1,1\n"
                   for each in range(3000) for month in range(1, 13) for number in range(1, 11))  # fmt: skip
    begun = brought_in(server, HEADER + rows, headers={"Prefer": "respond-async"})
    stopped = server.ask("DELETE", begun.headers["Location"]).json()
    assert (stopped["state"], stopped["why"]) == ("cancelled", "it was stopped – nothing was imported")
    assert server.ask("GET", "/api/health", by="").json()["data_version"] == before
    assert waits(server) == []


def test_nothing_of_all_this_looked_like_a_bug(server: Server) -> None:
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_a_program_keeps_a_personal_column_for_its_own_import_alone(server: Server) -> None:
    """What one token kept was once kept for everybody who imported such a file after it."""

    def mails(number: int) -> str:
        return f"day,channel,Email,clicks\n2026-05-{number:02},search,ann@example.com,{number}\n"

    first = brought_in(server, mails(1), "dataset=ads&name=1.csv&keep=Email")
    kept = brought_in(server, mails(1), "dataset=ads&name=1.csv&keep=Email")
    plain = brought_in(server, mails(1), "dataset=ads&name=1.csv")
    assert [receipts(each)[0]["unchanged"] for each in (first, kept, plain)] == [False, True, False]


def test_a_wait_that_is_no_number_is_passed_over(server: Server) -> None:
    answer = brought_in(server, HEADER + day(21), headers={"Prefer": "wait=²"})
    assert receipts(answer)[0]["rows"] == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ([(f"{number}{'n' * 4000}", (None, "")) for number in range(20)], "fields of the form are too long"),
        ([("", (None, ""))] * 10_001, "may have 10,000 parts"),
    ],
)
def test_the_names_and_the_number_of_fields_have_an_end(
    server: Server, fields: list[tuple[str, tuple[None, str]]], sentence: str
) -> None:
    answer = server.ask("POST", "/api/imports?dataset=ads", files=fields)
    assert (answer.status_code, sentence in answer.json()["why"]) == (400, True)


@pytest.mark.parametrize(
    ("boundary", "header"),
    [
        ("x" * 300, b'form-data; name="f"; filename="a.csv"'),
        ("x", b"form-data; name=f; filename*1*=%zz; filename*=utf-8''a"),
        ("x", b"form-data; name=f; filename*=utf-8\0''a"),
    ],
)
def test_a_form_that_contradicts_itself_is_said(server: Server, boundary: str, header: bytes) -> None:
    mark = boundary.encode()
    answer = server.ask(
        "POST", "/api/imports?dataset=ads",
        headers={"Content-Type": f"multipart/form-data; boundary={boundary}"},
        data=b"--" + mark + b"\r\nContent-Disposition: " + header + b"\r\n\r\nday\r\n--" + mark + b"--\r\n",
    )  # fmt: skip
    assert (answer.status_code, "cannot be read" in answer.json()["why"]) == (400, True)
    assert waits(server) == []
