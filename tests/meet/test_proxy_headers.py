"""The client's address and scheme, from the connection or from trusted proxies."""

import asyncio
from typing import Any

import pytest

from meet.proxy_headers import with_proxy_headers

PROXY = "10.0.0.7"
CLIENT = "203.0.113.9"


def seen(
    peer: str | None,
    headers: dict[str, str] | list[tuple[str, str]],
    trusted: list[str],
    kind: str = "http",
    scheme: str = "http",
    *,
    header: str = "x-forwarded-for",
) -> dict[str, Any]:
    """Return the scope that reaches the application."""
    scopes = []

    async def application(scope: dict[str, Any], _receive: Any, _send: Any) -> None:
        scopes.append(scope)

    pairs = headers.items() if isinstance(headers, dict) else headers
    scope = {
        "type": kind,
        "scheme": scheme,
        "root_path": "/from/the/network",
        "client": None if peer is None else [peer, 4711],
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in pairs],
    }
    asyncio.run(with_proxy_headers(application, trusted, header)(scope, None, None))
    return scopes[0]


def client_of(peer: str | None, forwarded_for: str, *trusted: str) -> str | None:
    client = seen(peer, {"x-forwarded-for": forwarded_for}, list(trusted))["client"]
    return None if client is None else client[0]


def test_a_stranger_is_not_believed():
    assert client_of(CLIENT, "198.51.100.1", PROXY) == CLIENT


def test_without_proxies_nobody_is_believed():
    assert client_of("127.0.0.1", "198.51.100.1") == "127.0.0.1"


def test_a_listed_proxy_is_believed():
    assert client_of(PROXY, CLIENT, PROXY) == CLIENT


def test_a_whole_network_may_be_listed():
    assert client_of(PROXY, CLIENT, "10.0.0.0/8") == CLIENT


def test_only_the_last_address_that_is_no_proxy_counts():
    assert client_of(PROXY, f"198.51.100.1, {CLIENT}, 10.9.9.9", "10.0.0.0/8") == CLIENT


def test_a_chain_of_nothing_but_proxies_begins_with_the_first():
    assert client_of(PROXY, "10.0.0.1, 10.0.0.2", "10.0.0.0/8") == "10.0.0.1"


def test_several_headers_are_one_chain():
    headers = [("x-forwarded-for", "198.51.100.1"), ("x-forwarded-for", CLIENT)]
    assert seen(PROXY, headers, [PROXY])["client"][0] == CLIENT


@pytest.mark.parametrize(
    "junk",
    [
        "",
        ",",
        " , ,",
        "unknown",
        "_hidden",
        "unix:",
        "203.0.113.9:",
        "[::1",
        "::1]:80",
        "x" * 5000,
        "1.2.3",
        "\xff",
        "::g",
    ],
)
def test_junk_leaves_the_proxy_as_the_client(junk: str):
    assert client_of(PROXY, junk, PROXY) == PROXY


def test_junk_before_the_client_is_never_read():
    assert client_of(PROXY, f"junk, {CLIENT}", PROXY) == CLIENT


def test_junk_behind_a_proxy_ends_the_chain_there():
    assert client_of(PROXY, "junk, 10.0.0.8", "10.0.0.0/8") == "10.0.0.8"


def test_ipv6_counts_as_well():
    assert client_of("fd00::7", "2001:db8::9", "fd00::/8") == "2001:db8::9"
    assert client_of("fd00::7", "2001:db8::9", "10.0.0.0/8") == "fd00::7"


def test_ipv4_inside_ipv6_is_the_same_address():
    assert client_of(f"::ffff:{PROXY}", CLIENT, PROXY) == CLIENT


def test_a_unix_socket_has_no_address_to_believe():
    assert client_of(None, CLIENT, PROXY) is None


