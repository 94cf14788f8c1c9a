# Needs Python 3.11 or later and make; all else goes into a private .venv, from the pins in requirements.lock.
# ARGS is handed on: make test ARGS="-k netstring", make demo ARGS="--screenshot demo.png"

PYTHON ?= python3
ARGS ?=
VENV = .venv
RUN = $(VENV)/bin/python
# The window's tests need no display; set QT_QPA_PLATFORM to see them.
OFFSCREEN = QT_QPA_PLATFORM="$${QT_QPA_PLATFORM:-offscreen}"

.PHONY: help demo run test check format man app bench mutants coverage measure lock setup clean

help:
	@echo 'make demo     fetch poems from servers of its own, in a window where there is a display'
	@echo 'make run      open the window'
	@echo 'make test     run the tests'
	@echo 'make check    format, lint, types, imports, tests'
	@echo 'make format   put the sources into their format'
	@echo 'make man      write the manual page from the commands'
	@echo 'make app      build a stand-alone program, and try it where no Python is found'
	@echo 'make bench    run the benchmarks'
	@echo 'make mutants  put small faults into copies of the sources, and see whether the tests see them'
	@echo 'make coverage run the tests, and see that they reach no less of any file than before'
	@echo 'make lock     compile the pins anew from pyproject.toml'
	@echo 'make clean    remove what make sets up and what the tools leave behind'

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
	@$(MAKE) --no-print-directory test ARGS="--numprocesses=auto --maxprocesses=4 $(ARGS)"

format: setup
	$(RUN) -m ruff check --fix-only --quiet
	$(RUN) -m ruff format

man: setup
	@$(RUN) -m tests.man_page

# Its environment is that of the checkout, of which it takes what the program imports.
app: setup
	@$(call ADDED,app)
	@$(RUN) -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build tests/app/poetrygui.spec
	@$(RUN) tests/app/try_app.py dist/poetrygui/poetrygui

bench: setup
	@$(OFFSCREEN) $(RUN) -m poetrygui.display
	@$(OFFSCREEN) $(RUN) tests/benchmarks/run.py $(ARGS)

# What only these need is installed by the first call, beside what is there, which it leaves as it is.
mutants: setup
	@$(call ADDED,mutants)
	@$(OFFSCREEN) $(RUN) tests/mutants/run.py $(ARGS)

# In an environment of its own: coverage looks into every process of the one that it is in. And by a Python that it can
# watch without tracing, since the program traces itself.
coverage:
	@for python in '$(PYTHON)' python3.14 python3.13 python3.12; do \
		if "$$python" -c 'import sys; sys.exit(not hasattr(sys, "monitoring"))' 2>/dev/null; then \
			exec $(MAKE) --no-print-directory measure VENV=.venv-coverage PYTHON="$$python"; \
		fi; \
	done; \
	echo 'Python 3.12 or later is needed for this: name one, as in make coverage PYTHON=/path/to/python3.13' >&2; exit 1

measure: setup
	@$(call ADDED,coverage)
	@$(OFFSCREEN) $(RUN) tests/coverage/run.py $(ARGS)

define ADDED
	set -eu; \
	stamp="$$(cksum < tests/$(1)/requirements.lock)"; \
	if [ "$$(cat $(VENV)/.$(1) 2>/dev/null)" != "$$stamp" ]; then \
		$(RUN) -m pip install -qq --no-input --disable-pip-version-check --require-hashes -r tests/$(1)/requirements.lock; \
		echo "$$stamp" > $(VENV)/.$(1); \
	fi
endef

# The pins stay unless ARGS=--upgrade; no index is named, so that any mirror will do.
COMPILE = $(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links
lock: setup
	@$(COMPILE) pyproject.toml --group dev --group bench --output-file requirements.lock $(ARGS)
	@for group in app mutants coverage; do \
		$(COMPILE) --group $$group --constraints requirements.lock --output-file tests/$$group/requirements.lock $(ARGS); \
	done

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
	rm -rf $(VENV) .venv-coverage .coverage-data .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist
	find poetrygui protocols tests -name __pycache__ -type d -prune -exec rm -rf {} +
