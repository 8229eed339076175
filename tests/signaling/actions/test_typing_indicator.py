import pytest

from signaling.caller import Caller
from signaling.protocol.commands import StartTyping, StopTyping
from signaling.protocol.events import TypingChanged
from signaling.refusals import NotInRoom, WrongRoom
from tests.signaling.actions.clients import Company
from tests.signaling.examples import Clock, a_caller

pytestmark = pytest.mark.usefixtures("seated")


def test_who_sits_nowhere_does_not_type(company: Company) -> None:
    for command in (StartTyping(), StopTyping()):
        with pytest.raises(NotInRoom):
            company.do(a_caller("nobody"), command)


def test_nobody_types_in_another_room(company: Company, guest: Caller) -> None:
    for command in (StartTyping(room_id="other"), StopTyping(room_id="other")):
        with pytest.raises(WrongRoom):
            company.do(guest, command)


def test_the_others_are_told_once_that_somebody_types(
    company: Company, host: Caller, guest: Caller
) -> None:
    company.do(guest, StartTyping())
    typing = TypingChanged(socket_id=guest.peer_id, display_name="Bo", is_typing=True)
    assert (company.told(host), company.told(guest)) == ([typing], [])
    company.do(guest, StartTyping())
    assert company.outcomes == []


def test_the_others_are_told_once_that_somebody_stopped(
    company: Company, host: Caller, guest: Caller
) -> None:
    company.do(guest, StartTyping())
    company.do(guest, StopTyping())
    assert company.told(host) == [
        TypingChanged(socket_id=guest.peer_id, display_name="Bo", is_typing=False)
    ]
    company.do(guest, StopTyping())
    assert company.outcomes == []


def test_typing_again_is_news_after_three_seconds(
    company: Company, host: Caller, guest: Caller, clock: Clock
) -> None:
    company.do(guest, StartTyping())
    clock.pass_seconds(3)
    company.expire()
    company.do(guest, StartTyping())
    assert len(company.told(host)) == 1


def test_who_drops_types_no_more(company: Company, host: Caller, guest: Caller) -> None:
    company.do(guest, StartTyping())
    company.drop(guest)
    (ended,) = company.told(host)
    assert ended == TypingChanged(socket_id=guest.peer_id, display_name="Bo", is_typing=False)
