# Everything starts here. On a fresh machine with Python and make:
#   make serve   sets up, builds the catalogue and serves it, rebuilding what changes
#   make test    sets up, Chromium included, and runs all tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
WORKERS ?= auto

.PHONY: help serve site check test lint bench audit release guide pictures clean

help:            ## this list
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/:[^#]*##/ —/'

serve: $(VENV)/ready     ## build the catalogue, serve it, rebuild on change
	$(BIN)/intreccio serve --port $(PORT)

site: $(VENV)/ready      ## build the catalogue into site/
	$(BIN)/intreccio build

check: $(VENV)/ready     ## check the records
	$(BIN)/intreccio check

test: $(VENV)/ready-dev $(VENV)/ready-browser    ## all tests, in a real browser too
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

lint: $(VENV)/ready-dev  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/ready-dev    ## ratios against named peers, in about half an hour on a quiet machine
	$(BIN)/python -m benchmarks

audit: $(VENV)/ready-dev $(VENV)/ready-browser   ## the slow checks before a release
	$(BIN)/python -m tests.audit

release: $(VENV)/ready-release    ## make sdist, wheel and notes in dist/, and try them on every Python here
	$(BIN)/python -m tests.release

guide: $(VENV)/ready-dev $(VENV)/ready-browser   ## take the pictures of the guide and of the README again
	$(BIN)/python -m tests.guide_images
	$(BIN)/python -m tests.readme_image

pictures: $(VENV)/ready-dev $(VENV)/ready-browser   ## take the picture of each kind of page for docs/pages.md again
	$(BIN)/python -m tests.page_images

clean:           ## forget everything that can be made again
	rm -rf $(VENV) site dist .intreccio

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/ready: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fogli,immagini]'
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt \
	  --no-deps --upgrade --target $(VENV)/engines/mkdocs-ng mkdocs-ng
	@touch $@

$(VENV)/ready-release: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[rilascio]'
	@touch $@

$(VENV)/ready-browser: $(VENV)/ready-dev
	$(BIN)/python -m tests.browser install
	@touch $@
