# Lan Tỏa: every command of the project. `make help` lists them.
PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
VENV := .venv
BIN := $(VENV)/bin
LOCKS := requirements/bootstrap.txt requirements/core.txt requirements/dev.txt pyproject.toml
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup run test test-sqlite test-postgres test-browser lint format types bench lock clean

help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: $(VENV)/.ready ## Make .venv with everything in it (run and test call it)

$(VENV)/.ready: $(LOCKS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên (make PYTHON=python3.12 …)."; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip install --quiet --require-hashes -r requirements/core.txt -r requirements/dev.txt
	VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

run: setup ## Serve the demo province on http://127.0.0.1:8000 (PORT= changes it), worker included
	LANTOA_DEMO=1 $(BIN)/lantoa serve --host $(HOST) --port $(PORT)

test: setup test-sqlite test-postgres ## Run every test, on SQLite and on PostgreSQL

test-sqlite: setup ## Run every test on SQLite, browser stories too where a Chromium is found
	$(BIN)/python -m pytest $(PYTEST_ARGS)

test-postgres: setup ## Run the tests that touch the database on PostgreSQL (from a wheel, or LANTOA_TEST_POSTGRES=…)
	LANTOA_TEST_ENGINE=postgres $(BIN)/python -m pytest -m "not pure and not browser" $(PYTEST_ARGS)

test-browser: setup ## Run only the browser stories
	$(BIN)/python -m pytest -m browser $(PYTEST_ARGS)

lint: setup ## Check style: ruff, djlint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet lantoa

format: setup ## Put code in house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: setup ## Check types: mypy, strict
	$(BIN)/mypy

bench: setup ## Measure speed: one line a benchmark, ratio to a floor measured in the same run
	$(BIN)/python -m benchmarks

lock: ## Pin and hash the requirements anew (names no registry)
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements/bootstrap.in -o requirements/bootstrap.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements/core.in -o requirements/core.txt
	cd requirements && ../$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header dev.in -o dev.txt

clean: ## Remove what the commands made (not your data in var/)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
