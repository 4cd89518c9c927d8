# `make run` and `make test` are the two commands; see README.md.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
MODEL := var/models/ja-static/revision.txt
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: help setup run test lint gate bench scale soak offline peers browser audit sbom model clean

help: ## Show the targets.
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.installed $(MODEL) ## Make .venv with pinned dependencies and the embedding model.

run: setup ## Serve http://127.0.0.1:$(PORT), building the index where it is missing or stale.
	$(BIN)/assistant ingest
	$(BIN)/assistant serve --port $(PORT)

test: setup $(VENV)/.tested browser ## Ruff, mypy, pytest and the evaluation gate.
	$(MAKE) lint
	$(BIN)/pytest -n 2 --dist loadfile
	$(MAKE) gate

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

gate: setup ## The evaluation gate on the bundled corpus.
	$(BIN)/assistant ingest --index var/gate corpus/documents
	$(BIN)/assistant eval gate --index var/gate

bench: setup $(VENV)/.tested ## Time and memory by size of corpus, and of pages, into var/bench.
	$(BIN)/python -m eval.bench
	$(BIN)/python -m eval.throughput --index var/bench/index
	$(BIN)/python -m eval.sizes --chart docs/images/growth.svg
	$(BIN)/python -m eval.estimate
	$(BIN)/python -m eval.reading_bench
	$(BIN)/python -m tests.web.browser_speed --index var/bench/index

scale: setup ## Search and ingest on fictional plans of 100,000 chunks, into var/scale.
	$(BIN)/python -m eval.scale --chunks 100000

soak: setup $(VENV)/.tested ## 50 people on the chat page for ten minutes, then 8 threads for a minute, into var/soak.
	$(BIN)/assistant ingest --index var/bench/index corpus/documents
	$(BIN)/python -m eval.load --index var/bench/index
	$(BIN)/python -m eval.soak --index var/bench/index
	$(BIN)/python -m tests.security.leaks --cases 20000
	$(BIN)/python -m tests.faults.run --count 200
	HYPOTHESIS_PROFILE=default $(BIN)/pytest -n 2 tests/corpus
	$(BIN)/pytest -n 2 -m soak

offline: setup ## Ingest, questions and a server without a network, attempts counted, into var/offline.
	$(BIN)/python -m eval.offline corpus/documents

peers: setup $(VENV)/.peers ## Our search beside LangChain, Haystack, txtai and bm25s, into var/peers.
	$(BIN)/assistant ingest --index var/bench/index corpus/documents
	$(BIN)/python -m eval.peers --index var/bench/index

model: setup ## Train the embedding model anew from the written data, and say what each part of it brings.
	$(BIN)/assistant model train
	$(BIN)/assistant model build --rebuild
	$(BIN)/python -m eval.ablation

audit: $(VENV)/.installed ## Look for known vulnerabilities, where the network allows.
	$(PIP) pip-audit
	mkdir -p var/audit
	$(BIN)/pip-audit --requirement constraints.txt --no-deps --disable-pip | tee var/audit/$$(date +%F).txt

sbom: $(VENV)/.installed $(VENV)/ops/.installed ## List every installed package with its licence (CycloneDX), into var/sbom.
	mkdir -p var/sbom
	$(VENV)/ops/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-format JSON \
	  --output-file var/sbom/$$(date +%F).cdx.json $(BIN)/python

# What the browser tests need: only where it may be installed (root and apt); they skip with a reason elsewhere.
browser:
	@if ! command -v chromium >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	    chromium fonts-noto-cjk >/dev/null || echo "browser tests will skip: chromium could not be installed"; \
	fi

clean: ## Remove what was built; the environment stays.
	rm -rf var .mypy_cache .ruff_cache .pytest_cache

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

# torch first and by its exact version: without one the newest comes, with gigabytes for graphics cards.
$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) "$$(grep '^torch==' constraints.txt)"
	$(PIP) --editable .
	$(PIP) --no-deps ja-ginza
	touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(PIP) --editable '.[test,llm]'
	touch $@

$(VENV)/.peers: $(VENV)/.installed
	$(PIP) --editable '.[peers]'
	touch $@

# An environment of its own: the tool would otherwise list itself.
$(VENV)/ops/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m venv $(VENV)/ops
	$(VENV)/ops/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
	  "$$(grep -o 'cyclonedx-bom==[0-9.]*' pyproject.toml)"
	touch $@

$(MODEL): index/training/trained.npz index/training/static_model.toml index/training/static_model.py index/training/model_card.md | $(VENV)/.installed
	$(BIN)/assistant model build --rebuild
