# Everything runs from a virtual environment in .venv; nothing outside this folder and the user's cache is touched.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
PORT   ?= 8000

.PHONY: run test check assets bench fuzz clean screenshots help
.DEFAULT_GOAL := help

help:
	@echo "make run     set everything up and open the seeds' incidents on http://127.0.0.1:$(PORT)"
	@echo "make test    set everything up and run every test"
	@echo "make check   run the linters: ruff, mypy, import-linter"
	@echo "make assets  build the map's JavaScript bundle"
	@echo "make bench   measure, beside the peers"
	@echo "make fuzz    throw bytes at the readers for a minute"
	@echo "make clean   remove what was built (not the gazetteer in the user's cache)"

run: $(READY) assets
	@$(BIN)/incidentmap serve seeds/incidents.csv --story seeds/story.csv --port $(PORT) --open \
	  --title "Belgorod border 2022–2025" \
	  --notice "An illustrative set: every figure is as reported, none is verified."

test: $(READY) assets
	@$(BIN)/python -m tools.chromium
	@$(BIN)/python -m pytest -n auto --dist loadfile

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

assets: $(READY)
	@$(BIN)/python tools/assets.py

bench: $(READY) assets
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	@$(BIN)/python -m benchmarks

fuzz: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[fuzz]'
	@mkdir -p build/fuzz
	@$(BIN)/python -m tests.fuzz.documents -max_total_time=60 -artifact_prefix=build/fuzz/

screenshots: $(READY) assets
	@$(BIN)/python -m tools.screenshots

# Made anew when what it is made from changes; otherwise make only compares two dates.
$(READY): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what incidentmap needs into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

clean:
	rm -rf $(VENV) build dist *.egg-info geo/*.egg-info geo/incidentmap/mapping/static \
	  geo/incidentmap/mapping/client/node_modules benchmarks/out \
	  .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
