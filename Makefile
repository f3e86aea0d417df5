# Trend Business Center: the commands of this checkout. `make` alone lists them.
# Needs Python 3.11 or newer, make and git; everything else comes from the package registry into .tools and .venv.

PYTHON ?= python3
# Test processes at the same time (some wait for others most of the time), and further words for pytest: make test ARGS="-k filing"
JOBS ?= 3
ARGS ?=

UV = .tools/bin/uv
RUN = .venv/bin/python -m
CATALOGUES = $(wildcard tbc/translations/*/LC_MESSAGES/*.po)

# Python comes from the machine, and so do the certificates it trusts.
export UV_PYTHON_DOWNLOADS = never
export UV_SYSTEM_CERTS = 1
# Compiled modules are kept, wherever that is switched off: each process would compile everything anew, two seconds long.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help demo test explore check bench fmt catalogue lock setup browser

help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-9s  %s\n", $$1, $$2 }' Makefile

demo: setup ## Run the portal with people and data to try (PORT=8000; ARGS=--fresh begins anew)
	@exec .venv/bin/tbc demo $(ARGS)

test: setup browser ## Run all tests
	@$(RUN) pytest -n $(JOBS) --dist worksteal $(ARGS)

explore: setup ## Run the property tests with thousands of new examples, and read as many damaged forms
	@TBC_TEST_EXAMPLES=exploring $(RUN) pytest -n $(JOBS) --dist worksteal $$(grep -rl "@given" tests --include=*.py) $(ARGS)
	@$(RUN) tests.legacy_excel.fuzz 10000 --begin $$(date +%s)

check: setup ## Look at format, lint, types, imports, templates, dependencies, translations
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy
	.venv/bin/lint-imports
	$(RUN) djlint --quiet --lint tbc/templates
	$(RUN) deptry .
	$(RUN) tests.setup.lock
	$(RUN) tests.setup.catalogue --check
	$(RUN) tests.policy_report --check
	$(RUN) tests.rules_report --check

bench: setup ## Measure against a bare Flask page on the same server and database
	@$(RUN) bench $(ARGS)

fmt: setup ## Format the code, and mend what can be mended by itself
	@$(RUN) ruff check --fix --quiet . ; $(RUN) ruff format .

setup: .venv/.synced .venv/.translated ## Install what pyproject.toml needs into .venv
	@:

catalogue: setup ## Take new phrases into the English catalogue, and name those that have no English yet
	@$(RUN) tests.setup.catalogue

# One lock for every system, that names no registry: which one to ask is the machine's choice.
lock: $(UV) ## Pin what pyproject.toml asks for (ARGS=--upgrade looks for newer versions)
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--group dev --output-file requirements.lock $(ARGS) pyproject.toml

$(UV): setup/uv.txt
	@sh setup/uv.sh "$(PYTHON)"

.venv/.synced: requirements.lock pyproject.toml $(UV)
	@test -x .venv/bin/python || $(UV) venv --quiet --python "$(PYTHON)" .venv
	@$(UV) pip sync --quiet --require-hashes requirements.lock
	@$(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.translated: .venv/.synced $(CATALOGUES)
	@.venv/bin/pybabel --quiet compile -d tbc/translations
	@touch $@

browser:
	@sh setup/browser.sh
