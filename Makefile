# `make demo` and `make test` set up everything they need.
VENV := .venv
PY := $(VENV)/bin/python
ARGS ?=
# What installing compiles, where there is a C compiler: tools/compile.py.
COMPILED := tools/compile.py $(wildcard nutgraf/core/page/blocks/*.py nutgraf/core/fingerprint/shingles/*.py nutgraf/engine/likeness/*.py)

.PHONY: demo test check browser bench format clean

demo: $(VENV)/.installed
	@$(PY) -m sample_press $(ARGS)

test: $(VENV)/.developed browser check
	$(PY) -m pytest -n 2 -m "slow or browser" tests

check: $(VENV)/.developed
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PY) -m pytest -n 2 -m "not slow and not browser" tests

browser: $(VENV)/.developed
	$(PY) tests/install_browser.py

bench: $(VENV)/.developed
	@$(PY) bench/floors.py --validate $(ARGS)

format: $(VENV)/.developed
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

$(VENV)/.installed: pyproject.toml constraints.txt $(COMPILED)
	@sh tools/install.sh $(VENV) '.[meaning]'
	@touch $@

$(VENV)/.developed: pyproject.toml constraints.txt $(COMPILED)
	@sh tools/install.sh $(VENV) .[dev]
	@touch $@ $(VENV)/.installed

clean:
	rm -f nutgraf/core/page/blocks/*.so nutgraf/core/fingerprint/shingles/*.so nutgraf/engine/likeness/*.so nutgraf__mypyc.*
	rm -rf $(VENV) .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
