"""Every command and the action that carries it out.

An action is `(caller, command, presence) -> [Outcome, …]`, or the same with `async` if it has to
await something. It knows no socket and sends nothing; it returns outcomes. To refuse a command, it
raises a `Refusal` before it changes anything. A change of a connection has actions of the same
form; they await nothing and refuse nothing.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from signaling.actions.chat import get_messages, post_message
from signaling.actions.hands import lower_all_hands, lower_hand, raise_hand
from signaling.actions.ice_servers import get_ice_servers, get_pair_ice_servers
from signaling.actions.media import (
    show_media,
    start_screen_share,
    stop_screen_share,
    toggle_audio,
    toggle_video,
)
from signaling.actions.moderation.muting import ask_to_unmute, mute, mute_all
from signaling.actions.moderation.removal import block, remove, unblock
from signaling.actions.moderation.roles import set_role
from signaling.actions.moderation.spotlight import set_spotlight
from signaling.actions.notices import post_notice
from signaling.actions.original_payloads import add_original_payload
from signaling.actions.pairs.chat import write_to_partner
from signaling.actions.pairs.connection_changes import (
    lose_visitor,
    recover_visitor,
    remove_visitor,
)
from signaling.actions.pairs.partners import find_next_partner, find_partner, go_online
from signaling.actions.pairs.relay import become_ready, relay_to_partner
from signaling.actions.pairs.reports import report_partner
from signaling.actions.picture_requests import request_pictures
from signaling.actions.reactions import react
from signaling.actions.relay import pass_on, relay
from signaling.actions.renaming import rename
from signaling.actions.room_media.connections import (
    add_media_candidate,
    answer_media,
    offer_again,
    publish_media,
    subscribe_media,
)
from signaling.actions.room_media.direct_links import report_media
from signaling.actions.room_media.quality import report_media_quality
from signaling.actions.rooms.check import check_room
from signaling.actions.rooms.disconnection import end_connection, lose_seat
from signaling.actions.rooms.end import end_room
from signaling.actions.rooms.join import join, join_by_name
from signaling.actions.rooms.leave import leave
from signaling.actions.rooms.recovery import recover_seat
from signaling.actions.rooms.settings import lock, update_settings
from signaling.actions.tokens import refresh_token
from signaling.actions.typing_indicator import start_typing, stop_typing
from signaling.actions.waiting_room.admission import admit, admit_all
from signaling.actions.waiting_room.cancellation import cancel_knock
from signaling.actions.waiting_room.denial import deny
from signaling.actions.waiting_room.messages import message_waiting
from signaling.caller import Caller
from signaling.outcomes import Outcome
from signaling.presence import Presence
from signaling.protocol import commands
from signaling.protocol.connection_changes import (
    ConnectionChange,
    ConnectionEnded,
    ConnectionRecovered,
    TransportLost,
)

Outcomes = list[Outcome]
Action = Callable[[Caller, Any, Presence], Outcomes | Awaitable[Outcomes]]
ConnectionAction = Callable[[Caller, Any, Presence], Outcomes]


async def outcomes_of(caller: Caller, command: commands.Command, presence: Presence) -> Outcomes:
    """Carry a command out, and await its action if that is asynchronous."""
    outcomes = ACTIONS[type(command)](caller, command, presence)
    return outcomes if isinstance(outcomes, list) else await outcomes


def _carry_out_with_original(
    caller: Caller, wrapped: commands.CommandWithOriginal, presence: Presence
) -> Outcomes | Awaitable[Outcomes]:
    """Carry out a command whose original payload is relayed to clients of the same protocol."""
    outcomes = ACTIONS[type(wrapped.command)](caller, wrapped.command, presence)
    if isinstance(outcomes, list):
        return add_original_payload(outcomes, caller, wrapped)
    return _add_original_when_done(outcomes, caller, wrapped)


async def _add_original_when_done(
    outcomes: Awaitable[Outcomes], caller: Caller, wrapped: commands.CommandWithOriginal
) -> Outcomes:
    return add_original_payload(await outcomes, caller, wrapped)


ACTIONS: Mapping[type[commands.Command], Action] = {
    commands.Join: join,
    commands.Leave: leave,
    commands.Offer: relay,
    commands.Answer: relay,
    commands.Candidate: relay,
    commands.ToggleAudio: toggle_audio,
    commands.ToggleVideo: toggle_video,
    commands.StartScreenShare: start_screen_share,
    commands.StopScreenShare: stop_screen_share,
    commands.RaiseHand: raise_hand,
    commands.PostMessage: post_message,
    commands.GetMessages: get_messages,
    commands.StartTyping: start_typing,
    commands.StopTyping: stop_typing,
    commands.React: react,
    commands.RequestPictures: request_pictures,
    commands.PublishMedia: publish_media,
    commands.SubscribeMedia: subscribe_media,
    commands.AnswerMedia: answer_media,
    commands.AddMediaCandidate: add_media_candidate,
    commands.ReportMedia: report_media,
    commands.ReportMediaQuality: report_media_quality,
    commands.Rename: rename,
    commands.CancelKnock: cancel_knock,
    commands.Admit: admit,
    commands.AdmitAll: admit_all,
    commands.Deny: deny,
    commands.MessageWaiting: message_waiting,
    commands.Mute: mute,
    commands.MuteAll: mute_all,
    commands.AskToUnmute: ask_to_unmute,
    commands.Remove: remove,
    commands.Block: block,
    commands.Unblock: unblock,
    commands.SetRole: set_role,
    commands.SetSpotlight: set_spotlight,
    commands.LowerHand: lower_hand,
    commands.LowerAllHands: lower_all_hands,
    commands.Lock: lock,
    commands.UpdateSettings: update_settings,
    commands.EndRoom: end_room,
    commands.PostNotice: post_notice,
    commands.GetIceServers: get_ice_servers,
    commands.RefreshToken: refresh_token,
    commands.JoinByName: join_by_name,
    commands.CheckRoom: check_room,
    commands.ShowMedia: show_media,
    commands.PassOn: pass_on,
    commands.CommandWithOriginal: _carry_out_with_original,
    commands.GoOnline: go_online,
    commands.FindPartner: find_partner,
    commands.FindNextPartner: find_next_partner,
    commands.WriteToPartner: write_to_partner,
    commands.BecomeReady: become_ready,
    commands.OfferToPartner: relay_to_partner,
    commands.AnswerPartner: relay_to_partner,
    commands.SendCandidate: relay_to_partner,
    commands.ReportPartner: report_partner,
    commands.GetPairIceServers: get_pair_ice_servers,
}

CONNECTION_ACTIONS: Mapping[type[ConnectionChange], Sequence[ConnectionAction]] = {
    TransportLost: (lose_seat, lose_visitor),
    ConnectionRecovered: (recover_seat, recover_visitor, offer_again),
    ConnectionEnded: (end_connection, remove_visitor),
}
