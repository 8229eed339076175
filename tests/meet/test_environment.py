"""Values of settings are parsed, or refused with a sentence that names the valid values."""

from collections.abc import Callable
from typing import Any

import pytest

from meet import setting_values as values
from meet.environment import Environment

Read = Callable[[Environment], Any]

WHOLE: Read = lambda env: env.int("X", default=5, low=2, high=9)  # noqa: E731
NUMBER: Read = lambda env: env.float("X", default=5, low=0.5, high=9)  # noqa: E731
FLAG: Read = lambda env: env.bool("X", default=False)  # noqa: E731
WORD: Read = lambda env: env.str("X", default="a", each=str.lower, among=("a", "b"))  # noqa: E731
WORDS: Read = lambda env: env.list("X", default=["a"])  # noqa: E731
DATABASE: Read = lambda env: env.database("X", default="sqlite:///x")["NAME"]  # noqa: E731


@pytest.mark.parametrize(
    ("read", "written", "understood"),
    [
        (WHOLE, " 7 ", 7),
        (WHOLE, "", 5),
        (NUMBER, "0.5", 0.5),
        (NUMBER, " 8 ", 8),
        (FLAG, " True ", True),
        (FLAG, "ON", True),
        (FLAG, "no", False),
        (WORD, " B", "b"),
        (WORDS, " a , b,,c ,", ["a", "b", "c"]),
        (WORDS, "", []),
        (DATABASE, " postgresql://meet:secret@db:5432/meet ", "meet"),
        (DATABASE, "postgresql://meet@%2Frun%2Fpostgresql/meet", "meet"),
    ],
)
def test_what_is_understood_is_read(read: Read, written: str, understood: Any):
    environment = Environment({"X": written}.get)
    assert (read(environment), environment.problems) == (understood, {})


@pytest.mark.parametrize(
    ("read", "written", "sentence"),
    [
        (WHOLE, "1", "must be a whole number from 2 to 9, and not '1'"),
        (WHOLE, "10", "must be a whole number from 2 to 9, and not '10'"),
        (WHOLE, "-3", "must be a whole number from 2 to 9, and not '-3'"),
        (WHOLE, "3.0", "must be a whole number from 2 to 9, and not '3.0'"),
        (WHOLE, "9" * 5000, f"must be a whole number from 2 to 9, and not '{'9' * 60}…'"),
        (NUMBER, "nan", "must be a number from 0.5 to 9, and not 'nan'"),
        (NUMBER, "inf", "must be a number from 0.5 to 9, and not 'inf'"),
        (NUMBER, "0", "must be a number from 0.5 to 9, and not '0'"),
        (NUMBER, "60s", "must be a number from 0.5 to 9, and not '60s'"),
        (FLAG, "maybe", "must be true or false, and not 'maybe'"),
        (WORD, "c", "must be one of a, b, and not 'c'"),
    ],
)
def test_what_is_not_understood_is_a_problem_and_the_default(
    read: Read, written: str, sentence: str
):
    environment = Environment({"X": written}.get)
    assert read(environment) == read(Environment({}.get))
    assert environment.problems == {"X": sentence}


@pytest.mark.parametrize(
    "url",
    [
        *(
            "mysql://meet:hunter2@db/meet",
            "hunter2",
            "postgresql://meet:hunter2@db:port/meet",
            "//x",
        ),
        *("sqlite://", "sqlite://:memory:"),
    ],
)
def test_a_database_that_is_none_is_told_without_its_password(url: str):
    environment = Environment({"X": url}.get)
    DATABASE(environment)
    assert "postgresql://user:password@host:5432/name" in environment.problems["X"]
    assert "hunter2" not in environment.problems["X"]


@pytest.mark.parametrize(
    "url",
    [
        "redis://:secret@redis:6379/0",
        "rediss://meet:secret@redis.example.org",
        "unix:///run/redis/redis.sock?db=1",
        "",
    ],
)
def test_a_redis_server_is_read(url: str):
    environment = Environment({"X": url}.get)
    assert (environment.redis("X"), environment.problems) == (url, {})


@pytest.mark.parametrize("url", ["http://:hunter2@redis", "hunter2", "redis://:hunter2@redis:port"])
def test_a_redis_server_that_is_none_is_told_without_its_password(url: str):
    environment = Environment({"X": url}.get)
    assert environment.redis("X") == ""
    assert "redis://:password@host:6379/0" in environment.problems["X"]
    assert "hunter2" not in environment.problems["X"]


def test_media_servers_are_read_with_their_ports():
    environment = Environment({"X": "ws://:s%2Fx@10.0.0.5, wss://:t@Janus.example.org:443/"}.get)
    assert environment.media_servers("X") == [
        "ws://:s%2Fx@10.0.0.5:8188",
        "wss://:t@janus.example.org:443",
    ]
    assert environment.problems == {}
    assert Environment({}.get).media_servers("X") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ws://10.0.0.5:8188", "must be like ws://:secret@10.0.0.5:8188"),
        ("http://:hunter2@10.0.0.5", "must be like"),
        ("ws://:hunter2@10.0.0.5/path", "must be like"),
        ("ws://:hunter2@10.0.0.5:99999", "must be like"),
        ("ws://:hunter2@10.0.0.300", "must be like"),
        ("ws://:hunter2@8.8.8.8", "must use wss:// for public addresses"),
        ("ws://:hunter2@[2606:4700::1]", "must use wss:// for public addresses"),
        ("ws://:hunter2@10.0.0.5,ws://:hunter3@10.0.0.5:8188", "the same server twice"),
    ],
)
def test_a_media_server_that_is_none_is_told_without_its_secret(text: str, told: str):
    environment = Environment({"X": text}.get)
    assert environment.media_servers("X") == []
    assert told in environment.problems["X"]
    assert "hunter" not in environment.problems["X"]


