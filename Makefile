# `make demo` and `make test` set up everything they need.
VENV := .venv
PY := $(VENV)/bin/python
ARGS ?=
# What installing compiles, where there is a C compiler: tools/compile.py.
DECIDING := $(addprefix engine/,likeness window copies copies/standing stories pipeline)
COMPILED := tools/compile.py tools/unrolled.py $(wildcard $(foreach room,core/page/blocks core/fingerprint/shingles $(DECIDING),nutgraf/$(room)/*.py nutgraf/$(room)/*.json))

QUICK := -m "not slow and not browser" tests

.PHONY: demo test check lint covered versions browser bench dist format clean

demo: $(VENV)/.installed
	@$(PY) -m sample_press $(ARGS)

test: browser lint covered
	$(PY) -m pytest -n 2 -m "slow or browser" tests
	@$(PY) tools/versions.py

check: lint
	$(PY) -m pytest -n 2 $(QUICK)

lint: $(VENV)/.developed
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

# The lines and branches that the quick tests run, on plain Python: what is compiled cannot be measured.
covered: $(VENV)/.developed
	PYTHONPATH=tools $(PY) -m pytest -n 2 -p plain --cov --cov-report= $(QUICK)
	@$(PY) tools/covered.py

versions: $(VENV)/.developed
	@$(PY) tools/versions.py

browser: $(VENV)/.developed
	$(PY) tests/helpers/install_browser.py

bench: $(VENV)/.developed
	@$(PY) bench/floors.py --validate $(ARGS)

dist: $(VENV)/.developed
	rm -rf dist
	@$(PY) tools/dist.py dist

format: $(VENV)/.developed
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

$(VENV)/.installed: pyproject.toml constraints.txt $(COMPILED)
	@sh tools/install.sh $(VENV) .
	@touch $@

$(VENV)/.developed: pyproject.toml constraints.txt $(COMPILED)
	@sh tools/install.sh $(VENV) .[dev]
	@touch $@ $(VENV)/.installed

clean:
	find nutgraf -name '*.so' -delete
	rm -f nutgraf__mypyc.*
	rm -rf $(VENV) .venv-3.* dist .coverage .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
