"""The tests' own PostgreSQL really answers, and leaves neither process nor folder."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg

from tests.tools.processes import is_alive
from tools import postgres


def test_the_cluster_answers_and_is_gone_afterwards() -> None:
    with postgres.cluster() as url:
        folder = Path(unquote(urlsplit(url).hostname or ""))
        server = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        with psycopg.connect(url) as connection:
            row = connection.execute(
                "select lower('ÄÖÜ'), current_setting('server_version_num')::int"
            ).fetchone()
        assert row is not None
        assert row[0] == "äöü"
        assert row[1] >= 150000
    assert not folder.exists()
    assert not is_alive(server)
