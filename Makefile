# Every target installs what it needs. The machine needs Python 3.11 or later, pip, make and git.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# The machine's own pip fills the environment: on Debian, an environment with a pip of its own needs a further package.
# Python compiles modules when it first imports them, and never the many that nobody imports.
PIP    := PIP_NO_COMPILE=1 $(PYTHON) -m pip --python $(BIN)/python --quiet --disable-pip-version-check
DATA   ?= ../shared/data
CORPUS ?= $(DATA)/corpus.jsonl.xz
CORPORA ?= $(CORPUS) $(DATA)/corpus2.jsonl.xz
MODELS ?= models
CHROMIUM ?= /usr/bin/chromium
BENCH  := $(VENV)/.installed-dev,bench

.DEFAULT_GOAL := help
.PHONY: help demo test browser check sanitize format docs model background dist bench bench-quality clean

help:     ## list the targets
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: $(VENV)/.installed  ## tag an article, paragraph by paragraph
	$(BIN)/topictag tag examples/article.txt

test: $(VENV)/.installed-dev  ## run the whole suite
	$(BIN)/python -m pytest

browser: $(VENV)/.installed-dev  ## look at the pages of reports in Chromium: errors, accessibility, screenshots in build/browser
	@if ! command -v npm >/dev/null || ! test -x "$(CHROMIUM)"; then \
	  echo "NOT RUN: make browser needs npm (with node) and Chromium. Install them, or name it: make browser CHROMIUM=FILE"; \
	else set -e; \
	  npm ci --prefix tests/browser --no-audit --no-fund --silent; \
	  $(BIN)/python tests/browser/make_pages.py build/browser; \
	  CHROMIUM="$(CHROMIUM)" node tests/browser/look.mjs build/browser/*.html $(wildcard build/reports/*.html) --out build/browser; \
	fi

check: $(VENV)/.installed-dev docs  ## linters, types, layers, labelled data, documentation
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/topictag check training_data --quiet

sanitize: $(VENV)/.installed-dev  ## test the native code for memory errors and undefined behaviour, in a build of its own
	.ci/sanitize $(BIN)/python

format: $(VENV)/.installed-dev  ## rewrite the code in the house style
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

docs: $(VENV)/.installed-docs  ## build the documentation into build/docs; warnings are errors
	$(BIN)/sphinx-build -W --keep-going --quiet -b html docs build/docs
	@echo "Open build/docs/index.html"

# The settings were chosen by cross-validation with whole outlets held out (benchmarks.quality.unseen_outlets), and then fixed, so
# that training takes a minute. The precisions of three topics were chosen by the same scores: fewer false tags on the paragraphs
# drawn at random, where F1 is nearly level.
model: $(VENV)/.installed-train  ## train the shipped model again, from the labels and the corpora of their texts: make model CORPORA="FILE FILE"
	$(BIN)/topictag train training_data/real_news.labels.jsonl training_data/outlets.labels.jsonl --group outlet \
	  $(foreach corpus,$(CORPORA),--corpus $(corpus)) --auxiliary training_data/real_news.picked.labels.jsonl \
	  --auxiliary training_data/outlets.picked.labels.jsonl --auxiliary training_data/written \
	  --background training_data/background.safetensors --hints training_data/hints \
	  --C 8 --min-df 5 --max-pairs 4000 --families yes --max-grams 0 --background-scale 0.7 --hint-scale 0.1 \
	  --auxiliary-weight 0.5 --precision security=0.86 --precision energy=0.91 \
	  --precision "partnership programmes=0.72" \
	  --output $(MODELS)/default.safetensors --card $(MODELS)/default.md --license mit --description "$$(cat models/description.txt)"

background: $(VENV)/.installed-train  ## learn the background vectors again, from corpora: make background CORPORA="FILE FILE"
	$(BIN)/topictag background $(CORPORA) --max-terms 20000 --output training_data/background.safetensors \
	  --description "$$(cat training_data/background.txt)"

bench: $(BENCH)  ## compare speed with other systems, and check the limits; KEEP=--keep writes the results into the documents
	$(BIN)/python -m benchmarks.speed --data $(DATA) $(KEEP)
	$(BIN)/python -m benchmarks.speed.dressed $(KEEP)
	$(BIN)/python -m benchmarks.speed.explaining --data $(DATA) $(KEEP)
	$(BIN)/python -m benchmarks.speed.hostile $(KEEP)
	$(BIN)/python -m benchmarks.speed.loop --data $(DATA) $(KEEP)
	$(BIN)/python -m benchmarks.speed.sharing --data $(DATA) $(KEEP)
	$(BIN)/python -m benchmarks.speed.install $(KEEP)
	$(BIN)/python -m benchmarks.speed.training_sizes --data $(DATA) $(KEEP)
	$(BIN)/python -m benchmarks.speed.training_growth --data $(DATA) $(KEEP)
	$(BIN)/python -m benchmarks.speed.fit_loops --data $(DATA) $(KEEP)

bench-quality: $(BENCH)  ## measure every figure of quality in README and docs; takes hours
	$(BIN)/python -m benchmarks.quality.agreement --keep
	$(BIN)/python -m benchmarks.quality.coverage --keep
	$(BIN)/python -m benchmarks.quality.real_news --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.other_outlets --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.unseen_outlets --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.updating --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.second_look --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.attribution --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.errors --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.deletion --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.learning_curve --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.label_errors --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.form_table --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.silence --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.dressed --keep
	$(BIN)/python -m benchmarks.quality.drift --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.wrapping --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.few_labels --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.thresholds --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.rare_topics --keep
	$(BIN)/python -m benchmarks.quality.search --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.choices --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.hints --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.hints_alone --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.articles --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.pairs --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.suggest --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.ablation --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.background_choices --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.compare --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.comparing --data $(DATA) --keep
	$(BIN)/python -m benchmarks.report_pages --data $(DATA) --keep

dist: $(VENV)/.installed-dist  ## build the source distribution and the wheel into dist/, and check them
	rm -rf dist
	$(BIN)/python -m build
	$(BIN)/twine check --strict dist/*

# What the installation depends on: the sources of the native code, without those that the build writes.
SOURCES := pyproject.toml setup.py $(filter-out %/constants.h %/folding_table.h,$(wildcard \
  src/topictag/model/native/*.py src/topictag/model/native/*.h src/topictag/model/native/*.pyx \
  src/topictag/model/native/*.pxi src/topictag/training/fitting/native/*.h src/topictag/training/fitting/native/*.py \
  src/topictag/training/fitting/native/*.pyx \
  src/topictag/model/packing.py src/topictag/text/*.py))

$(BIN)/python:
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/.installed: $(SOURCES) | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

# One target per list of extras; each of them also brings the base. Native code that is up to date is not built again.
$(VENV)/.installed-%: $(SOURCES) | $(BIN)/python
	$(PIP) install --editable '.[$*]'
	@touch $(VENV)/.installed $@

clean:    ## remove everything that make built
	rm -rf $(VENV) build dist *.egg-info src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	cd src/topictag/model/native && rm -f *.c *.so *.pyd constants.h folding_table.h
	cd src/topictag/training/fitting/native && rm -f *.c *.so *.pyd
