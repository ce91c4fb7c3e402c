# The verbs of the project. `make` alone prints them; setup runs by itself when it is needed.

PYTHON ?= python3
ARGS ?=
JOBS ?= auto
STEPS ?= 100000

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
REPORTS := build/reports
UV := uv==0.13.9

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup chat test walk faults check format play lock clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv from the lock (PYTHON=... chooses the interpreter)
	@:

chat: $(READY) ## talk to it in this terminal (ARGS="--out DIR --db URL")
	@$(BIN)/thuky chat $(ARGS)

test: $(READY) ## run the tests (ARGS="-k name", JOBS=0 for one process)
	@$(BIN)/pytest -n $(JOBS) $(ARGS)

walk: $(READY) ## let the random walkers go 100,000 steps over the outlines
	@$(BIN)/pytest -n $(JOBS) tests/flows/test_walker.py --steps 100000 $(ARGS)

faults: $(READY) ## kill the serving bot over and over and look for what is lost (STEPS=100000, ARGS="--seed 2")
	@set -e; for kind in "--db sqlite" "--db sqlite --webhook" "--db postgres" "--db postgres --webhook"; do \
	    $(BIN)/python -m tests.faults --steps $$(($(STEPS) / 4)) $$kind $(ARGS); \
	done

check: $(READY) ## lint, format, types, import contracts
	$(BIN)/ruff check
	$(BIN)/ruff check --config ruff-core.toml --select TID251 flows outlines
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(READY) ## put the code in form
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

play: $(READY) ## write the reports of the shipped answers to build/reports/
	@mkdir -p $(REPORTS)
	@set -e; for answers in tests/answers/*.yaml; do \
	    id=$$(basename "$$answers" .yaml); \
	    $(BIN)/thuky play "$$id" --answers "$$answers" \
	        --out "$(REPORTS)/$$id.docx" --transcript "$(REPORTS)/$$id.txt" $(ARGS); \
	done

lock: ## renew both lock files (ARGS=--upgrade takes newer versions)
	@$(call python_is_new_enough)
	@$(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip install --quiet --disable-pip-version-check $(UV)
	$(call compile,requirements.lock,--extra dev)
	$(call compile,requirements.txt,--constraint requirements.lock)

clean: ## remove everything that make made
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find bot flows outlines reports storage tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	@$(call python_is_new_enough)
	@echo "Making $(VENV) from requirements.lock. The first time takes a minute or two."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	    --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	    --no-deps --no-build-isolation --editable .
	@touch $@

# requirements.lock has everything, for people and CI. requirements.txt has what runs, under the
# name that hosts look for; it is held to the same versions.
compile = @build/lock/bin/uv pip compile pyproject.toml $(2) $(ARGS) --quiet --universal \
    --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
    --no-emit-find-links --output-file $(1)

define python_is_new_enough
command -v "$(PYTHON)" >/dev/null || \
    { echo "Cannot find '$(PYTHON)'. Install Python 3.11 or newer, or say: make PYTHON=/path/to/python3" >&2; exit 1; }; \
"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
    { echo "'$(PYTHON)' is older than Python 3.11. Say where a newer one is: make PYTHON=/path/to/python3" >&2; exit 1; }
endef
