"""The ASGI application on stock daphne, for several tests; see `tests.servers.shared`."""

import signal
import sys

from meet import asgi
from tests.servers.shared import begin_to_settle, count_requests

application = count_requests(asgi.application)
signal.signal(signal.SIGUSR1, begin_to_settle)
# Before this, the signal would end the process.
sys.stdout.write("The application is loaded\n")
