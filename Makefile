# Needs Python 3.11 or newer, make and a package index; nothing is installed outside .venv.

PYTHON ?= $(shell for python in python3 python python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$python"; exit; }; done)
RAW ?= data/raw
PROCESSED ?= data/processed
WORKERS ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
CLUSTER_VENV := $(VENV)-cluster
LOCKED := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1

.DELETE_ON_ERROR:
.PHONY: run bench docs notebooks test test-night test-cluster lint lock wheel clean

run: $(INSTALLED)
	$(BIN)/thaiplan run "$(RAW)" "$(PROCESSED)"

test: $(INSTALLED)
	$(BIN)/pytest --numprocesses $(WORKERS) --dist loadgroup

# Takes too long for every change: runs killed at 1,600 moments, ten thousand damaged documents.
test-night: $(INSTALLED)
	$(BIN)/pytest -m night --numprocesses $(WORKERS) --dist loadgroup

# Runs on S3 and on Dask, both on loopback. They have an environment of their own: what speaks to S3 wants an
# older python-dateutil than all else is locked to.
test-cluster: $(CLUSTER_VENV)/.installed
	$(CLUSTER_VENV)/bin/pytest -m cluster tests/cluster

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The documentation as a site, in the folder site.
docs: $(INSTALLED)
	$(BIN)/python docs/site.py site

# docs/benchmarks.md anew, from the real books beside the checkout. One thread for products of matrices, as the
# children of a run have.
bench: $(INSTALLED)
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.peers ../shared/corpus/pdf ../shared/eval/page-text.json --write

# What the notebooks show, anew, on the tables in data/processed.
notebooks: $(INSTALLED)
	$(BIN)/python notebooks/execute.py

wheel: $(INSTALLED)
	rm -rf dist
	$(LOCKED) $(BIN)/python -m build --wheel --no-isolation --outdir dist .

$(INSTALLED): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found. Install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(LOCKED) $(BIN)/python -m pip install --quiet --editable '.[dev]'
	$(BIN)/python -m compileall -q pipeline
	touch $@

$(CLUSTER_VENV)/.installed: pyproject.toml constraints-cluster.txt
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found. Install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(CLUSTER_VENV)
	PIP_CONSTRAINT=constraints-cluster.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
	  $(CLUSTER_VENV)/bin/python -m pip install --quiet --editable '.[dev-cluster]'
	touch $@

# Resolves every dependency anew, in an empty environment of the oldest Python we support.
lock: LOCK_VENV := $(VENV)-lock
lock:
	rm -rf $(LOCK_VENV)
	python3.11 -m venv $(LOCK_VENV)
	$(LOCK_VENV)/bin/python -m pip install --quiet '.[dev]' editables
	{ echo "# Locked versions of all dependencies, written by \`make lock\` on Python 3.11."; \
	  $(LOCK_VENV)/bin/python -m pip freeze --exclude thaiplan; } > constraints.txt
	grep -v '^python-dateutil==' constraints.txt > $(LOCK_VENV)/shared.txt
	$(LOCK_VENV)/bin/python -m pip install --quiet --constraint $(LOCK_VENV)/shared.txt '.[dev-cluster]'
	{ echo "# Locked versions for \`make test-cluster\`, written by \`make lock\` on Python 3.11."; \
	  $(LOCK_VENV)/bin/python -m pip freeze --exclude thaiplan; } > constraints-cluster.txt
	rm -rf $(LOCK_VENV)

clean:
	rm -rf $(VENV) $(CLUSTER_VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
