"""Sockets and requests: sizes, rates and times."""

from meet.settings.variables import env

MESSAGE_BYTES = 64 * 1024  # one Socket.IO message
# One message with the description of a connection that carries the media of a whole meeting.
LARGE_MESSAGE_BYTES = 320 * 1024
LARGE_EVENTS = ("publish-media", "answer-media")
LARGE_MESSAGES_PER_SECOND, LARGE_MESSAGES_BURST = 5, 20  # those above MESSAGE_BYTES, per socket
MESSAGES_PER_SECOND = env.float("MESSAGES_PER_SECOND", default=50, low=1)  # sustained, per socket
MESSAGES_BURST = env.int("MESSAGES_BURST", default=200, low=1)
# The beginnings of events with one ICE candidate; this many of them count as one message.
CANDIDATE_EVENTS = ('["ice-candidate"', '/webrtc-demo,["ice_candidate"', '/rtcio,["#rtcio:message"')
CANDIDATES_PER_MESSAGE = 4
HTTP_BODY_BYTES = 1024 * 1024  # one HTTP request's body
# To delete selected rows, the admin sends a field for each of them.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # about as many as a body has room for
REQUEST_SECONDS = env.float("REQUEST_SECONDS", default=30, low=0.1)  # to send an HTTP request
RESPONSE_SECONDS = env.float(
    "RESPONSE_SECONDS", default=30, low=0.1
)  # to receive the next 64 KiB of a response
# One address may be a whole campus, or an unlisted proxy. Lower the value if it is neither.
SOCKETS_PER_ADDRESS = env.int("SOCKETS_PER_ADDRESS", default=10_000, low=1)
# One connection could open thousands of sockets by polling. Handshakes above this rate wait.
POLLING_HANDSHAKES_PER_SECOND = env.float("POLLING_HANDSHAKES_PER_SECOND", default=200)
POLLING_HANDSHAKES_BURST = env.int("POLLING_HANDSHAKES_BURST", default=200)
# How long a socket may take to present a new access token after its token has expired.
TOKEN_GRACE_SECONDS = env.float("TOKEN_GRACE_SECONDS", default=25)
CONNECT_SECONDS = env.float("CONNECT_SECONDS", default=10, low=0.1)  # to send a Socket.IO CONNECT
# How long a socket's state is kept for a client that lost its connection; 0 keeps no state.
RECOVERY_SECONDS = env.float("RECOVERY_SECONDS", default=120)
PING_INTERVAL_SECONDS = env.float("PING_INTERVAL_SECONDS", default=25, low=0.1)
PING_TIMEOUT_SECONDS = env.float("PING_TIMEOUT_SECONDS", default=20, low=0.1)
