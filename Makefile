# Everything runs in .venv, which the first command sets up. `make help` lists the commands.
PYTHON ?= python3
export PYTHON
RUN := .venv/bin/python
UV := 0.13.9
# One lock for Linux, macOS and Windows and every supported Python, naming no place to download from.
LOCK := --quiet --universal --generate-hashes --python-version 3.11 --upgrade --no-emit-index-url \
	--custom-compile-command "make lock"

.DEFAULT_GOAL := site
.PHONY: site serve test prove lint check lock docs search-quality clean distclean help runtime dev

site: runtime  ## build the site into site/ (the default)
	$(RUN) build.py

serve: runtime  ## preview while writing: builds again at every change
	$(RUN) build.py serve

test: dev  ## set everything up and run all tests
	$(RUN) -m tools.harness
	$(RUN) -m pytest -n 4 --dist loadfile --no-loadscope-reorder -m "not prove" # what takes longest comes first (tests/conftest.py)

prove: dev  ## what takes long to show: faults wherever files are touched, every page on every day (an hour or more)
	$(RUN) -m pytest -n 2 -m prove

lint: dev  ## ruff and mypy
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

check: lint test  ## what CI runs: lint, types, and all tests with warnings as errors

search-quality: dev  ## measure search in a browser over the real documents beside the project
	$(RUN) benchmarks/search_quality.py ../shared/corpus/policies.jsonl.xz ../shared/search/queries-dev.tsv

lock: runtime  ## renew the lock files from pyproject.toml
	test -x .tools/lock/bin/uv || $(RUN) -m venv .tools/lock
	.tools/lock/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV)
	.tools/lock/bin/uv pip compile $(LOCK) --output-file requirements.txt pyproject.toml
	.tools/lock/bin/uv pip compile $(LOCK) --output-file requirements-dev.txt \
		--extra dev --constraint requirements.txt pyproject.toml
	.tools/lock/bin/uv pip compile $(LOCK) --output-file requirements-pdf.txt \
		--extra pdf --constraint requirements-dev.txt pyproject.toml
	.tools/lock/bin/uv pip compile $(LOCK) --output-file requirements-xls.txt \
		--extra xls --constraint requirements-dev.txt pyproject.toml
	.tools/lock/bin/uv pip compile $(LOCK) --output-file requirements-sign.txt \
		--extra sign --constraint requirements-dev.txt pyproject.toml
	.tools/lock/bin/uv pip compile $(LOCK) --output-file requirements-bench.txt \
		--override benchmarks/peers/overrides.in benchmarks/peers/requirements.in
	.tools/lock/bin/uv pip compile $(LOCK) --output-file requirements-words.txt benchmarks/words.in

pdf: runtime  ## install what PDF files need (formats: [docx, pdf] in config.yaml); Pango and Chinese fonts are the system's
	@tools/venv.sh requirements-pdf.txt
.PHONY: pdf

xls: runtime  ## install what reads old Excel files (import-catalogue FILE.xls)
	@tools/venv.sh requirements-xls.txt
.PHONY: xls

sign: runtime  ## install what signs manifests and verifies their signatures (manifest --sign, verify --key)
	@tools/venv.sh requirements-sign.txt
.PHONY: sign

bench-words: runtime  ## measure what finds the words that an amendment changed (two minutes, with the corpus beside the project)
	test -x .tools/words/bin/python || $(RUN) -m venv .tools/words
	.tools/words/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements.txt -r requirements-words.txt
	.tools/words/bin/python benchmarks/words_changed.py
.PHONY: bench-words

docs: runtime  ## renew the tables of the authoring guide from the field declarations
	$(RUN) -m tools.authoring

bench: runtime  ## measure the speed beside other generators (an hour or more); BENCH="--full --resident" for all
	test -x .tools/bench/bin/python || $(RUN) -m venv .tools/bench
	.tools/bench/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
		-r requirements-bench.txt # --no-deps: see benchmarks/peers/overrides.in
	mkdir -p .tools/bench/eleventy
	cp benchmarks/peers/eleventy/package.json benchmarks/peers/eleventy/package-lock.json .tools/bench/eleventy/
	npm ci --silent --no-audit --no-fund --prefix .tools/bench/eleventy
	$(RUN) benchmarks/run.py $(BENCH)
.PHONY: bench

clean:  ## remove the built site and every cache
	rm -rf site .site.* .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -not -path './.*' -prune -exec rm -rf {} +

distclean: clean  ## also remove the installed tools
	rm -rf .venv .tools

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*##  *\(.*\)/  make \1\t\2/p' Makefile | expand -t 18

runtime:
	@tools/venv.sh requirements.txt

dev:
	@tools/venv.sh requirements-dev.txt
