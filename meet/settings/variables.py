"""The environment, from which the other modules read values, and the folders of Meet."""

from functools import partial
from pathlib import Path

from environs import Env

from meet.environment import Environment

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"

_variables = Env()
_variables.read_env(BASE_DIR / ".env", recurse=False)
env = Environment(partial(_variables.str, default=None))
# Invalid values by the name of the variable. They prevent every start: see meet/checks.py.
SETTING_PROBLEMS = env.problems
