"""Notices of hosts in the chat."""

import pytest

from signaling.caller import Caller
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
