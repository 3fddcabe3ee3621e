# make demo: from nothing to a running reading room. make test: everything, from nothing.
PYTHON ?= python3
VENV ?= .venv
SERVE ?= 1
BIN = $(VENV)/bin

$(BIN)/backfile: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q -e .
	touch $@

.PHONY: test
test: 
	$(BIN)/pytest
