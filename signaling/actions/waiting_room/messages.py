"""Messages of hosts to knockers."""

from rooms import actions as rows
from rooms.models import Audit
from signaling.actions.hosting import audit_target, host_decision, target_knock
from signaling.actions.text_limits import message_text
from signaling.caller import Caller
from signaling.concurrency.database import in_database
from signaling.outcomes import Delivery, Outcome
from signaling.presence import Presence
from signaling.protocol.commands import MessageWaiting
from signaling.protocol.events import KnockerAddressed


async def message_waiting(
    caller: Caller, command: MessageWaiting, presence: Presence
) -> list[Outcome]:
    """Send a message to a knocker; the knocker can't answer."""
    async with host_decision(caller, presence, command.room_id) as host:
        knock = target_knock(host, command.target_id, presence)
        content = message_text(command.content)
        await in_database(
            rows.record_action,
            host.audit_context,
            Audit.Action.MESSAGE_WAITING,
            audit_target(knock.seat),
        )
        addressed = KnockerAddressed(sender=host.actor.name, content=content)
        # The knocker may have left, or returned as another peer, while the entry was being stored.
        return [Delivery(addressed, [target_knock(host, knock.id, presence).peer_id])]
