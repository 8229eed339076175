"""All settings of Meet, with values from the environment.

Values come from environment variables, or in development from `.env` beside `manage.py`. The
defaults are sufficient for an installation with one process; production sets SECRET_KEY,
JWT_SIGNING_KEY, ALLOWED_HOSTS and DEBUG=false. `docs/settings.md` lists the variables under the
names of these modules; those of `api` are under People.

    variables.py       where the values come from
    safety.py          hosts, origins, proxies, cookies, headers
    applications.py    Django's applications, middleware, templates
    data.py            the database and Redis
    people.py          accounts, passwords, mail
    api.py             tokens, rates and the schema of REST
    meetings.py        codes, limits, held places, ICE, media servers
    random_pairs.py    random pairs
    sockets.py         sizes, rates and times of sockets and requests
    pages.py           static files and languages
    metrics_and_logs.py
"""

from meet.settings.api import *
from meet.settings.applications import *
from meet.settings.data import *
from meet.settings.meetings import *
from meet.settings.metrics_and_logs import *
from meet.settings.pages import *
from meet.settings.people import *
from meet.settings.random_pairs import *
from meet.settings.safety import *
from meet.settings.sockets import *
from meet.settings.variables import *
