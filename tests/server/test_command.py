"""`manage.py serve` on the command line."""

import re
import signal
import socket
from collections.abc import Sequence
from contextlib import ExitStack, closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.hostile.bare import Bare, opened
from tests.server.running import SERVE, Program, served, start

# The mark creates the test database, which the server process uses.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("command", [SERVE, ("-m", "meet.server")], ids=["manage.py", "-m"])
def test_it_serves_pages_and_sockets(
    database_url: str, tmp_path: Path, command: Sequence[str | Path]
):
    with served(database_url, tmp_path / "log", command=command) as (_, port):
        with Bare(("127.0.0.1", port)) as bare:
            bare.request("GET", "/nowhere")
            assert bare.response()[0] == 404
        with Bare(("127.0.0.1", port)) as bare:
            assert bare.upgrade() == 101
            assert opened(bare.packet())["maxPayload"] == 65_536


def test_it_listens_on_ipv6(database_url: str, tmp_path: Path):
    changed = {"ALLOWED_HOSTS": "[::1]"}
    log = tmp_path / "log"
    with served(database_url, log, "--host", "::1", changed=changed) as (process, port):
        assert f"Meet is ready at http://[::1]:{port}/" in process.log_since(0)
        with Bare(("::1", port)) as bare:
            bare.request("GET", "/nowhere")
            assert bare.response()[0] == 404
        with Bare(("::1", port)) as bare:
            assert bare.upgrade() == 101


def test_a_port_in_use_is_said_clearly(database_url: str, tmp_path: Path):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        process = start(database_url, tmp_path / "log", "--port", str(port))
        said = ended(process)
    assert re.search(rf"Can't listen on 127\.0\.0\.1:{port}: .*in use", said)


def test_an_address_that_is_not_ours_is_said_clearly(database_url: str, tmp_path: Path):
    said = ended(start(database_url, tmp_path / "log", "--host", "192.0.2.1", "--port", "0"))
    assert "Can't listen on 192.0.2.1:0" in said


def test_a_certificate_that_is_not_there_is_said_clearly(database_url: str, tmp_path: Path):
    said = ended(start(database_url, tmp_path / "log", "--tls-certificate", tmp_path / "none.pem"))
    assert "Can't read certificate and key" in said


def test_a_database_that_was_not_prepared_is_said_clearly(tmp_path: Path):
    said = ended(start(f"sqlite:///{tmp_path / 'empty'}", tmp_path / "log", "--port", "0"))
    assert re.search(r"Can't use the database: .* `manage\.py prepare`", said)


def test_static_files_that_were_never_collected_are_said_clearly(
    settings: Settings, tmp_path: Path
):
    settings.STATIC_ROOT = tmp_path
    assert "run `manage.py collectstatic --no-input`" in static_file_warnings()


def test_a_static_file_that_is_new_since_then_is_said_by_name(settings: Settings, tmp_path: Path):
    (tmp_path / "new.css").touch()
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, tmp_path]
    assert "among them new.css" in static_file_warnings()


def test_nothing_is_static_file_warnings_that_are_all_there():
    assert static_file_warnings() == ""


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(database_url: str, tmp_path: Path, by: signal.Signals):
    with served(database_url, tmp_path / "log") as (process, _):
        process.stop(by)
        assert process.exit_code() == 0
        assert "Traceback" not in process.log_since(0)


def static_file_warnings() -> str:
    """Return the warnings of `serve`, which a missing certificate then stops."""
    said = StringIO()
    with pytest.raises(CommandError, match="certificate"):
        call_command("serve", tls_certificate="/nowhere.pem", stderr=said)
    return said.getvalue()


def test_a_signal_ends_it_while_pages_are_asked_for(database_url: str, tmp_path: Path):
    with served(database_url, tmp_path / "log") as (process, port), ExitStack() as open_:
        asking = [open_.enter_context(Bare(("127.0.0.1", port))) for _ in range(50)]
        for bare in asking:
            for _ in range(5):
                bare.request("GET", "/nowhere")
        assert asking[0].response()[0] == 404
        process.send(signal.SIGTERM)
        assert process.exit_code() == 0


def ended(process: Program) -> str:
    """Return the output of a program that must fail without a traceback."""
    assert process.exit_code() != 0
    said = process.log_since(0)
    assert "Traceback" not in said
    return said
