"""Packets are parsed and encoded in strict JSON."""

import json
from typing import Any

import msgspec
import pytest

from signaling.protocol.packets import (
    ACK,
    CONNECT,
    EVENT,
    encode_ack,
    encode_disconnect,
    event_encoder,
    parse,
)
from signaling.refusals import InvalidInput, MalformedPacket

DEEP = "[" * 100_000 + "]" * 100_000

MALFORMED = {
    "no digit": "x",
    "an unknown type": "9[]",
    "an event without a list": '2{"name": 1}',
    "an event without anything": "2",
    "an event without a name": "2[]",
    "a name that is no string": "2[7]",
    "a name that is null": "2[null]",
    "cut short": '2["chat-message",{"content"',
    "more after the end": '2["leave-room"] 7',
    "NaN": '2["toggle-audio",{"enabled":NaN}]',
    "Infinity": '2["toggle-audio",-Infinity]',
    "single quotes": "2['leave-room']",
    "a binary event": '51-["offer",{"_placeholder":true,"num":0}]',
    "a binary acknowledgement": '61-1["offer"]',
    "attachments to come": '2100-["offer"]',
    "surrogates in UTF-8": '2["\ud800"]',
    "broken credentials": "0{token}",
    "credentials with NaN": '0{"token":NaN}',
    "an acknowledgement id that never ends": "2" + "7" * 5000 + '["leave-room"]',
}


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED)
def test_an_invalid_packet_is_malformed(text: str) -> None:
    with pytest.raises(MalformedPacket):
        parse(text.encode(errors="surrogatepass")).arguments()


def test_an_event_is_decoded_into_its_name_and_the_bytes_of_its_arguments() -> None:
    packet = parse(b'2["offer",{"sdp": [1]}, null]')
    assert (packet.kind, packet.namespace, packet.ack_id) == (EVENT, "/", None)
    assert packet.name == "offer"
    assert [bytes(argument) for argument in packet.arguments()] == [b'{"sdp": [1]}', b"null"]


def test_an_event_may_have_a_namespace_and_an_acknowledgement_id() -> None:
    packet = parse(b'2/other,12["leave-room"]')
    assert (packet.namespace, packet.ack_id, packet.name) == ("/other", 12, "leave-room")


def test_the_query_of_a_namespace_is_ignored() -> None:
    assert parse(b"0/other?token=1,").namespace == "/other"
    assert parse(b"0/other").namespace == "/other"


@pytest.mark.parametrize(
    ("text", "auth"), [("0", None), ("0{}", {}), ('0{"token":"x"}', {"token": "x"})]
)
def test_credentials_may_be_any_json(text: str, auth: Any) -> None:
    packet = parse(text.encode(errors="surrogatepass"))
    assert (packet.kind, packet.payload()) == (CONNECT, auth)


@pytest.mark.parametrize("text", ['0{"token":1e999}', f"0{DEEP}", f'0{{"id":{"9" * 5000}}}'])
def test_undecodable_credentials_are_invalid_input(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse(text.encode()).payload()


def test_arguments_nested_too_deeply_are_invalid_input() -> None:
    with pytest.raises(InvalidInput):
        parse(f'2["offer",{DEEP}]'.encode()).arguments()


def test_lone_surrogates_are_replaced_everywhere() -> None:
    packet = parse(rb'2["off\ud83d",{"\ude00":"\ud83d"}]')
    assert packet.name == "off\ufffd"
    assert bytes(packet.arguments()[0]) == rb'{"\ufffd":"\ufffd"}'


def test_text_of_every_script_survives_both_ways() -> None:
    packet = event_encoder("/")("chat-message", {"content": "Zoë 你好 👩‍👧 \u2028"})
    heard = parse(packet[1:])
    assert (heard.name, json.loads(bytes(heard.arguments()[0]))) == (
        "chat-message",
        {"content": "Zoë 你好 👩‍👧 \u2028"},
    )


def test_an_event_is_encoded_with_one_argument() -> None:
    assert event_encoder("/")("moved", {}) == b'42["moved",{}]'
    assert event_encoder("/other")("moved", {}) == b'42/other,["moved",{}]'


def test_an_acknowledgement_has_the_id_of_its_event() -> None:
    assert encode_ack("/", 7, {"success": True}) == b'437[{"success":true}]'
    assert encode_ack("/other", 7, {}) == b"43/other,7[{}]"
    assert parse(encode_ack("/", 7, {})[1:]).kind == ACK


def test_a_disconnect_names_its_namespace() -> None:
    assert encode_disconnect("/") == b"41"
    assert encode_disconnect("/other") == b"41/other,"


def test_relayed_bodies_are_encoded_unchanged() -> None:
    body = msgspec.Raw(b'{"a" : 1.0,  "b":[ ]}')
    packet = event_encoder("/")("offer", {"sdp": body})
    assert packet == b'42["offer",{"sdp":{"a" : 1.0,  "b":[ ]}}]'


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_nan_and_infinity_are_never_sent(number: float) -> None:
    assert event_encoder("/")("x", number) == b'42["x",null]'
