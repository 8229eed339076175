"""Messages between two partners, which are stored only in a report."""

from django.utils import timezone

from signaling.actions.text_limits import message_text
from signaling.caller import Caller
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Presence
from signaling.presence.pair_records import ChatLine
from signaling.presence.refusals import NotPaired
from signaling.protocol.commands import WriteToPartner
from signaling.protocol.events import PairMessagePosted

# The value that partners get for the e-mail address of a visitor without one.
_ANONYMOUS = "Anonymous"


def write_to_partner(caller: Caller, command: WriteToPartner, presence: Presence) -> list[Outcome]:
    """Show a message to both partners, and keep it for a report."""
    pair = presence.pairs.pair_of(caller.peer_id)
    if pair is None:
        raise NotPaired
    text, now = message_text(command.text), timezone.now()
    line = ChatLine(sender_id=caller.peer_id, text=text, sent_at=now.isoformat())
    presence.pairs.write(caller.peer_id, line)
    posted = PairMessagePosted(
        sender=caller.peer_id,
        text=text,
        sender_email=pair.visitor.email or _ANONYMOUS,
        timestamp=now,
    )
    return [Delivery(posted, [caller.peer_id, pair.partner.peer_id])]
