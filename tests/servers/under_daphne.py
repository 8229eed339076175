"""The ASGI application on stock daphne, for several tests; see `tests.servers.shared`."""

import signal

from meet import asgi
from tests.servers.shared import begin_to_settle, count_requests

application = count_requests(asgi.application)
signal.signal(signal.SIGUSR1, begin_to_settle)
