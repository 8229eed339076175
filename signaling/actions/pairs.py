"""Random pairs: finding a partner, leaving one, and the messages and signals of two partners.

The module knows pairs, their rows, and the events; it does not know sockets or the queue's rules.
"""

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from accounts.text_cleaning import visible_text
from rooms import pairing
from rooms.actions import pairing as rows
from rooms.ice import ice_servers
from signaling.actions.texts import clean_text
from signaling.caller import Caller
from signaling.database import in_database
from signaling.dialects.registry import traits_of
from signaling.outcomes import Delivery, Outcome, Reply
from signaling.presence import Presence
from signaling.presence.pairs import Fact, Line, Paired, Parted, Queued, Signal, Together, Visitor
from signaling.presence.refusals import NotPaired
from signaling.protocol.events import Event, IceServersGiven
from signaling.protocol.pairs.commands import (
    AnswerPartner,
    BecomeReady,
    FindNextPartner,
    FindPartner,
    GetPairIceServers,
    GoOnline,
    OfferToPartner,
    ReportPartner,
    SendCandidate,
    WriteToPartner,
)
from signaling.protocol.pairs.events import (
    OfferWanted,
    PairMessagePosted,
    PartnerAnswered,
    PartnerCandidateCame,
    PartnerFound,
    PartnerLost,
    PartnerOffered,
    PartnerSought,
)

# The value that partners get for the e-mail address of a visitor without one.
_ANONYMOUS = "Anonymous"


async def go_online(caller: Caller, _command: GoOnline, presence: Presence) -> list[Outcome]:
    """Add the caller to the visitors.

    The rows tell whether the person is blocked, and which people it must not be paired with. The
    keeper tells clients how many visitors are online.
    """
    profile = await in_database(pairing.pairing_profile, caller.person)
    await presence.pairs.come(
        Visitor(
            peer_id=caller.peer_id,
            owner=caller.person.key,
            email=profile.email,
            avoids=profile.avoids,
            is_blocked=profile.is_blocked,
            queued_after_seconds=traits_of(caller.protocol).queued_after_seconds,
        )
    )
    return []


async def find_partner(caller: Caller, command: FindPartner, presence: Presence) -> list[Outcome]:
    """Leave the current partner, if any, and wait for another; refuse a blocked visitor."""
    visitor = presence.pairs.visitor(caller.peer_id)
    if visitor is None or visitor.is_blocked:
        raise pairing.PairingBlocked
    return told(await presence.pairs.seek(caller.peer_id, wants_video=command.with_video))


async def find_next_partner(
    caller: Caller, _command: FindNextPartner, presence: Presence
) -> list[Outcome]:
    """Find another partner; refuse a visitor that has never asked for a partner before."""
    if not presence.pairs.has_sought(caller.peer_id):
        raise NotPaired
    return await find_partner(caller, FindPartner(), presence)


async def write_to_partner(
    caller: Caller, command: WriteToPartner, presence: Presence
) -> list[Outcome]:
    """Show a message to both partners; it is stored only in a report."""
    visitor = (_together(caller, presence)).visitor
    text, now = clean_text(command.text), timezone.now()
    line = Line(sender_id=caller.peer_id, text=text, sent_at=now.isoformat())
    partner_id = await presence.pairs.write(caller.peer_id, line)
    if partner_id is None:
        raise NotPaired
    posted = PairMessagePosted(
        sender=caller.peer_id,
        text=text,
        sender_email=visitor.email or _ANONYMOUS,
        timestamp=now,
    )
    return [Delivery(posted, [caller.peer_id, partner_id])]


async def become_ready(caller: Caller, _command: BecomeReady, presence: Presence) -> list[Outcome]:
    """Send the caller the signals that it may have missed, and ask for an offer if one is due."""
    ready = await presence.pairs.ready(caller.peer_id)
    if ready is None:
        raise NotPaired
    outcomes: list[Outcome] = [
        Delivery(_relayed(signal, ready.partner_id), [caller.peer_id])
        for signal in ready.unanswered
    ]
    if ready.offerer_id is not None:
        outcomes.append(Delivery(OfferWanted(), [ready.offerer_id]))
    return outcomes


