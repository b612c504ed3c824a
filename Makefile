# Everything a newcomer or CI needs; each target makes what it stands on.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: install run test check coverage format bench trials migrate lock

.venv/run.stamp: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

install: .venv/run.stamp

run: .venv/run.stamp
	$(BIN)/tungngo run

migrate: .venv/run.stamp
	$(BIN)/tungngo migrate

test: .venv/dev.stamp
	$(BIN)/python -m pytest -n 2

# The tests once more, each process of theirs watched: workers, houses, workshops. Nearly twice as long.
coverage: .venv/dev.stamp
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 2
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --skip-covered --show-missing --fail-under 95
	$(BIN)/coverage report --include 'storage/*,schedules/*' --fail-under 99

check: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/dev.stamp
	$(BIN)/tungngo bench

# R1 to R10, written to docs/trials.md; then the longer forms of some tests. Two hours; R10 is half of one, R1 a third.
trials: .venv/dev.stamp
	$(BIN)/python -m tests.trials
	$(BIN)/python -m pytest -m trial

# Writes both locks anew: exact versions and hashes, no address of any index. What users run is held to what was tested.
COMPILE = .venv-lock/bin/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url \
	--no-emit-trusted-host --no-emit-find-links --no-header --no-annotate --build-deps-for wheel
lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet pip-tools
	$(COMPILE) --all-extras --output-file requirements-dev.lock pyproject.toml
	$(COMPILE) --constraint requirements-dev.lock --output-file requirements.lock pyproject.toml
	rm -rf .venv-lock
