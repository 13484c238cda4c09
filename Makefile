# Everything lives in .venv; stamp files in it say what is already there.
VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet

.PHONY: demo test lint check docs lock train training-check \
	learning-curve bench-extraction bench-push bench-copies bench-identity bench-store bench-central bench-html view crash clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.package
	$(BIN)/graphmali demo

test: $(VENV)/.dev
	sh tests/tools/install_system.sh $(BIN)/python
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

# Training wants torch, which nothing else does: an environment of its own.
TRAIN := .tools/train

train: $(TRAIN)/.installed
	$(TRAIN)/bin/python -m training.train

learning-curve: $(TRAIN)/.installed
	$(TRAIN)/bin/python -m training.curve

bench-extraction: $(TRAIN)/.installed
	$(TRAIN)/bin/python -m benchmarks.extraction

bench-push: $(VENV)/.dev
	$(BIN)/python -m benchmarks.push

# What other programs write with has needs of its own: an environment of its own.
PEERS := .tools/peers

bench-store: $(VENV)/.dev $(PEERS)/.installed
	sh tests/tools/install_system.sh $(BIN)/python
	$(BIN)/python -m benchmarks.store

$(PEERS)/.installed: benchmarks/store/requirements.lock | $(BIN)/python
	$(BIN)/python -m venv $(PEERS)
	$(PEERS)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r benchmarks/store/requirements.lock
	@touch $@

bench-copies: $(VENV)/.dev
	$(BIN)/python -m benchmarks.copies

bench-identity: $(VENV)/.dev
	$(BIN)/python -m benchmarks.identity

bench-central: $(VENV)/.dev
	$(BIN)/python -m benchmarks.central

bench-html: $(VENV)/.dev
	cd graphmali/view/explorer && npm ci --ignore-scripts
	$(BIN)/python -m benchmarks.html

# The scripts of the HTML page, bundled from graphmali/view/explorer/; the bundles are in the repository.
view:
	cd graphmali/view/explorer && npm ci --ignore-scripts && npm run build

training-check: $(VENV)/.dev
	$(BIN)/python -m training.check

# Kills builds and a Neo4j under builds; CRASH_RUNS, CRASH_NEO4J_RUNS, CRASH_NEO4J (a version) and CRASH_SEED say how.
crash: $(VENV)/.dev
	sh tests/tools/install_system.sh $(BIN)/python
	$(BIN)/python -m benchmarks.crash

$(TRAIN)/.installed: requirements.lock training/requirements.lock | $(BIN)/python
	$(BIN)/python -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements.lock
	$(TRAIN)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r training/requirements.lock
	$(TRAIN)/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation -e .
	@touch $@

docs: $(VENV)/.package
	$(BIN)/python docs/generate_cli.py

# uv resolves for every platform at once; nothing but this target needs it.
COMPILE = .tools/lock/bin/uv pip compile pyproject.toml --quiet --universal --generate-hashes \
	--no-emit-index-url --no-header --no-annotate --extra fr --extra fast --extra plot --extra frames --group build

lock: .tools/lock/bin/uv
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --group test --group lint --output-file requirements-dev.lock
	.tools/lock/bin/uv pip compile training/requirements.in --quiet --universal --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate --constraint requirements.lock --output-file training/requirements.lock
	.tools/lock/bin/uv pip compile benchmarks/store/requirements.in --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate --output-file benchmarks/store/requirements.lock

.tools/lock/bin/uv: | $(BIN)/python
	$(BIN)/python -m venv .tools/lock
	.tools/lock/bin/python -m pip --disable-pip-version-check --quiet install uv

clean:
	rm -rf $(VENV) .tools dist build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@for name in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11; do \
	  if "$$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making $(VENV) with $$name" && "$$name" -m venv $(VENV) && exit 0; \
	    rm -rf $(VENV); exit 1; \
	  fi; \
	done; \
	echo "error: found no Python 3.11 or later that has venv and ensurepip" >&2; \
	echo "hint: install one (on Debian and Ubuntu: python3 and python3-venv), or say make PYTHON=/path/to/python" >&2; \
	exit 1

$(VENV)/.locked: requirements.lock | $(BIN)/python
	@echo "Installing the locked dependencies into $(VENV), once; this takes a minute or two"
	$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.package: pyproject.toml $(VENV)/.locked
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.package
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
