# Everything a developer runs. Needs make and Python 3.11 or later, nothing else.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# As many test processes as there are cores; `make test JOBS=1` for one.
JOBS ?= auto
# Options handed to pytest and to the benchmarks: make test ARGS='-k amount', make bench ARGS=--quick
ARGS ?=
READY := $(VENV)/.ready

.PHONY: help setup setup-ocr demo test lint fix corpus roundtrip expect bench fuzz docs rule lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and f"Python 3.11 or later is needed, this is {sys.version}")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: $(READY) ## the environment in .venv, with what requirements.lock names

setup-ocr: $(READY) ## with it what reading scans needs (the extra `ocr`; 270 MB)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ocr.lock

demo: $(READY) ## check the bundled example and the same with five planted errors; compose it from its ledger
	@$(BIN)/python examples/demo.py

test: $(READY) ## all tests but those that read the real documents
	$(BIN)/python -m pytest -n $(JOBS) -m "not corpus" $(ARGS)

corpus: $(READY) ## the tests that read the real documents
	$(BIN)/python -m pytest -n $(JOBS) -m corpus $(ARGS)

# One ledger is one seed: make roundtrip LEDGERS=500 ARGS='-k 480'
LEDGERS ?= 2000
roundtrip: $(READY) ## random ledgers, composed, published in every format and read back
	YUSUAN_LEDGERS=$(LEDGERS) $(BIN)/python -m pytest -n $(JOBS) tests/roundtrip/test_composed.py $(ARGS)

expect: $(READY) ## write anew what each real document is expected to give; verdicts stay
	$(BIN)/python tools/corpus_expect.py $(ARGS)

lint: $(READY) ## ruff, mypy, direction of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(READY) ## what ruff can mend by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(READY) ## planted errors in tables and in the narrative, scale, speed, composing
	$(BIN)/python bench/run.py $(ARGS)
	$(BIN)/python bench/narrative.py $(ARGS)
	$(BIN)/python bench/speed.py $(ARGS)
	$(BIN)/python bench/compose.py $(ARGS)

# Findings are kept in build/fuzz: make fuzz REPLAY=build/fuzz/pdf-1-17-0a1b2c3d.bin
N ?= 20000
SEED ?= 1
MINUTES ?= 60
fuzz: $(READY) ## N mutated inputs over all FORMATS, from bytes to report: make fuzz N=20000 SEED=1 FORMATS="pdf docx" MINUTES=60
	PYTHONPATH=bench $(BIN)/python -m fuzz -n $(N) --seed $(SEED) --minutes $(MINUTES) --formats "$(FORMATS)" \
		$(if $(REPLAY),--replay "$(REPLAY)") $(ARGS)

formats: $(READY) ## docs/reference/formats.md: real documents in every format (LibreOffice, the extra `ocr`)
	$(BIN)/python bench/formats.py --page $(ARGS)

docs: $(READY) ## the generated pages and pictures of docs/ and the demo's output in the READMEs
	$(BIN)/python tools/docs.py
	$(BIN)/python tools/coverage.py
	$(BIN)/python tools/pictures.py

rule: $(READY) ## a new rule and its case: make rule CODE=YS1-012 NAME=cover-year
	@$(BIN)/python tools/new_rule.py "$(CODE)" "$(NAME)"

lock: $(READY) ## requirements.lock and requirements-ocr.lock anew from pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --group dev --extra publish pyproject.toml --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-annotate --no-header -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra ocr pyproject.toml -c requirements.lock \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header -o requirements-ocr.lock

clean: ## caches and the environment
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