async def relay_to_partner(
    caller: Caller, command: OfferToPartner | AnswerPartner | SendCandidate, presence: Presence
) -> list[Outcome]:
    """Relay a description or candidate to the caller's partner, without a database query."""
    partner_id = await presence.pairs.signal(caller.peer_id, command)
    if partner_id is None:
        raise NotPaired
    return [Delivery(_relayed(command, caller.peer_id), [partner_id])]


async def report_partner(
    caller: Caller, command: ReportPartner, presence: Presence
) -> list[Outcome]:
    """Store a report about the current or last partner, and never pair the two again."""
    together = presence.pairs.last_together(caller.peer_id)
    if together is None or command.partner_id not in (None, together.partner.peer_id):
        raise NotPaired
    await in_database(
        rows.report,
        together.visitor.owner,
        together.partner.owner,
        visible_text(command.reason),
        [_described(line, together.visitor) for line in together.lines],
    )
    return told(await presence.pairs.separate(together.visitor, together.partner))


def get_pair_ice_servers(
    caller: Caller, _command: GetPairIceServers, presence: Presence
) -> list[Outcome]:
    """Answer a visitor that has a partner with new ICE servers."""
    _together(caller, presence)
    servers = ice_servers(caller.peer_id)
    return [Reply(IceServersGiven(ice_servers=servers, ttl_seconds=settings.TURN_TTL_SECONDS))]


async def lose_pairing(caller: Caller, presence: Presence, *, went_away: bool) -> list[Outcome]:
    """Keep the pair, or the place in the queue, of a visitor that may come back.

    If the visitor closed the page or loads it again (`went_away`), its pair ends at once.
    """
    return told(await presence.pairs.lose(caller.peer_id, went_away=went_away))


async def recover_pairing(caller: Caller, presence: Presence) -> list[Outcome]:
    """Restore a visitor that is back; it keeps its place, or may find a partner now."""
    return told(await presence.pairs.recover(caller.peer_id))


async def leave_pairing(caller: Caller, presence: Presence) -> list[Outcome]:
    """Remove a visitor whose connection has ended; do nothing if the caller is no visitor."""
    return told(await presence.pairs.go(caller.peer_id))


def told(facts: Iterable[Fact]) -> list[Outcome]:
    """Return the deliveries that tell visitors about the facts, in the order of the facts."""
    return [Delivery(event, [peer_id]) for fact in facts for peer_id, event in _heard(fact)]


def _heard(fact: Fact) -> list[tuple[str, Event]]:
    match fact:
        case Queued(peer_id):
            return [(peer_id, PartnerSought())]
        case Parted(peer_id, partner_id):
            return [(peer_id, PartnerLost(partner_id=partner_id))]
        case Paired(first_id, second_id, with_video):
            return [
                (peer_id, PartnerFound(with_video=with_video, partner_id=partner_id))
                for peer_id, partner_id in ((first_id, second_id), (second_id, first_id))
            ]


def _together(caller: Caller, presence: Presence) -> Together:
    together = presence.pairs.together(caller.peer_id)
    if together is None:
        raise NotPaired
    return together


def _relayed(signal: Signal, sender_id: str) -> Event:
    match signal:
        case OfferToPartner(offer=offer):
            return PartnerOffered(offer=offer, sender=sender_id)
        case AnswerPartner(answer=answer):
            return PartnerAnswered(answer=answer, sender=sender_id)
        case SendCandidate(candidate=candidate):
            return PartnerCandidateCame(candidate=candidate, sender=sender_id)


def _described(line: Line, reporter: Visitor) -> dict[str, str]:
    by = "reporter" if line.sender_id == reporter.peer_id else "reported"
    return {"by": by, "at": line.sent_at, "text": line.text}
