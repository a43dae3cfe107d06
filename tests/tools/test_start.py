"""Small decisions of `make start`: where to listen, what to tell the programs, keeping the key secret."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tools import commands, start
from tools.console import Refusal


def test_a_taken_port_is_named_and_the_next_free_one_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(taken))
        assert start._free_port() > taken
    assert f"Port {taken} is taken" in capsys.readouterr().out


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1"])
def test_an_odd_port_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(Refusal, match="from 1 to 65535"):
        start._free_port()


def test_a_host_that_is_not_ours_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "not an address")
    with pytest.raises(Refusal, match="no address of this machine"):
        start._free_port()


def test_the_secret_key_is_written_once_and_only_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    start._write_secret_key(path)
    first = path.read_text()
    start._write_secret_key(path)
    assert path.read_text() == first
    assert len(first) >= 64
    assert path.stat().st_mode & 0o077 == 0


def test_listening_for_others_names_the_host_that_may_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MARKTPLATZ_HOSTS", raising=False)
    variables = start._variables(tmp_path, "192.0.2.7", 8000)
    assert variables["MARKTPLATZ_URL"] == "http://192.0.2.7:8000"
    assert variables["MARKTPLATZ_HOSTS"].split(",")[0] == "192.0.2.7"


def test_an_unknown_command_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["run", "strat"])
    with pytest.raises(Refusal, match="no command 'strat'"):
        commands.main()


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "localhost"), ("::", "localhost"), ("::1", "[::1]"), ("192.0.2.7", "192.0.2.7")],
)
def test_the_address_shown_is_one_where_passkeys_work(host: str, shown: str) -> None:
    assert start._reachable(host) == shown