def test_a_secret_is_taken_as_it_is_and_has_to_be_there():
    environment = Environment({"A": " spaces count "}.get)
    assert environment.secret("A") == " spaces count "
    environment.secret("B")
    assert environment.problems == {"B": "is missing"}


@pytest.mark.parametrize(
    ("understand", "written", "understood"),
    [
        (values.host, "Meet.Example.ORG", "meet.example.org"),
        (values.host, ".example.org", ".example.org"),
        (values.host, "bücher.example", "xn--bcher-kva.example"),
        (values.host, "[2001:DB8::1]", "[2001:db8::1]"),
        (values.host, "10.0.0.1", "10.0.0.1"),
        (values.host, "*", "*"),
        (values.origin, "https://Meet.example.org/", "https://meet.example.org"),
        (values.origin, "https://meet.example.org:443", "https://meet.example.org"),
        (values.origin, "http://localhost:3000", "http://localhost:3000"),
        (values.origin, "http://[::1]:3000", "http://[::1]:3000"),
        (values.origin, "capacitor://localhost", "capacitor://localhost"),
        (values.origin, "tauri://localhost:80", "tauri://localhost:80"),
        (values.origin, "https://bücher.example", "https://xn--bcher-kva.example"),
        (values.network, "10.0.0.7/8", "10.0.0.0/8"),
        (values.network, "::1", "::1/128"),
        (values.stun_url, "STUN:stun.example.org:3478", "stun:stun.example.org:3478"),
        (values.stun_url, "stuns:[2001:db8::1]", "stuns:[2001:db8::1]"),
        (
            values.turn_url,
            "turns:turn.example.org:443?transport=TCP",
            "turns:turn.example.org:443?transport=tcp",
        ),
        (values.rate, "20 / Minutes", "20/minute"),
        (values.rate, "5/s", "5/s"),
        (values.mail_address, "Meet <meet@example.org>", "Meet <meet@example.org>"),
        (values.mail_address, "meet@localhost", "meet@localhost"),
        (values.mail_domain, "@Example.org", "example.org"),
        (values.mail_host, "mail.example.org", "mail.example.org"),
        (values.application, "rooms", "rooms"),
    ],
)
def test_a_value_is_read_in_the_form_it_is_compared_in(
    understand: Callable[[str], str], written: str, understood: str
):
    assert understand(written) == understood


@pytest.mark.parametrize(
    ("understand", "written"),
    [
        (values.host, "https://meet.example.org"),
        (values.host, "meet.example.org:8000"),
        (values.host, "meet.example.org/path"),
        (values.host, "meet example"),
        (values.host, "-meet.example"),
        (values.host, "1.2.3.4.5"),
        (values.host, "[::g]"),
        (values.host, "."),
        (values.origin, "meet.example.org"),
        (values.origin, "https://meet.example.org/path"),
        (values.origin, "https://user@meet.example.org"),
        (values.origin, "ftp://meet.example.org"),
        (values.origin, "https://meet.example.org:99999"),
        (values.origin, "https://"),
        (values.origin, "null"),
        (values.network, "10.0.0.0/33"),
        (values.network, "proxy"),
        (values.stun_url, "stun.example.org:3478"),
        (values.stun_url, "stun://stun.example.org"),
        (values.stun_url, "stun:stun.example.org?transport=udp"),
        (values.stun_url, "stun:stun.example.org:0"),
        (values.stun_url, "stun:stun.example.org:99999"),
        (values.stun_url, "stun:"),
        (values.stun_url, "stun: stun.example.org"),
        (values.stun_url, "stun:2001:db8::1"),
        (values.stun_url, "turn:turn.example.org"),
        (values.turn_url, "stun:stun.example.org"),
        (values.turn_url, "turn:turn.example.org?transport=sctp"),
        (values.turn_url, "turn:user@turn.example.org"),
        (values.turn_url, "turn:turn.example.org:port"),
        (values.rate, "twenty/minute"),
        (values.rate, "20"),
        (values.rate, "20/"),
        (values.rate, "0/minute"),
        (values.rate, "20/5m"),
        (values.rate, "20/month"),
        (values.mail_address, "Meet"),
        (values.mail_address, "meet@"),
        (values.mail_domain, "ann@example.org"),
        (values.mail_domain, "*.example.org"),
        (values.mail_host, "smtp://mail.example.org"),
        (values.application, "no.such.application"),
        (values.application, "allauth..x"),
        (values.application, ""),
    ],
)
def test_a_value_that_would_fail_later_is_refused_with_what_is_right(
    understand: Callable[[str], str], written: str
):
    with pytest.raises(ValueError, match=r"^must be ") as refused:
        understand(written)
    assert "\n" not in str(refused.value)
