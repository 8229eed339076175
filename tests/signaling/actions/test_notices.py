"""Notices of hosts in the chat."""

import pytest

from rooms.models import Room
from signaling.caller import Caller
from signaling.outcomes import ChatSent
from signaling.protocol.commands import (
    PostNotice,
    SettingsChange,
    UpdateSettings,
)
from signaling.protocol.events import (
    ChatPosted,
)
from tests.signaling.actions.clients import Clients, audit_entries

pytestmark = pytest.mark.usefixtures("seated")


NO_CHAT = UpdateSettings(settings=SettingsChange(allow_chat=False))


def test_a_notice_reaches_everybody_even_if_the_chat_is_disabled(
    clients: Clients, host: Caller, guest: Caller
) -> None:
    clients.send(host, NO_CHAT)
    clients.send(host, PostNotice(content="Fire drill"))
    (posted,) = clients.received(guest)
    assert isinstance(posted, ChatPosted)
    assert (posted.type, posted.content, posted.sender_name) == ("SYSTEM", "Fire drill", "Ann")
    assert clients.received(host) == clients.acknowledged() == [posted]
    assert audit_entries()[-1] == ("post_notice", "Ann", "")


def test_a_notice_is_the_newest_message_that_everybody_has_got(
    clients: Clients, room: Room, host: Caller, guest: Caller
) -> None:
    clients.send(host, PostNotice(content="Fire drill"))
    (posted,) = clients.acknowledged()
    assert isinstance(posted, ChatPosted)
    (sent,) = [one for one in clients.outcomes if isinstance(one, ChatSent)]
    assert set(sent.to) == {host.peer_id, guest.peer_id}
    newest = clients.presence.rooms.newest_message(str(room.pk))
    assert newest == sent.newest_message == int(posted.id)
