# Everything is done from here, in a virtual environment of its own: .venv

export PIP_DISABLE_PIP_VERSION_CHECK = 1

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c '$(IS_RECENT)' 2> /dev/null && echo $$name && break; done)
IS_RECENT = import sys; sys.exit(sys.version_info < (3, 11))
LOCK = .lock-venv/bin/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-annotate --custom-compile-command "make lock" --group build

.PHONY: help run test format golden lock clean

help: ## Say what each command does.
	@sed -n 's/^\([a-z]*\):.* ## /\1\t/p' Makefile | expand -t 10

run: .venv/requirements.installed ## Serve the calendar on this machine, with its database made and filled.
	@.venv/bin/summitry serve --prepare

test: .venv/requirements-dev.installed ## Check the style, the types, the layers and the behaviour.
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	.venv/bin/pip check
	.venv/bin/pytest --numprocesses auto --dist worksteal

format: .venv/requirements-dev.installed ## Put the code in its usual form.
	.venv/bin/ruff check --fix-only
	.venv/bin/ruff format

golden: .venv/requirements-dev.installed ## Write again what the tests expect of each format: look at the difference.
	.venv/bin/pytest tests/formats --renew-golden
	RENEW_EXAMPLES=1 .venv/bin/pytest tests/api/test_examples.py

lock: .lock-venv/bin/uv ## Pin the newest version of every dependency.
	$(LOCK) --extra dev --output-file requirements-dev.txt
	$(LOCK) --constraint requirements-dev.txt --output-file requirements.txt

clean: ## Remove what was installed and cached; the database in var/ stays.
	rm -rf .venv .lock-venv .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find app migrations tests -name __pycache__ -type d -exec rm -rf {} +

# The lock names every dependency of a dependency, so nothing is resolved here: older versions of pip would look past
# the pins where a package is wanted with an extra.
.venv/%.installed: %.txt pyproject.toml | .venv/bin/pip
	@echo "Installing $<"
	@.venv/bin/pip install --quiet --no-deps --require-hashes --requirement $<
	@.venv/bin/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.lock-venv/bin/uv: | .venv/bin/pip
	.venv/bin/python -m venv .lock-venv
	.lock-venv/bin/pip install --quiet uv

.venv/bin/pip:
	@$(or $(PYTHON),false) -c '$(IS_RECENT)' || { echo "Summitry needs Python 3.11 or newer: make PYTHON=/path/to/it" >&2; exit 1; }
	@$(PYTHON) -m venv .venv
