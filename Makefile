# Two commands are the contract: `make app` and `make test`. Both set everything up first,
# are quick the second time, and start over by themselves if an earlier set-up was cut off.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What pip would compile on one core; a package's own tests, and what is no Python of today, are left.
COMPILE := $(BIN)/python -m compileall -q -j 0 -x /tests/ $(VENV)/lib >/dev/null 2>&1 || true
PLAYER := --quiet --config rnnviz/stage/client/deno.json rnnviz/stage/client/*.js
export DENO_NO_UPDATE_CHECK := 1
PORT ?= 8501

.PHONY: app test check types figures bench format train clean

app: $(VENV)/app.stamp  ## serve the app; VECTORS=path for other word vectors
	$(BIN)/streamlit run streamlit_app.py --server.port $(PORT) $(if $(VECTORS),-- --vectors "$(VECTORS)")

# One thread each: more would only wait for each other. Three workers, as browsers wait, too.
test: export OMP_NUM_THREADS := 1
test: check  ## everything that must hold, the browser's tests included
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest -n 3 --dist loadgroup

check: $(VENV)/dev.stamp  ## format, lint, types, floors, style figures
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	@$(MAKE) --no-print-directory -j 2 types figures

types:  # the slowest check, beside all others
	$(BIN)/mypy

figures:
	$(BIN)/lint-imports
	$(BIN)/deno fmt --check $(PLAYER)
	$(BIN)/deno lint $(PLAYER)
	$(BIN)/deno check $(PLAYER)
	$(BIN)/python -m pytest -q tests/test_style.py

bench: $(VENV)/dev.stamp  ## speed against named peers, as a table
	$(BIN)/python tests/benchmarks/run.py

format: $(VENV)/dev.stamp  ## rewrite in the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/deno fmt $(PLAYER)

train: $(VENV)/dev.stamp  ## train the shipped networks again
	$(BIN)/python -m rnnviz.training

clean:  ## forget the set-up
	rm -rf $(VENV)

# A set-up that was cut off leaves no stamp, or `unfinished`: the environment is then made anew.
$(VENV)/app.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "rnnviz needs Python 3.11 or newer; run: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@if [ ! -e $@ ] || [ -e $(VENV)/unfinished ]; then rm -rf $(VENV) && $(PYTHON) -m venv $(VENV); fi
	@touch $(VENV)/unfinished
	@echo "Setting up: packages into $(VENV), some minutes the first time and about 2 GB."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -r requirements.txt
	@$(COMPILE)
	$(BIN)/python -m rnnviz.training --fetch
	@rm $(VENV)/unfinished
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/app.stamp
	@if [ -e $(VENV)/unfinished ]; then rm -f $(VENV)/app.stamp && $(MAKE) $(VENV)/app.stamp; fi
	@touch $(VENV)/unfinished
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -r requirements-dev.txt
	@$(COMPILE)
	@rm $(VENV)/unfinished
	@touch $@
