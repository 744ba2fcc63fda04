"""What a program gets without a token of its own, and that who was refused is in the log."""

from datetime import date
from pathlib import Path

import pytest

from bsc.actions.shares import make_share
from bsc.actions.sharing_checks import WantedShare
from bsc.model.sharing import Kind, SharedView
from bsc.store import Store
from tests.api.server import company, running

ROUTES = (
    ("POST", "/api/imports?dataset=ads"),
    ("PUT", "/api/imports?dataset=ads"),
    ("GET", "/api/imports/1"),
    ("POST", "/api/uploads"),
    ("GET", "/api/jobs/1"),
    ("DELETE", "/api/jobs/1"),
)


@pytest.mark.parametrize("access", ["local", "key"])
def test_the_token_of_a_share_link_opens_no_route_and_who_tries_is_in_the_log(
    tmp_path: Path, access: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BSC_ACCESS", access)
    tokens = company(tmp_path / "company.duckdb")
    store = Store.open(tmp_path / "company.duckdb")
    shown = SharedView(pages=("map",))
    made = make_share(store, WantedShare(name="Board", kind=Kind.LIVE, shown=shown), "a test", today=date(2026, 6, 1))
    store.close()
    with running(tmp_path, {**tokens, "a link": made.token}) as server:
        for method, path in ROUTES:
            for by in ("a link", "", "no token at all"):
                answer = server.ask(method, path, by=by, headers={"Tus-Resumable": "1.0.0", "Upload-Length": "1"})
                assert (answer.status_code, "token" in answer.json()["why"]) == (401, True)
        assert server.ask("GET", "/api/imports/1", by="all").status_code == 404  # a token is known in every mode
        assert server.ask("GET", "/_stcore/agent/openapi.json", by="").status_code == 404
        log = server.log.read_text(encoding="utf-8")
    assert "refused 401: POST '/api/imports'" in log
    assert made.token not in log
