# Two commands are enough: `make run` and `make test`.
#
#   PORT=8060                    another port for `make run`
#   HAICAP_WHEELS=DIR            install from this folder only (no internet)
#   HAICAP_DATABASE_URL=…        another database, see docs/operations.md

PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Each of the processes that tests start would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE
ifdef PORT
export HAICAP_PORT := $(PORT)
endif

.PHONY: help setup setup-dev run test check system bench screenshots

help:
	@echo "make run          the web app and its scheduler, on your own machine"
	@echo "make test         everything the project promises, checked"
	@echo "make setup        only install what running needs, into .venv"
	@echo "make check        the same checks as make test, nothing installed by apt"
	@echo "make bench        the side-by-side measurements of bench/"
	@echo "make screenshots  the pictures of docs/, from the running app"

setup: .venv/.installed
setup-dev: .venv/.installed-dev

.venv/.installed: requirements.txt
	@.ci/venv "$(PYTHON)" requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	@.ci/venv "$(PYTHON)" requirements-dev.txt
	@touch $@

run: setup
	@exec $(BIN)/python -m jobs.run

system:
	@.ci/debian chromium postgresql

test: system check

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@echo "$(BIN)/mypy, beside the tests"; \
	$(BIN)/mypy & types=$$!; \
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder -q; tests=$$?; \
	wait $$types || { echo "mypy refuses the types, see above"; exit 1; }; \
	exit $$tests

bench: setup-dev
	$(BIN)/python -m bench

screenshots: setup-dev system
	$(BIN)/python -m tests.browser.screenshots
