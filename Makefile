.PHONY: start test check coverage kills test-next-year lint fix constraints dist clean

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

# Which lines the quick tests reach; fails below the bar of pyproject.toml. Minutes longer than the
# suite. Left out is the full disk: on it coverage cannot write either, and says so.
coverage: .venv/tested
	$(python) -m pytest -n auto -m "not slow and not weekly" --cov --cov-report=term:skip-covered \
	--deselect tests/store/test_store.py::TestFile::test_a_full_disk_loses_nothing

# Forty processes killed at random moments, where the whole suite has five.
kills: .venv/tested
	$(python) -m pytest -n auto -m "weekly or not weekly" tests/test_kill.py tests/test_kill_run.py tests/test_kill_batches.py

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

# The newest versions that fit pyproject.toml become the tested ones: run the tests before committing.
constraints:
	rm -rf build/newest
	python3 -m venv build/newest
	build/newest/bin/python -m pip install --quiet --upgrade pip
	build/newest/bin/python -m pip install --quiet --editable . --group dev
	build/newest/bin/python -m pip list --format=freeze --exclude examcli --exclude setuptools \
	| tr '[:upper:]' '[:lower:]' | LC_ALL=C sort > build/newest/constraints.txt
	mv build/newest/constraints.txt constraints.txt

dist: .venv/tested
	$(python) -m build --wheel

clean:
	rm -rf .venv build dist

.venv/installed: pyproject.toml constraints.txt
	python3 -m venv .venv
	$(python) -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

# Python's own pip may be older than dependency groups, which it knows since 25.1.
.venv/tested: .venv/installed
	$(python) -m pip install --quiet --constraint constraints.txt --upgrade pip
	$(python) -m pip install --quiet --constraint constraints.txt --group dev
	@touch $@
