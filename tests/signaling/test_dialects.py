"""A dialect has an entry for every event, and only commands that have an action."""

import json
import pkgutil
from importlib import import_module
from types import ModuleType
from typing import Any

import msgspec
import pytest

from rooms.refusals import InvalidInput, Refusal, RoomFull
from signaling.actions import ACTIONS
from signaling.dialects import Dialect, say, silence, silence_except, silent
from signaling.dialects.native import NATIVE
from signaling.dialects.parsing import ArgumentsParser
from signaling.dialects.registry import DIALECTS
from signaling.protocol import commands, events
from signaling.protocol.commands import PassOn
from signaling.protocol.commands.message_keys import posted_message
from signaling.protocol.events import Event, LockChanged, Moved, PartnerLost, Refused, pairs
from signaling.protocol.offsets import without_offset
from signaling.protocol.packets import Arguments
from signaling.refusals import UnknownEvent
from tests.signaling.examples import a_raw_event, an_event

QUIET = dict.fromkeys(Event.__subclasses__(), silent)


def a_dialect(**tables: Any) -> Dialect:
    known = {
        "hears": {},
        "says": QUIET,
        "acknowledges": {},
        "refuses": {},
        "refusal": lambda _refusal: None,
    }
    return Dialect(name="other", **({"namespace": "/other"} | known | tables))


def raw(*arguments: bytes) -> Arguments:
    return [msgspec.Raw(argument) for argument in arguments]


def test_a_dialect_without_an_entry_for_an_event_raises_a_type_error() -> None:
    says = {event: quiet for event, quiet in QUIET.items() if event is not Moved}
    with pytest.raises(TypeError, match="Moved"):
        a_dialect(says=says)
    assert a_dialect(says=QUIET)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda dialect: dialect.name)
def test_every_command_that_is_heard_has_an_action(dialect: Dialect) -> None:
    assert {heard.command for heard in dialect.hears.values()} <= set(ACTIONS)


def test_every_action_has_a_command_that_somebody_sends() -> None:
    heard = {heard.command for dialect in DIALECTS.values() for heard in dialect.hears.values()}
    arrivals = {type(dialect.on_connect) for dialect in DIALECTS.values() if dialect.on_connect}
    sent_by_django = {commands.PostNotice}
    inside_others = {PassOn}
    assert heard | arrivals | sent_by_django | inside_others == set(ACTIONS)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda dialect: dialect.name)
def test_no_command_has_two_names(dialect: Dialect) -> None:
    heard = [heard.command for heard in dialect.hears.values()]
    assert len(heard) == len(set(heard))


def test_dialects_are_found_by_their_namespace() -> None:
    assert all(namespace == dialect.namespace for namespace, dialect in DIALECTS.items())
    assert DIALECTS["/"] is NATIVE


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(UnknownEvent):
        NATIVE.parse(an_event("no-such-event"))


def test_a_payload_without_required_fields_is_optional() -> None:
    assert NATIVE.parse(an_event("leave-room")) == commands.Leave()
    assert NATIVE.parse(an_event("leave-room", {})) == commands.Leave()


def test_unknown_fields_are_ignored() -> None:
    heard = NATIVE.parse(an_event("lock-room", {"locked": True, "isHost": True, "x": {"y": [1]}}))
    assert heard == commands.Lock(locked=True)


@pytest.mark.parametrize("arguments", [(b"{}", b"{}"), (b"null",), (b"[]",), (b'"x"',), (b"7",)])
def test_arguments_other_than_one_object_are_refused(arguments: tuple[bytes, ...]) -> None:
    with pytest.raises(InvalidInput):
        NATIVE.parse(a_raw_event("leave-room", *arguments))


def test_silence_about_a_module_covers_its_events_and_no_others() -> None:
    assert PartnerLost in silence(pairs)
    assert Moved not in silence(pairs)
    assert silence(pairs) | silence_except(pairs) == QUIET
    assert silence(pairs).keys().isdisjoint(silence_except(pairs))


