"""Blocked people of a room, and the actions of hosts and operators."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.bidi import isolate
from accounts.names import NAME_CHARACTERS
from rooms import codes
from rooms.audit_sentences import SENTENCES
from rooms.models.identity import AbstractBlock, exactly_one_of
from rooms.models.room import Room


class Block(AbstractBlock):
    """An account or a guest who may not enter a room until unblocked."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="blocks", verbose_name=_("room"))
    display_name = models.CharField(_("name when blocked"), max_length=NAME_CHARACTERS)
    seat_id = models.UUIDField(_("seat when blocked"), null=True, blank=True, editable=False)

    class Meta(AbstractBlock.Meta):
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = (
            models.CheckConstraint(
                condition=exactly_one_of("user", "guest_id"), name="block_is_of_account_or_guest"
            ),
            models.UniqueConstraint(fields=("room", "user"), name="one_block_per_account"),
            models.UniqueConstraint(fields=("room", "guest_id"), name="one_block_per_guest"),
        )

    def __str__(self) -> str:
        return self.display_name


class Audit(models.Model):
    """An audit entry: an action of a host or operator. Entries are never changed."""

    class Action(models.TextChoices):
        CREATE_ROOM = "create_room", _("created the room")
        UPDATE_ROOM = "update_room", _("changed the settings")
        CLOSE_ROOM = "close_room", _("closed the room")
        REOPEN_ROOM = "reopen_room", _("reopened the room")
        DELETE_ROOM = "delete_room", _("deleted the room")
        LOCK = "lock", _("locked the room")
        UNLOCK = "unlock", _("unlocked the room")
        END_MEETING = "end_meeting", _("ended the meeting for all")
        ADMIT = "admit", _("admitted")
        DENY = "deny", _("denied entry to")
        MESSAGE_WAITING = "message_waiting", _("sent a waiting-room message to")
        MUTE = "mute", _("muted")
        MUTE_ALL = "mute_all", _("muted everyone")
        ASK_TO_UNMUTE = "ask_to_unmute", _("sent an unmute request to")
        LOWER_HAND = "lower_hand", _("lowered the hand of")
        LOWER_ALL_HANDS = "lower_all_hands", _("lowered all hands")
        SPOTLIGHT = "spotlight", _("put into the spotlight")
        END_SPOTLIGHT = "end_spotlight", _("took out of the spotlight")
        POST_NOTICE = "post_notice", _("sent a message to everyone")
        REMOVE = "remove", _("removed")
        BLOCK = "block", _("blocked")
        UNBLOCK = "unblock", _("unblocked")
        SET_COHOST = "set_cohost", _("gave the co-host role to")
        UNSET_COHOST = "unset_cohost", _("removed the co-host role from")
        INVITE = "invite", _("invited")
        UNINVITE = "uninvite", _("withdrew the invitation of")
        DELETE_MESSAGE = "delete_message", _("deleted a message of")
        EXPORT = "export", _("exported")
        BLOCK_FROM_PAIRS = "block_from_pairs", _("blocked from random pairs")
        UNBLOCK_FROM_PAIRS = "unblock_from_pairs", _("unblocked from random pairs")
        DRAIN = "drain", _("drained the media server")
        END_DRAINING = "end_draining", _("used the media server again")

    room = models.ForeignKey(
        Room, models.SET_NULL, null=True, related_name="audits", verbose_name=_("room")
    )
    room_code = models.CharField(_("room code"), max_length=codes.LENGTH)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("actor"),
    )
    actor_name = models.CharField(_("name of the actor"), max_length=NAME_CHARACTERS)
    action = models.CharField(_("action"), max_length=20, choices=Action.choices)
    target_name = models.CharField(_("target"), max_length=NAME_CHARACTERS, blank=True)
    target_seat = models.UUIDField(_("seat"), null=True, blank=True)
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit")
        ordering = ("-at",)

    def __str__(self) -> str:
        names = {"actor": isolate(self.actor_name), "target": isolate(self.target_name)}
        return (SENTENCES[self.action] % names).strip()
