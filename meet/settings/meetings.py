"""Meetings: codes, limits, the times for which places are held, ICE and media servers."""

from meet import setting_values as values
from meet.settings.variables import env

# Codes are short and could be guessed. One address may try this many unknown codes in this period.
UNKNOWN_CODES = env.int("UNKNOWN_CODES", default=20, low=1)
UNKNOWN_CODES_SECONDS = env.int("UNKNOWN_CODES_SECONDS", default=300, low=1)
DEFAULT_MAX_PARTICIPANTS = env.int(
    "DEFAULT_MAX_PARTICIPANTS", default=12, low=2, high=100
)  # people, a mesh
# With more people who send pictures, most pictures are reduced: each is encoded for each person.
MESH_PARTICIPANTS = env.int("MESH_PARTICIPANTS", default=4, low=2, high=100)
# Servers that forward sound and pictures in larger meetings, e.g. ws://:secret@10.0.0.5:8188
MEDIA_SERVERS = env.media_servers("MEDIA_SERVERS")
MEDIA_SERVER_PEOPLE = env.int("MEDIA_SERVER_PEOPLE", default=150, low=1)  # on each of them
# How long a seat is held for a person whose connection was lost.
HOLD_SECONDS = env.float("HOLD_SECONDS", default=60)
HOST_HOLD_SECONDS = env.float("HOST_HOLD_SECONDS", default=120)
RELOAD_HOLD_SECONDS = env.float("RELOAD_HOLD_SECONDS", default=5)
# The delays after a lost connection: until the person is shown as reconnecting, and until clients
# that know only joining and leaving are told that the person left.
RECONNECTING_SECONDS = env.float("RECONNECTING_SECONDS", default=2)
DEPARTED_SECONDS = env.float("DEPARTED_SECONDS", default=5)
# The waiting room: how long a disconnected knocker keeps its place, and how long a denied knocker
# must wait before the next request.
KNOCK_AWAY_SECONDS = env.float("KNOCK_AWAY_SECONDS", default=45)
# Clients that do not know the waiting room give up 15 s after their request. They get an answer
# before that.
KNOCK_ANSWER_SECONDS = env.float("KNOCK_ANSWER_SECONDS", default=14)
KNOCK_AGAIN_SECONDS = env.int("KNOCK_AGAIN_SECONDS", default=30)
MOST_KNOCKERS = env.int("MOST_KNOCKERS", default=50, low=1)  # people waiting for one room
KNOCKERS_KEPT_FOR_ACCOUNTS = env.int("KNOCKERS_KEPT_FOR_ACCOUNTS", default=10)  # of these
KNOCKERS_PER_ADDRESS = env.int("KNOCKERS_PER_ADDRESS", default=5)  # guests waiting for one room
# Rooms without a row. Clients of some protocols open them by name.
ALLOW_AD_HOC_ROOMS = env.bool("ALLOW_AD_HOC_ROOMS", default=True)
MOST_AD_HOC_ROOMS = env.int("MOST_AD_HOC_ROOMS", default=1000)  # with a meeting at the same time
WRONG_PASSWORDS_PER_MINUTE = env.int("WRONG_PASSWORDS_PER_MINUTE", default=10)  # per address
AD_HOC_PARTICIPANTS = env.int("AD_HOC_PARTICIPANTS", default=12, low=2, high=100)  # people in each
# Some clients open the camera only after they joined, and cannot accept a connection before that.
CAMERA_SECONDS = env.float("CAMERA_SECONDS", default=3)
# How long a page, an API call or the admin waits until a change reaches the people in a room.
LIVE_ANSWER_SECONDS = env.float("LIVE_ANSWER_SECONDS", default=5, low=0.1)
TYPING_SECONDS = env.float("TYPING_SECONDS", default=3)
# STUN and TURN URLs that are sent to people in a room, e.g. stun:stun.example.org:3478
ICE_URLS = env.list("ICE_URLS", default=[], each=values.stun_url)
TURN_URLS = env.list("TURN_URLS", default=[], each=values.turn_url)
TURN_SECRET = env.str("TURN_SECRET", default="")
TURN_TTL_SECONDS = env.int("TURN_TTL_SECONDS", default=3600, low=60, high=3600)