def test_silence_about_a_package_covers_the_events_of_all_its_modules() -> None:
    assert silence(events) == QUIET


@pytest.mark.parametrize("package", [commands, events], ids=["commands", "events"])
def test_a_package_exports_the_classes_of_all_its_modules(package: ModuleType) -> None:
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        module = import_module(found.name)
        for name, value in vars(module).items():
            if isinstance(value, type) and value.__module__ == module.__name__:
                assert getattr(package, name, None) is value


def test_a_silent_event_is_not_encoded() -> None:
    assert a_dialect().encode(LockChanged(locked=True)) == []


def test_a_dialect_encodes_events_with_its_own_names() -> None:
    says = QUIET | {
        LockChanged: lambda event, _context: [("locked", event.locked), ("a", 1, "b"), ("c",)]
    }
    packets = a_dialect(says=says).encode(LockChanged(locked=True))
    assert [without_offset(packet) for packet in packets] == [
        b'42/other,["locked",true]',
        b'42/other,["a",1,"b"]',
        b'42/other,["c"]',
    ]
    (packet,) = NATIVE.encode(LockChanged(locked=True))
    assert without_offset(packet) == b'42["room-locked",{"locked":true}]'


def test_every_packet_ends_with_an_offset_of_its_own() -> None:
    says = QUIET | {Moved: lambda _event, _context: [("a",), ("b", 1)]}
    packets = [packet for _ in range(2) for packet in a_dialect(says=says).encode(Moved())]
    offsets = [json.loads(packet.partition(b",")[2])[-1] for packet in packets]
    assert offsets == sorted(set(offsets))
    assert all(isinstance(offset, str) for offset in offsets)


def test_fields_may_be_positional_arguments() -> None:
    heard = ArgumentsParser(commands.PostMessage, ["content", "key"])
    said = raw(b'"Hi"', b'"k1"')
    assert heard.build(said) == commands.PostMessage(content="Hi", key="k1")
    assert heard.build(said[:1]) == commands.PostMessage(content="Hi")
    for wrong in ([], raw(b"7"), raw(b'{"content":"Hi"}'), [*said, *said]):
        with pytest.raises(InvalidInput):
            heard.build(wrong)


CHATTING = [
    (dialect, name)
    for dialect in DIALECTS.values()
    for name, parser in dialect.hears.items()
    if parser.command is commands.PostMessage
]


@pytest.mark.parametrize(("dialect", "name"), CHATTING, ids=[one.name for one, _ in CHATTING])
def test_a_chat_message_without_a_key_takes_the_key_that_the_server_gives(
    dialect: Dialect, name: str
) -> None:
    said = an_event(name, {"content": "Hi"})
    keyless, keyed = (
        posted_message(dialect.parse(msgspec.structs.replace(said, message_key=key)))
        for key in (None, "k1")
    )
    assert keyless == commands.PostMessage(content="Hi")
    assert keyed == commands.PostMessage(content="Hi", key="k1")


def test_the_key_of_a_client_precedes_that_of_the_server() -> None:
    said = an_event("chat-message", {"content": "Hi", "key": "mine"})
    parsed = NATIVE.parse(msgspec.structs.replace(said, message_key="k1"))
    assert parsed == commands.PostMessage(content="Hi", key="mine")


def test_a_command_may_be_refused_by_an_event_of_its_own() -> None:
    def refuse(refusal: Refusal, _arguments: Arguments) -> Event:
        return Refused(code="no", message=refusal.message)

    dialect = a_dialect(refuses={commands.Join: refuse}, says=QUIET | {Refused: say("no")})
    assert dialect.is_refused_by_event(commands.Join)
    assert dialect.refusal_event(commands.Join, RoomFull()) == refuse(RoomFull(), [])
    assert not dialect.is_refused_by_event(commands.Leave)
    assert dialect.refusal_event(commands.Leave, RoomFull()) is None
