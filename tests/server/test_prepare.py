"""`manage.py prepare` on databases that Meet can't use: it says so in one sentence."""

from pathlib import Path

import psycopg

from tests.servers.management import manage
from tests.servers.postgres import postgres


def test_a_database_that_does_not_answer_is_said_clearly():
    said = refusal("postgresql://meet@127.0.0.1:1/meet")
    assert said.startswith("CommandError: Can't prepare the database: connection failed")


def test_a_folder_that_does_not_exist_is_said_clearly(tmp_path: Path):
    said = refusal(f"sqlite:///{tmp_path / 'none' / 'meet.sqlite3'}")
    assert said == "CommandError: Can't prepare the database: unable to open database file"


def test_another_encoding_than_utf8_is_refused(logs: Path):
    """A machine without a locale creates such databases."""
    with postgres(logs / "postgres.log") as url:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute("CREATE DATABASE old ENCODING SQL_ASCII LOCALE 'C' TEMPLATE template0")
        said = refusal(url.removesuffix("/postgres") + "/old")
    assert "The database has the encoding SQL_ASCII, but Meet needs UTF8." in said


def refusal(database_url: str) -> str:
    """Return what the command says as it fails; it must not print a traceback."""
    done = manage(database_url, "prepare")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr.strip()
