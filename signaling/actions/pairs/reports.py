"""Reports of a visitor about its partner."""

from accounts.text_cleaning import visible_text
from rooms.actions import pairing as rows
from signaling.actions.pairs.events import pair_events
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.outcomes import Outcome
from signaling.presence import Presence
from signaling.presence.pair_records import ChatLine, Visitor
from signaling.presence.refusals import NotPaired
from signaling.protocol.commands import ReportPartner


async def report_partner(
    caller: Caller, command: ReportPartner, presence: Presence
) -> list[Outcome]:
    """Store a report about the current or last partner, and never pair the two again.

    A repeated report of the same partner is acknowledged, and not stored again.
    """
    pair = presence.pairs.last_pair_of(caller.peer_id)
    if pair is None or command.partner_id not in (None, pair.partner.peer_id):
        raise NotPaired
    if presence.pairs.reported(caller.peer_id, pair.partner.peer_id):
        return []
    await in_database(
        rows.report,
        pair.visitor.owner,
        pair.partner.owner,
        visible_text(command.reason),
        [_reported_message(line, pair.visitor) for line in pair.lines],
    )
    presence.pairs.note_report(caller.peer_id, pair.partner.peer_id)
    return pair_events(presence.pairs.separate(pair.visitor, pair.partner))


def _reported_message(line: ChatLine, reporter: Visitor) -> dict[str, str]:
    by = "reporter" if line.sender_id == reporter.peer_id else "reported"
    return {"by": by, "at": line.sent_at, "text": line.text}
