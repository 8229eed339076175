"""The URLs of the calls about rooms. Middleware has removed a trailing slash before."""

from django.urls import path

from rooms.api.views import (
    codes,
    host_actions,
    ice,
    meetings,
    members,
    messages,
    participants,
    rooms,
    settings,
)

_ON_PARTICIPANT = {
    "mute": host_actions.mute,
    "ask-to-unmute": host_actions.ask_to_unmute,
    "remove": host_actions.remove,
    "block": host_actions.block,
    "role": host_actions.set_role,
    "lower-hand": host_actions.lower_hand,
}
_ON_KNOCKER = {
    "admit": host_actions.admit,
    "deny": host_actions.deny,
    "message": host_actions.message_waiting,
}

urlpatterns = [
    path("rooms", rooms.RoomsView.as_view()),
    path("users/me/rooms", rooms.KnownRoomsView.as_view()),
    # A complete link may be given instead of the code, with its slashes.
    path("rooms/code/<path:code>/participants", codes.PresentByCodeView.as_view()),
    path("rooms/code/<path:code>", codes.RoomByCodeView.as_view()),
    path("rooms/<uuid:room_id>", rooms.RoomView.as_view()),
    path("rooms/<uuid:room_id>/start", rooms.RoomStartView.as_view()),
    path("rooms/<uuid:room_id>/delete", rooms.RoomDeletionView.as_view()),
    path("rooms/<uuid:room_id>/settings", settings.RoomSettingsView.as_view()),
    path("rooms/<uuid:room_id>/lock", settings.RoomLockView.as_view()),
    path("rooms/<uuid:room_id>/members", members.MembersView.as_view()),
    path("rooms/<uuid:room_id>/members/<int:member_id>", members.MemberView.as_view()),
    path("rooms/<uuid:room_id>/blocks", members.BlocksView.as_view()),
    path("rooms/<uuid:room_id>/blocks/<int:block_id>", members.BlockView.as_view()),
    path("rooms/<uuid:room_id>/participants", participants.ParticipantsView.as_view()),
    path("rooms/<uuid:room_id>/media-quality", participants.MediaQualityView.as_view()),
    *(
        path(f"rooms/<uuid:room_id>/participants/<uuid:target_id>/{name}", view)
        for name, view in _ON_PARTICIPANT.items()
    ),
    path("rooms/<uuid:room_id>/mute-all", host_actions.mute_all),
    path("rooms/<uuid:room_id>/lower-all-hands", host_actions.lower_all_hands),
    path("rooms/<uuid:room_id>/spotlight", host_actions.set_spotlight),
    path("rooms/<uuid:room_id>/waiting", participants.WaitingView.as_view()),
    path("rooms/<uuid:room_id>/waiting/admit", host_actions.AdmitAllView.as_view()),
    *(
        path(f"rooms/<uuid:room_id>/waiting/<uuid:target_id>/{name}", view)
        for name, view in _ON_KNOCKER.items()
    ),
    path("rooms/<uuid:room_id>/messages", messages.MessagesView.as_view()),
    path("rooms/<uuid:room_id>/meetings", meetings.MeetingsView.as_view()),
    path(
        "rooms/<uuid:room_id>/meetings/<uuid:meeting_id>/attendance",
        meetings.AttendanceView.as_view(),
    ),
    path("rooms/<uuid:room_id>/audit", meetings.AuditView.as_view()),
    path("rooms/<uuid:room_id>/ice-servers", ice.IceServersView.as_view()),
]
