"""The URLs of pages; the page of a room has its code as path."""

from django.urls import path, register_converter

from rooms.codes import normalize_code
from rooms.views import home, meetings, room_settings
from rooms.views.media_server import media_server
from rooms.views.pair import pair
from rooms.views.room import room


class RoomCodeConverter:
    """A code in any spelling, converted to its canonical form."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        code = normalize_code(value)
        if code is None:
            raise ValueError("not a room code")
        return code

    def to_url(self, value: str) -> str:
        return value


register_converter(RoomCodeConverter, "room_code")

urlpatterns = [
    path("", home.home, name="home"),
    path("join/", home.join, name="join"),
    path("rooms/new/", home.new_room, name="new_room"),
    path("rooms/<room_code:code>/settings/", room_settings.settings, name="room_settings"),
    path("rooms/<room_code:code>/lock/", room_settings.set_locked, name="set_room_locked"),
    path("rooms/<room_code:code>/open/", room_settings.set_open, name="set_room_open"),
    path("rooms/<room_code:code>/delete/", room_settings.delete, name="delete_room"),
    path("rooms/<room_code:code>/invite/", room_settings.invite, name="invite_to_room"),
    path(
        "rooms/<room_code:code>/members/<int:member_id>/",
        room_settings.change_member,
        name="change_room_member",
    ),
    path(
        "rooms/<room_code:code>/blocks/<int:block_id>/unblock/",
        room_settings.unblock,
        name="unblock_in_room",
    ),
    path("rooms/<room_code:code>/media-server/", media_server, name="media_server"),
    path("rooms/<room_code:code>/meetings/", meetings.meetings, name="meetings"),
    path("rooms/<room_code:code>/meetings/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path(
        "rooms/<room_code:code>/meetings/<uuid:meeting_id>/attendance.csv",
        meetings.attendance_csv,
        name="meeting_attendance",
    ),
    path(
        "rooms/<room_code:code>/meetings/<uuid:meeting_id>/chat.csv",
        meetings.transcript_csv,
        name="meeting_transcript",
    ),
    path("pair/", pair, name="pair"),
    path("<room_code:code>", room, name="room"),
    # Links with a trailing slash redirect to the URL without it.
    path("<room_code:code>/", room),
]
