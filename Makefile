# Thin calls of the command line; every target sets up .venv first when it is missing or out of date.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DEVELOPED := $(VENV)/.developed

.PHONY: run ask test bench check clean

run: $(INSTALLED)
	@$(BIN)/hoidap run

# make ask Q="Hội nghị diễn ra ngày nào?"
ask: export QUESTION = $(Q)
ask: $(INSTALLED)
	@$(BIN)/hoidap ask "$$QUESTION"

# On every core, file by file: what a file's tests share is set up once.
test: $(DEVELOPED)
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

# make bench DATA=a folder of retrieval sets in BEIR layout
bench: $(DEVELOPED)
	$(BIN)/python -m tests.benchmarks "$(DATA)"

check: $(DEVELOPED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# What can be made again: the environment, the index, the caches. The articles and the log stay.
clean:
	rm -rf $(VENV) var/index build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The stamp is newer than what it was made from, so a second run installs nothing.
$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "hoidap needs Python 3.11 or newer; name one: make PYTHON=python3.12 run" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

# The same environment with what tests, checks and training need beside it.
$(DEVELOPED): $(INSTALLED)
	$(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable '.[dev,train]'
	@touch $@
