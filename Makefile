# Beslutskedjan: `make help` lists what can be asked for.
.DEFAULT_GOAL := help
.PHONY: help run year test lint format clean lock bench catalogue pictures scan torture
MAKEFLAGS += --no-print-directory

CASE ?= documents/sample/run-536-2021.toml
OUT  ?= var/run-536-2021
TESTS ?=
SCAN ?=
TORTURE ?=
PORT ?= 8000

help:  ## show this list
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' Makefile

run:  ## set up, then show the web with a sample case on this machine (PORT=8000)
	@.ci/setup run
	@.venv/bin/beslutskedjan serve --demo --port $(PORT)

year:  ## set up, then run a case file's years on a simulated clock: papers, letters, record
	@.ci/setup run
	@.venv/bin/beslutskedjan year $(CASE) --out $(OUT)

test:  ## set up, then run every test (TESTS="tests/house -k settings" runs some)
	@.ci/setup test
	@.venv/bin/python -m pytest --numprocesses=auto --maxprocesses=4 --dist=worksteal $(TESTS)

scan:  ## set up two scanners, then let them attack a demonstration as every role (20 minutes)
	@.ci/setup run
	@.ci/scan $(SCAN)

torture:  ## kill, stop and fill what can be, on both databases (TORTURE="--rounds 5 killed-clients")
	@.ci/setup test
	@.venv/bin/python -m tests.torture $(TORTURE)

bench:  ## how fast steps are taken, papers made and letters sent; says which goals are reached
	@.ci/setup test
	@.venv/bin/python -m benchmarks

lint:  ## style, types, import rules, bandit and secrets, without the other tests
	@.ci/setup test
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@.venv/bin/python -m pytest --quiet tests/house/test_bandit.py tests/house/test_secrets.py

format:  ## lay out the code as `make lint` wants it
	@.ci/setup test
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format .

catalogue:  ## bring the English catalogue up to the code, and list what is left to translate
	@.ci/setup run
	@.venv/bin/python -m web.catalogue

pictures:  ## take the pictures of the README and the handbook anew, of the demonstration
	@.ci/setup test
	@.venv/bin/python -m tests.browser.pictures

clean:  ## remove the set-up, the caches and what runs left in var/
	rm -rf .venv .venv-bench .venv-scan var *.egg-info build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

lock:  ## work out every list of locked packages anew from pyproject.toml
	@.ci/setup run
	@.ci/lock
