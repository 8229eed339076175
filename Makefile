# `make run` and `make test` need only Python >= 3.11. They install everything else.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
ALLOWED_HOSTS ?= localhost,127.0.0.1,[::1],$(HOST)

VENV := .venv
UV := $(VENV)/bin/uv
NODE := .ci/with-node
MANAGE := $(VENV)/bin/python manage.py
TRANSLATIONS := var/translations/.compiled
# The pseudo-locale is generated from the marked sentences.
TRANSLATED := $(shell find locale templates static/js accounts meet rooms signaling -name '*.po' -o -name '*.py' -o -name '*.html' -o -name '*.js')
STATIC_SOURCES := $(shell find static -type f 2>/dev/null)

# If this is set, each start compiles all modules again. That takes a second, and tests start many
# servers.
export PYTHONDONTWRITEBYTECODE :=

# The tests that use the database, once: the transport makes no difference to the database.
ON_POSTGRESQL := tests/accounts tests/rooms tests/signaling/actions \
	$(patsubst %,tests/protocol/test_%.py,attendance changes_from_pages chat hosting joining queries) \
	-k "not polling and not upgrade and not npm"

.PHONY: run test test-quick test-python test-js e2e check format bench docs translations lock setup setup-dev
.NOTPARALLEL:

run: setup
	@$(MANAGE) prepare
	@exec env ALLOWED_HOSTS="$(ALLOWED_HOSTS)" \
		$(MANAGE) serve --host "$(HOST)" --port "$(PORT)"

test: check test-js test-python

# All tests that need no browser, no second process and no PostgreSQL.
test-quick: test-js
	$(VENV)/bin/pytest -n 2 --part=quick

# Tests with a server run separately, on their own database, so that the background work of a server
# cannot affect a test that counts rows. Browsers occupy both processors; tests of servers mostly
# wait. See tests/parts.py.
test-python: setup-dev
	.ci/need-debian-packages chromium chromium-headless-shell coturn janus nftables nginx \
		postgresql redis-server systemd
	$(VENV)/bin/pytest -n 2 --part=quick
	$(VENV)/bin/pytest -n 2 --dist loadscope --part=browsers
	$(VENV)/bin/pytest -n 4 --dist loadscope --part=servers
	$(VENV)/bin/pytest --part=alone
	$(VENV)/bin/pytest -n 2 --database=postgresql $(ON_POSTGRESQL)
	$(VENV)/bin/pytest -n 2 --dist loadscope --database=postgresql tests/workers

test-js: setup-dev
	$(NODE) npm test

e2e: setup-dev
	.ci/need-debian-packages chromium chromium-headless-shell coturn janus
	$(VENV)/bin/pytest --part=browsers

check: setup-dev
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/pytest --quiet tests/test_imported_names.py
	$(MANAGE) makemigrations --check --dry-run
	$(NODE) npm run check

format: setup-dev
	$(VENV)/bin/ruff check --fix --exit-zero .
	$(VENV)/bin/ruff format .
	$(NODE) npm run format

# Compare with Node and others, on two cores, in fifteen minutes. QUICK=1 takes two minutes and
# stores nothing.
bench: setup-dev
	$(NODE) $(VENV)/bin/python -m benchmarks $(if $(QUICK),--quick)

docs: setup-dev
	$(MANAGE) document_events
	$(VENV)/bin/pytest tests/docs

# Write the sentences of the source to the catalogues of translations: see docs/translating.md.
translations: setup-dev
	$(MANAGE) update_translations

# Resolve pyproject.toml again. The lock files contain versions and hashes, but no addresses.
lock: $(UV)
	.ci/lock

setup: .env $(VENV)/.run node_modules/.run var/static/.collected

setup-dev: .env $(VENV)/.dev node_modules/.dev var/static/.collected

.env:
	@.ci/need-python "$(PYTHON)"
	@umask 077 && $(PYTHON) .ci/new_env.py > $@.new && mv $@.new $@
	@echo "Wrote .env with new secrets for development."

$(UV): requirements/uv.txt
	@.ci/need-python "$(PYTHON)"
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/.run: $(UV) requirements/run.txt
	$(UV) pip sync --quiet --require-hashes requirements/run.txt
	@rm -f $(VENV)/.dev && touch $@

$(VENV)/.dev: $(UV) requirements/dev.txt
	$(UV) pip sync --quiet --require-hashes requirements/dev.txt
	@touch $(VENV)/.run $@

$(TRANSLATIONS): $(TRANSLATED) | $(VENV)/.run .env
	$(MANAGE) compile_translations
	@touch $@

node_modules/.run: package-lock.json | $(VENV)/.run
	$(NODE) npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
	@rm -f node_modules/.dev && touch $@

node_modules/.dev: package-lock.json | $(VENV)/.dev
	$(NODE) npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch node_modules/.run $@

# The files of earlier versions stay: a server that still runs needs them until it is restarted.
var/static/.collected: $(STATIC_SOURCES) $(TRANSLATIONS) meet/bundling.py package-lock.json | $(VENV)/.run node_modules/.run .env
	@mkdir -p var/static
	$(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@
