"""What the log holds of the secrets that addresses, forms and headers carry: nothing."""

import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uvicorn.logging import AccessFormatter

from bsc.errors import NotAllowed
from bsc.ui.access import redacting


@pytest.fixture
def _redacting() -> Iterator[None]:
    before = logging.getLogRecordFactory()
    redacting.begin()
    yield
    logging.setLogRecordFactory(before)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("GET /?share=SECRET HTTP/1.1", "GET /?share=… HTTP/1.1"),
        ("GET /trends?kpi=a&share=SECRET&x=1 HTTP/1.1", "GET /trends?kpi=a&share=…&x=1 HTTP/1.1"),
        ("GET /sign-in?next=%2F%3Fshare%3DSECRET HTTP/1.1", "GET /sign-in?next=%2F%3Fshare%3D… HTTP/1.1"),
        ("/oauth2callback?code=SECRET&state=SECRET", "/oauth2callback?code=…&state=…"),
        ("Authorization: Bearer SECRET", "Authorization: Bearer …"),
        ("next=%252F%253Fshare%253DSECRET%2526x%253D1", "next=%252F%253Fshare%253D…%2526x%253D1"),
        ("next=%25252F%25253FSHARE%25253DSECRET", "next=%25252F%25253FSHARE%25253D…"),
        ('query_string: "share=SECRET"', 'query_string: "share=…"'),
        ("b'persona=a&share=SECRET&x=1'", "b'persona=a&share=…&x=1'"),
        ("name=Erika&key=SECRET&form=1", "name=Erika&key=…&form=1"),
        ("{'share': 'SECRET', 'x': '1'}", "{'share': '…', 'x': '1'}"),
        ('{"share": ["SECRET"]}', '{"share": ["…"]}'),
        ("[('share', 'SECRET')]", "[('share', '…')]"),
        ("/oauth2callback?code=4%2F0SECRET%2FSECRET&scope=openid", "/oauth2callback?code=…&scope=openid"),
        ("code=4%2F0SECRETSECRETSECRET&state=SECRETSECRETSECRET", "code=…&state=…"),
        ("share=… of the line", "share=… of the line"),
        ("SHARE of 20 % – state=running", "SHARE of 20 % – state=running"),
        ("code=1 state=ready kpi_key=nps market_share=0.2", "code=1 state=ready kpi_key=nps market_share=0.2"),
    ],
)  # fmt: skip
def test_a_line_of_the_log_holds_no_secret(line: str, kept: str) -> None:
    assert redacting.redacted(line) == kept


def test_what_a_page_refuses_is_one_line_of_the_log_and_a_bug_has_its_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = logging.getLogRecordFactory()
    redacting.begin()
    try:
        refusal = NotAllowed("the session has ended")
        for error in (refusal, _raised_from(refusal), KeyError("a bug")):
            logging.getLogger("streamlit.a_test").error("Uncaught app execution", exc_info=error)
    finally:
        logging.setLogRecordFactory(before)
    assert [record.getMessage() for record in caplog.records] == [
        *["refused: the session has ended"] * 2,
        "Uncaught app execution",
    ]
    assert [record.exc_info is None for record in caplog.records] == [True, True, False]


def _raised_from(cause: Exception) -> Exception:
    error = RuntimeError("Callable execution failed")
    error.__cause__ = cause
    return error


def test_also_a_servers_access_log_holds_none(caplog: pytest.LogCaptureFixture) -> None:
    before = logging.getLogRecordFactory()
    redacting.begin()
    try:
        with caplog.at_level(logging.INFO):
            line = '%s - "%s %s HTTP/%s" %d'
            logging.getLogger("uvicorn.access").info(line, "127.0.0.1:1", "GET", "/?share=SECRET&persona=a", "1.1", 200)
            logging.getLogger("uvicorn.error").info('"WebSocket %s" [accepted]', "/x?share=SECRET")
    finally:
        logging.setLogRecordFactory(before)
    assert "persona=a" in caplog.text
    assert "SECRET" not in caplog.text


def _raise(sentence: str) -> None:
    raise ValueError(sentence)


class _Address:
    """An object whose text has a secret."""

    def __str__(self) -> str:
        return "/map?share=SECRET&x=1"


@pytest.mark.usefixtures("_redacting")
@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("opened %s", (_Address(),)),
        ("opened %(address)s", ({"address": "/?share=SECRET"},)),
        ("opened %(address)s", ({"address": _Address()},)),
        ("opened %s", (["/?share=SECRET"],)),
        ("opened %s", ({"share": "SECRET"}, )),
        ("opened %s and %r", ((b"/?share=SECRET",), {"query": {"share": ["SECRET"]}})),
        ("opened ?share=%s", ("SECRET",)),
        ("%s=%s", ("/?share", "SECRET")),
    ],
)  # fmt: skip
def test_a_secret_within_a_value_is_taken_out_of_the_line(
    line: str, values: tuple[Any, ...], caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("a_test").warning(line, *values)
    assert "SECRET" not in caplog.text
    assert "share" in caplog.text
    assert "…" in caplog.text


@pytest.mark.usefixtures("_redacting")
def test_what_an_exception_tells_is_redacted_with_where_it_was_raised(caplog: pytest.LogCaptureFixture) -> None:
    for sentence in ("cannot open /?share=SECRET", "cannot open it"):
        try:
            _raise(sentence)
        except ValueError:
            logging.getLogger("a_test").exception("a fault")
    assert "SECRET" not in caplog.text
    assert "ValueError: cannot open /?share=…" in caplog.text
    assert caplog.text.count("in _raise") == 2
    assert [record.exc_info is None for record in caplog.records] == [True, False]


@pytest.mark.usefixtures("_redacting")
def test_also_a_formatter_that_puts_the_values_together_itself_gets_none(caplog: pytest.LogCaptureFixture) -> None:
    values = ("127.0.0.1:1", "GET", "/?share=SECRET&x=1", "1.1", 200)
    logging.getLogger("uvicorn.access").warning('%s - "%s %s HTTP/%s" %d', *values)
    written = AccessFormatter("%(client_addr)s %(request_line)s", use_colors=False).format(caplog.records[0])
    assert written == "127.0.0.1:1 GET /?share=…&x=1 HTTP/1.1"


@pytest.mark.usefixtures("_redacting")
def test_a_line_without_secrets_stays_what_it_is(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("a_test").warning("%s took %.1f s, %d %%", {"rows": 3}, 0.25, 100)
    assert caplog.records[0].getMessage() == "{'rows': 3} took 0.2 s, 100 %"
    assert caplog.records[0].args == ({"rows": 3}, 0.25, 100)


@given(st.text(alphabet="ABCDEFGHIJabcdefghij0123456789-_", min_size=20, max_size=43), st.integers(0, 3))
def test_a_token_never_stays_however_often_the_address_around_it_was_encoded(token: str, times: int) -> None:
    address = f"/trends?kpi=a&share={token}&x=1"
    for _ in range(times):
        address = quote(address, safe="")
    for line in (f"GET /sign-in?next={address} HTTP/1.1", f'"{address}"', address):
        assert token not in redacting.redacted(line)
        assert redacting.redacted(redacting.redacted(line)) == redacting.redacted(line)
