# Journey Scorecard. Two commands matter: `make run` and `make test`. Both set up what they need.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test lint types house unit browser bench clean

help:  ## say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.installed  ## set up, then start the app with the sample company
	@$(BIN)/bsc --database var/demo.duckdb serve --demo --port $(PORT)

test: $(VENV)/.tested lint types house unit  ## set up, a browser included, then run every check and test

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tested
	$(BIN)/mypy

house: $(VENV)/.tested  ## do imports only descend?
	$(BIN)/lint-imports

unit: $(VENV)/.tested browser  ## unit, property, page and browser tests
	$(BIN)/python -m pytest --ignore=tests/e2e --numprocesses=auto --dist=loadfile
	$(BIN)/python -m pytest tests/e2e

browser: $(VENV)/.tested
	@$(BIN)/python tests/e2e/need_browser.py

bench: $(VENV)/.tested  ## measure speed and memory, side by side in one run (PARTS="engine --rows 1e6" for some)
	$(BIN)/python -m benchmarks $(PARTS)

clean:  ## remove the virtual environment and caches; the databases in var/ stay
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is $$($(PYTHON) -V 2>&1): Python 3.11 or newer is needed (make PYTHON=python3.12 …)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing (Debian: apt-get install python3-venv)."; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Installing Journey Scorecard into $(VENV) (a minute the first time) …"
	@PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . \
		|| { echo "The installation failed: the packages of constraints.txt must be reachable by pip (see its message above)."; exit 1; }
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	@PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]" \
		|| { echo "The installation of the test tools failed (see pip's message above)."; exit 1; }
	@touch $@