@pytest.mark.parametrize(
    ("kind", "claimed", "scheme"),
    [
        ("http", "https", "https"),
        ("websocket", "https", "wss"),
        ("websocket", "http", "ws"),
        ("http", "http, https", "https"),
        ("http", " HTTPS ", "https"),
        ("http", "ftp", "http"),
        ("http", "", "http"),
    ],
)
def test_the_scheme_is_believed_from_a_listed_proxy(kind: str, claimed: str, scheme: str):
    headers = {"x-forwarded-proto": claimed}
    before = "ws" if kind == "websocket" else "http"
    assert seen(PROXY, headers, [PROXY], kind, before)["scheme"] == scheme
    assert seen(CLIENT, headers, [PROXY], kind, before)["scheme"] == before


@pytest.mark.parametrize("peer", [PROXY, CLIENT])
def test_a_root_path_is_believed_from_nobody(peer: str):
    assert seen(peer, {}, [PROXY])["root_path"] == ""


def test_what_is_no_network_is_refused_at_the_start():
    with pytest.raises(ValueError, match="nonsense"):
        with_proxy_headers(None, ["nonsense"])


@pytest.mark.parametrize(
    ("spelled", "client"),
    [
        ("203.0.113.5:4711", "203.0.113.5"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("2001:DB8:0::1", "2001:db8::1"),
        ('"203.0.113.5"', "203.0.113.5"),
        ('"203.0.113.5:4711"', "203.0.113.5"),
        ('"[2001:db8::1]:4711"', "2001:db8::1"),
        ("  203.0.113.5 ", "203.0.113.5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("[::ffff:203.0.113.5]:80", "203.0.113.5"),
        ("fe80::1%eth0", "fe80::1"),
        ("198.51.100.7, 203.0.113.5:4711, 10.0.0.8:80", "203.0.113.5"),
        ("203.0.113.5 ,, 10.0.0.8,", "203.0.113.5"),
        ('198.51.100.7, "[2001:db8::1]:1", "10.0.0.8:80"', "2001:db8::1"),
    ],
)
def test_the_other_common_spellings_are_understood(spelled: str, client: str):
    assert client_of(PROXY, spelled, "10.0.0.0/8") == client


@pytest.mark.parametrize("opened", ['"', '"198.51.100.1', "for=", '"198.51.100.1, 198.51.100.2'])
def test_what_a_client_leaves_open_does_not_swallow_what_the_proxy_adds(opened: str):
    assert client_of(PROXY, f"{opened}, {CLIENT}", PROXY) == CLIENT


@pytest.mark.parametrize("header", ["forwarded", "x-real-ip", "x-client-ip", "cf-connecting-ip"])
def test_another_header_than_the_one_named_is_not_read(header: str):
    assert seen(PROXY, {header: f"for={CLIENT}"}, [PROXY])["client"][0] == PROXY


def forwarded(value: str, kind: str = "http") -> dict[str, Any]:
    headers = [("forwarded", value), ("x-forwarded-for", "198.51.100.99")]
    return seen(PROXY, headers, ["10.0.0.0/8"], kind, header="forwarded")


@pytest.mark.parametrize(
    ("value", "client", "scheme"),
    [
        ("for=203.0.113.5", "203.0.113.5", "http"),
        ("For=203.0.113.5;Proto=HTTPS;by=10.0.0.7", "203.0.113.5", "https"),
        ('proto=https; for="203.0.113.5:4711"', "203.0.113.5", "https"),
        ('for="[2001:db8::1]:4711";host=meet.example.org', "2001:db8::1", "http"),
        ("for=203.0.113.5;proto=https, for=10.0.0.8;proto=http", "203.0.113.5", "https"),
        ("for=198.51.100.1;proto=ftp, for=203.0.113.5", "203.0.113.5", "http"),
        ("for=_hidden, for=10.0.0.8", "10.0.0.8", "http"),
        ("for=unknown", PROXY, "http"),
        ("203.0.113.5", PROXY, "http"),
        ('for="198.51.100.1, for=203.0.113.5', "203.0.113.5", "http"),
        ("", PROXY, "http"),
    ],
)
def test_forwarded_is_read_where_it_is_named(value: str, client: str, scheme: str):
    scope = forwarded(value)
    assert (scope["client"][0], scope["scheme"]) == (client, scheme)


def test_forwarded_tells_the_scheme_of_websockets_too():
    assert forwarded("for=203.0.113.5;proto=https", "websocket")["scheme"] == "wss"
