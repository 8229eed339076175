"""The whole sentence about each action in the audit: languages order its parts differently.

The names of actions, without people, are the labels of `Audit.Action`.
"""

from django.utils.translation import gettext_lazy as _

# By the value of Audit.Action.
SENTENCES = {
    "create_room": _("%(actor)s created the room"),
    "update_room": _("%(actor)s changed the settings"),
    "close_room": _("%(actor)s closed the room"),
    "reopen_room": _("%(actor)s reopened the room"),
    "delete_room": _("%(actor)s deleted the room"),
    "lock": _("%(actor)s locked the room"),
    "unlock": _("%(actor)s unlocked the room"),
    "end_meeting": _("%(actor)s ended the meeting for all"),
    "admit": _("%(actor)s admitted %(target)s"),
    "deny": _("%(actor)s denied entry to %(target)s"),
    "message_waiting": _("%(actor)s sent a waiting-room message to %(target)s"),
    "mute": _("%(actor)s muted %(target)s"),
    "mute_all": _("%(actor)s muted everyone"),
    "ask_to_unmute": _("%(actor)s sent an unmute request to %(target)s"),
    "lower_hand": _("%(actor)s lowered the hand of %(target)s"),
    "lower_all_hands": _("%(actor)s lowered all hands"),
    "spotlight": _("%(actor)s put %(target)s into the spotlight"),
    "end_spotlight": _("%(actor)s took %(target)s out of the spotlight"),
    "post_notice": _("%(actor)s sent a message to everyone"),
    "remove": _("%(actor)s removed %(target)s"),
    "block": _("%(actor)s blocked %(target)s"),
    "unblock": _("%(actor)s unblocked %(target)s"),
    "set_cohost": _("%(actor)s gave the co-host role to %(target)s"),
    "unset_cohost": _("%(actor)s removed the co-host role from %(target)s"),
    "invite": _("%(actor)s invited %(target)s"),
    "uninvite": _("%(actor)s withdrew the invitation of %(target)s"),
    "delete_message": _("%(actor)s deleted a message of %(target)s"),
    "export": _("%(actor)s exported %(target)s"),
    "block_from_pairs": _("%(actor)s blocked %(target)s from random pairs"),
    "unblock_from_pairs": _("%(actor)s unblocked %(target)s from random pairs"),
    "drain": _("%(actor)s drained the media server %(target)s"),
    "end_draining": _("%(actor)s used the media server %(target)s again"),
}
