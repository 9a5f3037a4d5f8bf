.PHONY: start test check kills test-next-year lint fix dist clean

python = .venv/bin/python
examcli = .venv/bin/examcli

# The first ten questions of a scientific exam: from Claude with a key, else from the offline engine.
start: .venv/installed
	@$(examcli) start --track scientific

# The whole test suite, or with T a part of it: make test T=tests/store
test: .venv/tested
	$(python) -m pytest -n auto $(T)

# The quick tests of a part, the first failure at once: make check T=tests/store
check: .venv/tested
	$(python) -m pytest -x -q -m "not slow and not weekly" $(T)

# Forty processes killed at random moments, where the whole suite has five.
kills: .venv/tested
	$(python) -m pytest -n auto -m "weekly or not weekly" tests/test_kill.py

# The quick tests once more, as if it were next year, or another time: make test-next-year AT=2026-12-05
AT = 2027-06-01
test-next-year: .venv/tested
	TESTS_START_ON=$(AT) PYTHONPATH="$(CURDIR)/tests/next_year" \
	PYTEST_ADDOPTS='-W "ignore:Module already imported:pytest.PytestAssertRewriteWarning"' \
	$(python) -m pytest -n auto -m "not slow and not weekly" --ignore tests/bank $(T)

# Everything that can be said about the code without running it.
lint: .venv/tested
	.venv/bin/ruff format --check
	.venv/bin/ruff check
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/cog --check README.md docs/*.md

# Repair what can be repaired by a machine, documents included.
fix: .venv/tested
	.venv/bin/ruff format
	.venv/bin/ruff check --fix
	.venv/bin/cog -r README.md docs/*.md

dist: .venv/tested
	$(python) -m build --wheel

clean:
	rm -rf .venv build dist

.venv/installed: pyproject.toml constraints.txt
	python3 -m venv .venv
	$(python) -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/tested: .venv/installed
	$(python) -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@
