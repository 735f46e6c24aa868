# Everything here needs Python 3.11 or newer (with venv and pip) and builds its own environments; the VS Code extension
# needs Node 20 or newer with npm besides. Nothing is installed outside this folder. `make help` lists the targets.

# The first of these that is new enough and can make environments; `make PYTHON=/path/to/python` chooses another.
PYTHON ?= $(shell for python in python3.11 python3 python3.13 python3.12 python3.14 python; do \
	"$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)

# The development environment. It is brought up to date when what it is made from has changed (by content, not by date).
VENV ?= .venv
BIN := $(VENV)/bin
HASH := $(shell cat pyproject.toml requirements/dev.txt | cksum | cut -d ' ' -f 1)
READY := $(VENV)/.ready-$(HASH)

# The users' environment: what `pip install signal-dsl` gives and nothing else.
DEMO := .venv-demo

PIP := python -m pip --disable-pip-version-check

# The VS Code extension; its node_modules are brought up to date in the same way.
EXTENSION := vscode-extension
NODE_READY := $(EXTENSION)/node_modules/.ready-$(shell cat $(EXTENSION)/package.json $(EXTENSION)/package-lock.json | cksum | cut -d ' ' -f 1)
VSIX := $(EXTENSION)/signal-dsl.vsix

.DEFAULT_GOAL := help
.PHONY: help demo test lint format exhaustive fuzz bench grammar catalog pages report lock hooks vsix e2e e2e-oldest pictures bench-vscode clean

help: ## List the targets
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## ?/\t/' | expand -t 14

$(READY):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed; name it with make PYTHON=..." >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)
	$(BIN)/$(PIP) install --quiet --requirement requirements/dev.txt
	$(BIN)/$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.ready-*
	@touch $@

$(NODE_READY):
	cd $(EXTENSION) && npm ci --ignore-scripts --loglevel=error
	@touch $@

.venv: $(READY) ## Only make the development environment

demo: ## Install the command into an environment of its own and show it on examples/
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed; name it with make PYTHON=..." >&2; exit 1; }
	@"$(PYTHON)" -m venv --clear $(DEMO)
	@$(DEMO)/bin/$(PIP) install --quiet '.[sandbox]'
	@export SIGNAL_DSL_STATE_DIR="$(abspath $(DEMO))/state"; \
	show() { \
		expected=$$1; shift; status=0; printf '\n$$ signal-dsl %s\n' "$$*"; \
		$(DEMO)/bin/signal-dsl "$$@" || status=$$?; \
		echo "(exit status $$status)"; test "$$status" = "$$expected"; \
	}; \
	show 0 lint examples/golden_cross.signal && \
	show 0 lookback examples/golden_cross.signal && \
	show 1 lint examples/faulty.signal && \
	show 1 lookback examples/faulty.signal && \
	show 0 backtest examples/squeeze_breakout.signal --sandbox && \
	show 0 backtest examples/pair_neutral.signal --sandbox --report $(DEMO)/pair_neutral.html && \
	printf '\nOpen the report in a browser: %s\n' "$(abspath $(DEMO))/pair_neutral.html"

test: $(READY) $(NODE_READY) ## All tests but those in real VS Code
	$(BIN)/python -m pytest -n auto --dist loadgroup
	cd $(EXTENSION) && SIGNAL_DSL_PYTHON="$(abspath $(BIN))/python" npm test --silent

exhaustive: $(READY) ## All tests, with fifty times as many generated cases; half an hour on two processors
	HYPOTHESIS_PROFILE=exhaustive $(BIN)/python -m pytest -n auto --dist loadgroup

lint: $(READY) $(NODE_READY) ## Style, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd $(EXTENSION) && npm run --silent lint

format: $(READY) $(NODE_READY) ## Rewrite the sources in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	cd $(EXTENSION) && npm run --silent format

fuzz: $(READY) ## Look for scripts that break something, for ten minutes
	$(BIN)/$(PIP) install --quiet atheris
	$(BIN)/python -m tests.fuzzing.fuzz .fuzz/learnt -max_total_time=600

bench: $(READY) ## Print the speed as ratios to other tools, measured in one run
	$(BIN)/$(PIP) install --quiet backtesting
	$(BIN)/python benchmarks/run.py

grammar: $(READY) ## Compile grammar/signal.lark to the parser's tables
	$(BIN)/python grammar/generate.py

catalog: $(READY) ## Generate the built-in catalog from TA-Lib and the hand-written facts
	$(BIN)/python tools/catalog/generate.py

pages: $(READY) ## Generate docs/rules from the rules
	$(BIN)/python tools/rules_docs.py

vsix: $(READY) $(NODE_READY) ## Build the VS Code extension with its server, as one file
	$(BIN)/python $(EXTENSION)/scripts/bundle.py
	cd $(EXTENSION) && node esbuild.mjs --production && node scripts/readme.mjs && \
		npx --no-install vsce package --no-dependencies --allow-missing-repository --no-rewrite-relative-links --readme-path dist/README.md --out signal-dsl.vsix
	$(BIN)/python $(EXTENSION)/scripts/check_vsix.py $(VSIX)

# The VS Code of the end-to-end tests, as versions of code-server and of the Node that it wants: the newest, and the oldest
# that the extension supports (`engines` in its package.json).
NEWEST := 4.139.1 24
OLDEST := 4.99.4 20
e2e: CODE_SERVER := $(NEWEST)## Test the extension as it is packed, in real VS Code in a real browser
e2e-oldest: CODE_SERVER := $(OLDEST)## The same in the oldest VS Code that is supported
e2e e2e-oldest: vsix
	cd $(EXTENSION) && e2e/install.sh $(CODE_SERVER) && node esbuild.mjs --tests && SIGNAL_DSL_PYTHON="$(abspath $(BIN))/python" \
		CODE_SERVER_VERSION=$(firstword $(CODE_SERVER)) node --test --test-concurrency=1 --test-reporter=spec out/e2e/

pictures: e2e ## Take the pictures of the extension's README and walkthrough from the end-to-end tests
	cd $(EXTENSION) && node scripts/pictures.mjs

bench-vscode: vsix ## Print how long an author waits in real VS Code, beside other language servers
	cd $(EXTENSION) && e2e/install.sh $(NEWEST) && node esbuild.mjs --tests && SIGNAL_DSL_PYTHON="$(abspath $(BIN))/python" \
		CODE_SERVER_VERSION=$(firstword $(NEWEST)) node out/bench/vscode.main.js

report: $(NODE_READY) ## Build the report's page from the extension's sources
	cd $(EXTENSION) && node scripts/report.mjs

lock: ## Pin the newest versions of the development requirements
	"$(PYTHON)" -m venv --clear .venv-lock
	.venv-lock/bin/$(PIP) install --quiet pip-tools
	CUSTOM_COMPILE_COMMAND="make lock" .venv-lock/bin/pip-compile --quiet --upgrade --strip-extras --no-emit-options \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
		--output-file requirements/dev.txt pyproject.toml requirements/dev.in

hooks: $(READY) ## Check each commit as CI will
	$(BIN)/pre-commit install

clean: ## Remove the environments and what the tools left behind
	rm -rf $(addprefix $(EXTENSION)/,node_modules dist out .e2e python/libs signal-dsl.vsix)
	rm -rf .venv .venv-* build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .fuzz
