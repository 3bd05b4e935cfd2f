# Every target does all its own set-up, in .venv of this checkout, on a machine
# that has Python 3.11 or later, pip, make and git. Nothing is installed outside the checkout.
PYTHON ?= $(shell command -v python3.11 || command -v python3 || command -v python)
UV_VERSION := 0.13.9
UV := .uv/bin/uv
BIN := .venv/bin
export UV_CACHE_DIR ?= $(CURDIR)/.uv/cache
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# `make demo` shows the specimen; `make demo DATA=folder` imports that folder instead.
DATA ?=
BRIEFS ?= $(if $(DATA),"HKG 2009" "HKG 2018" "THA 2018" "hong-kong 2018","XAV 2009")

.PHONY: demo test test-postgresql lint proof fuzz bench docs lock clean
.DEFAULT_GOAL := demo

demo: .venv/run.stamp
	@$(BIN)/python -m reftel.cli.demo --folder .demo $(if $(DATA),--data "$(DATA)") $(BRIEFS)

test: .venv/dev.stamp
	$(BIN)/pytest -n 2

# Everything that keeps a record, on PostgreSQL; `make test` has a part of it on both databases.
test-postgresql: .venv/dev.stamp
	$(BIN)/python -m tests.postgresql $(BIN)/pytest -n 2 --database postgresql

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --site-dir build/site

# The long runs at full size, by hand; `make test` runs a tenth of them.
proof: .venv/dev.stamp
	REFTEL_PROOF=full $(BIN)/pytest -n 2 -m proof

# Ten minutes of texts that are led by what the reader of telegrams does with them; on Linux.
fuzz: .venv/fuzz.stamp
	$(BIN)/python -m tools.fuzz_telegram

bench: .venv/dev.stamp
	$(BIN)/python -m benchmarks.commands
	$(BIN)/python -m benchmarks.engagement
	$(BIN)/python -m benchmarks.ranking
	$(BIN)/python -m benchmarks.compare_speed

docs: .venv/dev.stamp
	$(BIN)/mkdocs serve

# uv resolves for every platform and Python at once; versions and digests are kept, download addresses are not,
# so that the same files install from any mirror.
lock: $(UV)
	$(UV) pip compile --universal --generate-hashes --no-annotate --python-version 3.11 \
	  --custom-compile-command "make lock" -o requirements.lock pyproject.toml
	$(UV) pip compile --universal --generate-hashes --no-annotate --python-version 3.11 \
	  --custom-compile-command "make lock" --group dev -o requirements-dev.lock pyproject.toml
	$(UV) pip compile --universal --generate-hashes --no-annotate --python-version 3.11 \
	  --custom-compile-command "make lock" --group pyproject.toml:fuzz -o requirements-fuzz.lock

clean:
	rm -rf .venv .uv .demo build dist site

$(UV):
	@echo "Getting uv $(UV_VERSION) ..."
	@$(PYTHON) -m pip install --quiet --root-user-action=ignore --no-warn-script-location --target .uv "uv==$(UV_VERSION)"

.venv/bin/python: | $(UV)
	@$(UV) venv --quiet --python "$(PYTHON)" .venv

# The second attempt is for machines whose pip knows a mirror that uv was not told of.
.venv/run.stamp: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what Reftel needs into .venv ..."
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock \
	  || $(PYTHON) -m pip --python $(BIN)/python install --quiet --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable . \
	  || $(PYTHON) -m pip --python $(BIN)/python install --quiet --no-deps --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	@echo "Installing what the tests need into .venv ..."
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.lock \
	  || $(PYTHON) -m pip --python $(BIN)/python install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

.venv/fuzz.stamp: requirements-fuzz.lock .venv/dev.stamp
	@echo "Installing the fuzzer into .venv ..."
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-fuzz.lock \
	  || $(PYTHON) -m pip --python $(BIN)/python install --quiet --require-hashes -r requirements-fuzz.lock
	@touch $@
