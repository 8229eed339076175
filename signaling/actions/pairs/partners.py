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
from signaling.actions.text_limits import clean_text
from signaling.caller import Caller
from signaling.database import in_database
from signaling.dialects.registry import traits_of
from signaling.outcomes import Delivery, Outcome, Reply
from signaling.presence import Presence
from signaling.presence.pair_records import (
    ChatLine,
    Pair,
    PairChange,
    Paired,
    PairSignal,
    Parted,
    Queued,
    Visitor,
)
from signaling.presence.refusals import NotPaired
from signaling.protocol.commands import (
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
from signaling.protocol.connection_changes import (
    ConnectionEnded,
    ConnectionRecovered,
    TransportLost,
)
from signaling.protocol.events import (
    Event,
    IceServersGiven,
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
    presence.pairs.add(
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


def find_partner(caller: Caller, command: FindPartner, presence: Presence) -> list[Outcome]:
    """Leave the current partner, if any, and wait for another; refuse a blocked visitor."""
    visitor = presence.pairs.visitor(caller.peer_id)
    if visitor is None or visitor.is_blocked:
        raise pairing.PairingBlocked
    return pair_events(presence.pairs.seek(caller.peer_id, wants_video=command.with_video))


def find_next_partner(
    caller: Caller, _command: FindNextPartner, presence: Presence
) -> list[Outcome]:
    """Find another partner; refuse a visitor that has never asked for a partner before."""
    if not presence.pairs.has_sought(caller.peer_id):
        raise NotPaired
    return find_partner(caller, FindPartner(), presence)


def write_to_partner(caller: Caller, command: WriteToPartner, presence: Presence) -> list[Outcome]:
    """Show a message to both partners; it is stored only in a report."""
    visitor = _pair_of(caller, presence).visitor
    text, now = clean_text(command.text), timezone.now()
    line = ChatLine(sender_id=caller.peer_id, text=text, sent_at=now.isoformat())
    partner_id = presence.pairs.write(caller.peer_id, line)
    if partner_id is None:
        raise NotPaired
    posted = PairMessagePosted(
        sender=caller.peer_id,
        text=text,
        sender_email=visitor.email or _ANONYMOUS,
        timestamp=now,
    )
    return [Delivery(posted, [caller.peer_id, partner_id])]


def become_ready(caller: Caller, _command: BecomeReady, presence: Presence) -> list[Outcome]:
    """Send the caller the signals that it may have missed, and ask for an offer if one is due."""
    ready = presence.pairs.ready(caller.peer_id)
    if ready is None:
        raise NotPaired
    outcomes: list[Outcome] = [
        Delivery(_relayed(signal, ready.partner_id), [caller.peer_id])
        for signal in ready.unanswered
    ]
    if ready.offerer_id is not None:
        outcomes.append(Delivery(OfferWanted(), [ready.offerer_id]))
    return outcomes


def relay_to_partner(
    caller: Caller, command: OfferToPartner | AnswerPartner | SendCandidate, presence: Presence
) -> list[Outcome]:
    """Relay a description or candidate to the caller's partner, without a database query."""
    signal = _signal(command)
    partner_id = presence.pairs.signal(caller.peer_id, signal)
    if partner_id is None:
        raise NotPaired
    return [Delivery(_relayed(signal, caller.peer_id), [partner_id])]


async def report_partner(
    caller: Caller, command: ReportPartner, presence: Presence
) -> list[Outcome]:
    """Store a report about the current or last partner, and never pair the two again."""
    pair = presence.pairs.last_pair_of(caller.peer_id)
    if pair is None or command.partner_id not in (None, pair.partner.peer_id):
        raise NotPaired
    await in_database(
        rows.report,
        pair.visitor.owner,
        pair.partner.owner,
        visible_text(command.reason),
        [_described(line, pair.visitor) for line in pair.lines],
    )
    return pair_events(presence.pairs.separate(pair.visitor, pair.partner))


def get_pair_ice_servers(
    caller: Caller, _command: GetPairIceServers, presence: Presence
) -> list[Outcome]:
    """Answer a visitor that has a partner with new ICE servers."""
    _pair_of(caller, presence)
    servers = ice_servers(caller.peer_id)
    return [Reply(IceServersGiven(ice_servers=servers, ttl_seconds=settings.TURN_TTL_SECONDS))]


def lose_visitor(caller: Caller, change: TransportLost, presence: Presence) -> list[Outcome]:
    """Keep the pair, or the place in the queue, of a visitor that may come back.

    If the visitor closed the page or loads it again, its pair ends at once.
    """
    return pair_events(presence.pairs.lose(caller.peer_id, went_away=change.went_away))


def recover_visitor(
    caller: Caller, _change: ConnectionRecovered, presence: Presence
) -> list[Outcome]:
    """Restore a visitor that is back; it keeps its place, or may find a partner now."""
    return pair_events(presence.pairs.recover(caller.peer_id))


def remove_visitor(caller: Caller, _change: ConnectionEnded, presence: Presence) -> list[Outcome]:
    """Remove a visitor whose connection has ended; do nothing if the caller is no visitor."""
    return pair_events(presence.pairs.remove(caller.peer_id))


def pair_events(changes: Iterable[PairChange]) -> list[Outcome]:
    """Return the deliveries that tell visitors about the changes, in their order."""
    return [
        Delivery(event, [peer_id]) for change in changes for peer_id, event in _events_of(change)
    ]


def _events_of(change: PairChange) -> list[tuple[str, Event]]:
    match change:
        case Queued(peer_id):
            return [(peer_id, PartnerSought())]
        case Parted(peer_id, partner_id):
            return [(peer_id, PartnerLost(partner_id=partner_id))]
        case Paired(first_id, second_id, with_video):
            return [
                (peer_id, PartnerFound(with_video=with_video, partner_id=partner_id))
                for peer_id, partner_id in ((first_id, second_id), (second_id, first_id))
            ]


def _pair_of(caller: Caller, presence: Presence) -> Pair:
    pair = presence.pairs.pair_of(caller.peer_id)
    if pair is None:
        raise NotPaired
    return pair


def _signal(command: OfferToPartner | AnswerPartner | SendCandidate) -> PairSignal:
    match command:
        case OfferToPartner(offer=body):
            return PairSignal("offer", body)
        case AnswerPartner(answer=body):
            return PairSignal("answer", body)
        case SendCandidate(candidate=body):
            return PairSignal("candidate", body)


def _relayed(signal: PairSignal, sender_id: str) -> Event:
    match signal.kind:
        case "offer":
            return PartnerOffered(offer=signal.body, sender=sender_id)
        case "answer":
            return PartnerAnswered(answer=signal.body, sender=sender_id)
        case "candidate":
            return PartnerCandidateCame(candidate=signal.body, sender=sender_id)


def _described(line: ChatLine, reporter: Visitor) -> dict[str, str]:
    by = "reporter" if line.sender_id == reporter.peer_id else "reported"
    return {"by": by, "at": line.sent_at, "text": line.text}
