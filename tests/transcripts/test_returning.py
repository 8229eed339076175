"""The npm library reconnects by itself after a short loss; `returning.mjs` has the scenario."""

from typing import Any

from tests.servers.meet import MeetServer
from tests.transcripts.playing import play

RECOVERED = {"isRecovered": True, "id": "<ben>"}


def received(transcript: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    return [(line["heard"], line["arguments"][0]) for line in transcript if "heard" in line]


def test_peers_of_rtcio_hear_nothing_of_a_short_loss(server: MeetServer):
    room_id = "Returning by rtcio"

    told = play("returning", server.url, "rtcio")

    assert RECOVERED in told["ben"]
    missed = {"roomId": room_id, "text": "While you are away", "id": "<ann>", "name": "Ann"}
    assert received(told["ben"]) == [("chat-message", missed), ("join-ok", {"roomId": room_id})]
    later = {"roomId": room_id, "text": "Here again", "id": "<ben>", "name": "Ben"}
    assert received(told["ann"]) == [
        ("chat-message", later),
        ("#rtcio:peer-left", {"id": "<cy>"}),
        ("user-disconnected", {"id": "<cy>"}),
    ]


def test_everybody_in_webrtc_demo_hears_that_who_was_away_joined(server: MeetServer):
    told = play("returning", server.url, "webrtc-demo")

    assert RECOVERED in told["ben"]
    ben = {"roomName": "Returning by webrtc-demo", "personName": "Ben", "socketId": "<ben>"}
    missed = written("Ann", "While you are away")
    later = written("Ben", "Here again")
    assert received(told["ben"]) == [missed, later, ("user_joined", ben)]
    cy_left = ("user_left", {**ben, "personName": "Cy", "socketId": "<cy>"})
    assert received(told["ann"]) == [
        missed,
        ("user_left", ben),
        ("user_joined", ben),
        later,
        cy_left,
    ]


def written(name: str, content: str) -> tuple[str, Any]:
    return ("message", {"personName": name, "content": content, "timestamp": "<time>"})
