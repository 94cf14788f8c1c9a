# Needs Python 3.11 or later and make; all else goes into a private .venv, from the pins in requirements.lock.
# ARGS is handed on: make test ARGS="-k netstring", make demo ARGS="--screenshot demo.png"

PYTHON ?= python3
ARGS ?=
VENV = .venv
RUN = $(VENV)/bin/python
MUTANTS_LOCK = tests/mutants/requirements.lock
# The window's tests need no display; set QT_QPA_PLATFORM to see them.
OFFSCREEN = QT_QPA_PLATFORM="$${QT_QPA_PLATFORM:-offscreen}"

.PHONY: help demo run test check format bench mutants lock setup clean

help:
	@echo 'make demo    fetch poems from servers of its own, in a window where there is a display'
	@echo 'make run     open the window'
	@echo 'make test    run the tests'
	@echo 'make check   format, lint, types, imports, tests'
	@echo 'make format  put the sources into their format'
	@echo 'make bench   run the benchmarks'
	@echo 'make mutants put small faults into copies of the sources, and see whether the tests see them'
	@echo 'make lock    compile the pins anew from pyproject.toml'
	@echo 'make clean   remove .venv and what the tools leave behind'

demo: setup
	@$(RUN) -m poetrygui demo $(ARGS)

run: setup
	@$(RUN) -m poetrygui $(ARGS)

test: setup
	@$(OFFSCREEN) $(RUN) -m poetrygui.display
	@$(OFFSCREEN) $(RUN) -m pytest $(ARGS)

check: setup
	$(RUN) -m ruff format --check
	$(RUN) -m ruff check
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports
	@$(MAKE) --no-print-directory test

format: setup
	$(RUN) -m ruff check --fix-only --quiet
	$(RUN) -m ruff format

bench: setup
	@$(OFFSCREEN) $(RUN) -m poetrygui.display
	@$(OFFSCREEN) $(RUN) tests/benchmarks/run.py $(ARGS)

# What makes the mutants of the sample is installed by the first call, beside what is there, which it leaves as it is.
mutants: setup
	@set -eu; \
	stamp="$$(cksum < $(MUTANTS_LOCK))"; \
	if [ "$$(cat $(VENV)/.mutants 2>/dev/null)" != "$$stamp" ]; then \
		$(RUN) -m pip install -qq --no-input --disable-pip-version-check --require-hashes -r $(MUTANTS_LOCK); \
		echo "$$stamp" > $(VENV)/.mutants; \
	fi
	@$(OFFSCREEN) $(RUN) tests/mutants/run.py $(ARGS)

# The pins stay unless ARGS=--upgrade; no index is named, so that any mirror will do.
COMPILE = $(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links
lock: setup
	@$(COMPILE) pyproject.toml --group dev --group bench --output-file requirements.lock $(ARGS)
	@$(COMPILE) --group mutants --constraints requirements.lock --output-file $(MUTANTS_LOCK) $(ARGS)

# Ready is what the stamp says: these pins, at this place, with an interpreter that still runs. It is written last
# and removed first, so that a set-up that was interrupted begins afresh. The way to the checkout is relative: Python
# reads it by the locale, and would not start under C where the checkout's path is not ASCII.
setup:
	@set -eu; \
	stamp="$$(cat pyproject.toml requirements.lock | cksum) $(CURDIR)"; \
	if [ "$$(cat $(VENV)/.ready 2>/dev/null)" = "$$stamp" ] && $(RUN) -c '' 2>/dev/null; then exit 0; fi; \
	if ! command -v '$(PYTHON)' >/dev/null 2>&1; then \
		echo 'Python 3.11 or later is needed and $(PYTHON) was not found: install it, or name it: make PYTHON=/path/to/python3' >&2; exit 1; \
	fi; \
	if ! '$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
		echo "Python 3.11 or later is needed and $(PYTHON) is $$('$(PYTHON)' -V 2>&1): name a later one, as in make PYTHON=python3.13" >&2; exit 1; \
	fi; \
	if ! '$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$(PYTHON) comes without its venv module: install it (Debian, Ubuntu: sudo apt install python3-venv)" >&2; exit 1; \
	fi; \
	echo 'Setting up $(VENV) from requirements.lock: about a minute, this once ...' >&2; \
	rm -f $(VENV)/.ready; \
	'$(PYTHON)' -m venv --clear $(VENV); \
	$(RUN) -m pip install -qq --no-input --disable-pip-version-check --require-hashes -r requirements.lock; \
	$(RUN) -m pip install -qq --no-input --disable-pip-version-check --no-deps --no-index --no-build-isolation -e .; \
	for path in $(VENV)/lib/python*/site-packages/*poetrygui.pth; do echo ../../../.. > "$$path"; done; \
	echo "$$stamp" > $(VENV)/.ready

clean:
	rm -rf $(VENV) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist
	find poetrygui protocols tests -name __pycache__ -type d -prune -exec rm -rf {} +
