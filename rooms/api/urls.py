"""Addresses of the calls about rooms; a slash at the end is taken off before."""

from django.urls import path

from rooms.api.views import codes, ice, meetings, members, messages, rooms, settings

urlpatterns = [
    path("rooms", rooms.RoomsView.as_view()),
    path("users/me/rooms", rooms.KnownRoomsView.as_view()),
    path("rooms/code/<str:code>", codes.RoomByCodeView.as_view()),
    path("rooms/code/<str:code>/participants", codes.PresentByCodeView.as_view()),
    path("rooms/<uuid:room_id>", rooms.RoomView.as_view()),
    path("rooms/<uuid:room_id>/start", rooms.RoomStartView.as_view()),
    path("rooms/<uuid:room_id>/delete", rooms.RoomDeletionView.as_view()),
    path("rooms/<uuid:room_id>/settings", settings.RoomSettingsView.as_view()),
    path("rooms/<uuid:room_id>/lock", settings.RoomLockView.as_view()),
    path("rooms/<uuid:room_id>/members", members.MembersView.as_view()),
    path("rooms/<uuid:room_id>/members/<int:member_id>", members.MemberView.as_view()),
    path("rooms/<uuid:room_id>/blocks", members.BlocksView.as_view()),
    path("rooms/<uuid:room_id>/blocks/<int:block_id>", members.BlockView.as_view()),
    path("rooms/<uuid:room_id>/messages", messages.MessagesView.as_view()),
    path("rooms/<uuid:room_id>/meetings", meetings.MeetingsView.as_view()),
    path(
        "rooms/<uuid:room_id>/meetings/<uuid:meeting_id>/attendance",
        meetings.AttendanceView.as_view(),
    ),
    path("rooms/<uuid:room_id>/audit", meetings.DeedsView.as_view()),
    path("rooms/<uuid:room_id>/ice-servers", ice.IceServersView.as_view()),
]
