"""The ways to start the app: none lets in whoever reaches it, and what would undo the way in is refused."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import Config, NewSession
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from bsc.cli import running
from tests.cli.command_line import CommandLine

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60
STREAMLIT = ("-m", "streamlit", "run", "app.py", "--server.port")
EVERYWHERE = "0.0.0.0"  # noqa: S104 -- what must not be listened at
UVICORN = ("-m", "uvicorn", "app:app", "--host", EVERYWHERE, "--port")


@pytest.fixture
def bsc(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def _ended(arguments: Sequence[str], folder: Path, *, begun_in: Path = ROOT, **environment: str) -> tuple[int, str]:
    """Return the status with which the app ends by itself, and what it says."""
    ended = subprocess.run(
        [sys.executable, *arguments],
        cwd=begun_in,
        env={**os.environ, "BSC_DATABASE": str(folder / "company.duckdb"), **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr


@contextmanager
def _served(
    arguments: Sequence[str], folder: Path, *, begun_in: Path = ROOT, **environment: str
) -> Iterator[tuple[int, Path]]:
    """Give the port of an app that runs, started in the folder *begun_in*, and where its log is."""
    port, log = _free_port(), folder / "log.txt"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, *arguments, str(port)],
            cwd=begun_in,
            env={**os.environ, "BSC_DATABASE": str(folder / "company.duckdb"), **environment},
            stdout=written,
            stderr=written,
        )
    try:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline and process.poll() is None:
            try:
                requests.get(f"http://127.0.0.1:{port}/_stcore/health", timeout=5)
                break
            except (requests.ConnectionError, requests.Timeout):
                time.sleep(0.2)
        yield port, log
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def test_serve_listens_beyond_this_machine_only_with_an_access_mode(bsc: CommandLine) -> None:
    said = bsc.refuses("serve", "--host", EVERYWHERE, "--port", _free_port())
    assert "--access key" in said
    assert not bsc.database.exists()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"STREAMLIT_SERVER_ADDRESS": EVERYWHERE}, "others reach the app"),
        ({"BSC_ACCESS": "everybody"}, "there is no access mode"),
        ({"BSC_ACCESS": "key", "BSC_EDITOR_KEY": "letmein"}, "BSC_EDITOR_KEY could be guessed"),
        ({"BSC_ACCESS": "oidc"}, "names no provider"),
        ({"STREAMLIT_SERVER_TRUSTED_USER_HEADERS": '{"X-User": "email"}'}, "server.trustedUserHeaders"),
        ({"STREAMLIT_SERVER_ENABLE_AGENT_API": "true"}, "server.enableAgentApi"),
        ({"STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION": "false"}, "server.enableXsrfProtection"),
    ],
)
def test_what_would_let_in_who_is_not_known_ends_the_start_with_a_sentence(
    environment: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    status, said = _ended([*STREAMLIT, str(_free_port())], tmp_path, begun_in=ROOT, **environment)
    assert status == 2
    assert sentence in said
    assert "Traceback" not in said
    assert "letmein" not in said
    assert not (tmp_path / "company.duckdb").exists()


def test_serve_prints_the_key_that_it_has_made_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BSC_EDITOR_KEY", raising=False)
    made = running._entered("key", ("https://wiki.example.org",))
    assert (made["BSC_ACCESS"], made["BSC_EMBED_IN"]) == ("key", "https://wiki.example.org")
    assert made["BSC_EDITOR_KEY"] in running._key_in_words(made, "127.0.0.1")
    assert "https" in running._key_in_words(made, EVERYWHERE)
    monkeypatch.setenv("BSC_EDITOR_KEY", made["BSC_EDITOR_KEY"])
    assert made["BSC_EDITOR_KEY"] not in running._key_in_words(running._entered("key", ()), "127.0.0.1")


def test_another_server_may_listen_everywhere_but_answers_this_machine_only_and_logs_no_token(tmp_path: Path) -> None:
    with _served(UVICORN, tmp_path) as (port, log):
        assert requests.get(f"http://127.0.0.1:{port}/?share=TOKEN_OF_A_LINK", timeout=30).status_code == 200
        assert requests.get(f"http://127.0.0.1:{port}/oauth2callback?code=A_CODE&state=A_STATE", timeout=30).ok
        passed_on = requests.get(f"http://127.0.0.1:{port}/", headers={"X-Forwarded-For": "10.0.0.1"}, timeout=30)
        assert (passed_on.status_code, "--access key" in passed_on.text) == (403, True)
        own = socket.gethostbyname(socket.gethostname())
        if not own.startswith("127."):
            elsewhere = requests.get(f"http://{own}:{port}/", timeout=30)
            assert (elsewhere.status_code, "its own machine only" in elsewhere.text) == (403, True)
    written = log.read_text(encoding="utf-8")
    assert "GET /?share=" in written
    assert not re.search("TOKEN_OF_A_LINK|A_CODE|A_STATE", written)


@pytest.mark.parametrize("host", ["127.0.0.1", EVERYWHERE])
def test_started_from_another_folder_the_app_has_its_own_settings_and_names(tmp_path: Path, host: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    arguments = ("-m", "uvicorn", "--app-dir", str(ROOT), "app:app", "--host", host, "--port")
    with _served(arguments, tmp_path, begun_in=elsewhere) as (port, log):
        own, evil = f"http://127.0.0.1:{port}", f"evil.example.com:{port}"
        for path in ("/", "/trends", "/api/health", "/api/imports", "/_stcore/health", "/_stcore/host-config"):
            pointed_here = {"Host": evil, "Origin": f"http://{evil}"}
            assert requests.get(f"{own}{path}", headers=pointed_here, timeout=30).status_code == 403
        address, origin = f"ws://{evil}/_stcore/stream", Origin(f"http://{evil}")
        with (
            pytest.raises(InvalidStatus, match="403"),
            connect(address, address=("127.0.0.1", port), origin=origin, proxy=None),
        ):
            pass
        assert requests.get(f"{own}/_stcore/host-config", timeout=30).json()["allowedOrigins"] == []
        begun = _session_of(own)
        assert begun.config.disable_data_export
        assert begun.config.toolbar_mode == Config.MINIMAL
        assert not begun.config.gather_usage_stats
        assert "Inter" in begun.custom_theme.body_font
    assert "Traceback" not in log.read_text(encoding="utf-8")


def test_a_copy_without_its_settings_does_not_start(tmp_path: Path) -> None:
    lost = tmp_path / "lost"
    shutil.copytree(ROOT / "bsc", lost / "bsc", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", lost)
    arguments = ("-m", "uvicorn", "--app-dir", str(lost), "app:app", "--port", str(_free_port()))
    status, said = _ended(arguments, tmp_path, begun_in=tmp_path)
    assert (status, "keep .streamlit/config.toml beside app.py" in said) == (2, True)
    assert "Traceback" not in said


def test_key_mode_without_a_key_makes_one_and_says_it_once(tmp_path: Path) -> None:
    with _served(STREAMLIT, tmp_path, BSC_ACCESS="key") as (port, log):
        (key,) = re.findall(r"The editor key of this start is (\S+)", log.read_text(encoding="utf-8"))
        page = requests.get(f"http://127.0.0.1:{port}/trends", headers={"Accept": "text/html"}, timeout=30)
        assert page.url.endswith("/sign-in?next=%2Ftrends")
        form = re.findall(r'name="form" value="([0-9a-f]+)"', page.text)[0]
        sent = {"name": "Erika", "key": key, "form": form, "next": "/trends"}
        answer = requests.post(page.url, data=sent, cookies=page.cookies, timeout=30, allow_redirects=False)
        assert (answer.status_code, "bsc_session" in answer.cookies) == (303, True)
        assert not answer.cookies.get_dict().get("bsc_session", key).count(key)
    assert log.read_text(encoding="utf-8").count(key) == 1


def _session_of(address: str) -> NewSession:
    """Return what the app at *address* tells a browser that opens its first page."""
    with connect(f"{address.replace('http', 'ws')}/_stcore/stream", origin=Origin(address), max_size=None) as page:
        page.send(BackMsg(rerun_script=ClientState()).SerializeToString())
        while True:
            frame = page.recv(timeout=PATIENCE_S)
            assert isinstance(frame, bytes)
            message = ForwardMsg.FromString(frame)
            if message.HasField("new_session"):
                begun: NewSession = message.new_session
                return begun


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
