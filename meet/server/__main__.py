"""`python -m meet.server`: the same as `manage.py serve`."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meet.settings")
execute_from_command_line(["meet.server", "serve", *sys.argv[1:]])
