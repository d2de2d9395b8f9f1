# Everything a newcomer needs, from nothing but Python >= 3.11 and make.
# Dependencies come with uv where it is installed, else with venv and pip.

BIN := .venv/bin
STAMP := .venv/.setup
# A benchmark is a module of benchmarks/ that can be run.
BENCHMARKS = $(patsubst benchmarks/%.py,%,$(shell grep -l '__main__' benchmarks/*.py))

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-slow check bench fuzz clean

help: ## show this list
	@echo "Veiltrace: record sources in, ranked and explained leads out. Start with 'make demo'."
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "Each target prepares .venv first, if need be. PYTHON=/path/to/python chooses the Python."

setup: $(STAMP) ## prepare .venv with all that the programs, tests and benchmarks need
	@echo ".venv is ready; 'make demo' shows what it can do."

demo: $(STAMP) ## build a fictitious town from files and rank the leads of one lost debtor
	@$(BIN)/veiltrace demo

test: $(STAMP) ## run the quick tests, the documentation's examples among them
	@$(BIN)/pytest -m "not slow"

test-slow: $(STAMP) ## run all tests, those that take long among them
	@$(BIN)/pytest

check: $(STAMP) ## check format, lint, types and the direction of imports
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(STAMP) ## run every benchmark in its quick form and check its floors
	@for name in $(BENCHMARKS); do $(BIN)/python -m benchmarks.$$name --quick --check || exit 1; done

fuzz: $(STAMP) ## look for bytes that break the readers, for SECONDS=600 (Linux on x86-64)
	@if command -v uv > /dev/null 2>&1; then $(UV_SYNC) --no-extra openmined --inexact --group fuzz; \
		else $(PIP_INSTALL) --group fuzz; fi
	@$(BIN)/python -m tests.fuzz $(or $(SECONDS),600)

clean: ## remove .venv, caches and the demo's files; never your own data
	@rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache demo-data
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP): pyproject.toml privacy/pyproject.toml uv.lock
	@if command -v uv > /dev/null 2>&1; then $(setup_with_uv); else $(setup_with_pip); fi
	@touch $@

# openmined-psi, an optional partner protocol, has wheels for few platforms; all else must install.
NO_OPENMINED = echo "openmined-psi could not be installed (few platforms have it): going on without."

UV_SYNC = UV_PROJECT_ENVIRONMENT=.venv uv sync --quiet --frozen --all-packages --all-extras \
	$(if $(PYTHON),--python "$(PYTHON)")

define setup_with_uv
echo "Preparing .venv with uv ..."; \
$(UV_SYNC) 2> /dev/null || { $(NO_OPENMINED); $(UV_SYNC) --no-extra openmined; }
endef

PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check

# pip reads dependency groups from 25.1 on, so it is upgraded inside .venv first.
define setup_with_pip
for python in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11) none; do \
	"$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' \
		2> /dev/null && break; \
done; \
if [ "$$python" = none ]; then \
	echo "No Python >= 3.11 with its venv module was found. Install one (from python.org, or" >&2; \
	echo "'apt install python3 python3-venv', or 'brew install python'), or install uv, which" >&2; \
	echo "brings its own; or say where it is: make setup PYTHON=/path/to/python" >&2; \
	exit 1; \
fi; \
echo "Preparing .venv with $$("$$python" --version), venv and pip (a few minutes at first) ..."; \
"$$python" -m venv .venv \
	&& $(PIP_INSTALL) --upgrade 'pip>=25.1' \
	&& $(PIP_INSTALL) -e './privacy[agent]' -e '.[postgres]' --group dev \
	&& { $(PIP_INSTALL) -e './privacy[openmined]' 2> /dev/null || $(NO_OPENMINED); }
endef
