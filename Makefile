# Everything sets itself up: Python 3.11 or later, pip, make and git are all that a machine needs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# The machine's own pip fills the environment: Debian's Python makes none that has pip without a further package.
PIP    := $(PYTHON) -m pip --python $(BIN)/python --quiet --disable-pip-version-check
DATA   ?= ../shared/data
CORPUS ?= $(DATA)/corpus.jsonl.xz
MODELS ?= models

.DEFAULT_GOAL := help
.PHONY: help demo test check sanitize format model background bench bench-quality clean

help:     ## say what there is
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: $(VENV)/.installed  ## tag an article, paragraph by paragraph
	$(BIN)/topictag tag examples/article.txt

test: $(VENV)/.installed-dev  ## run the whole suite
	$(BIN)/python -m pytest

check: $(VENV)/.installed-dev  ## linters, types, layers, labelled data
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/topictag check training_data --quiet

sanitize: $(VENV)/.installed-dev  ## test the native scan for memory errors and undefined behaviour, in a build of its own
	.ci/sanitize $(BIN)/python

format: $(VENV)/.installed-dev  ## rewrite the code in the house style
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

model: $(VENV)/.installed  ## train the shipped model from the labels and the corpus of their texts: make model CORPUS=FILE
	$(BIN)/topictag train training_data/real_news.labels.jsonl --corpus $(CORPUS) \
	  --auxiliary training_data/real_news.picked.labels.jsonl --auxiliary training_data/written \
	  --background training_data/background.safetensors --max-pairs 4000 \
	  --output $(MODELS)/default.safetensors --card $(MODELS)/default.md --description "$$(cat models/description.txt)"

background: $(VENV)/.installed  ## learn the background vectors again from a corpus: make background CORPUS=FILE
	$(BIN)/topictag background $(CORPUS) --output training_data/background.safetensors \
	  --description "$$(cat training_data/background.txt)"

bench: $(VENV)/.installed-bench  ## measure speed beside other systems, and say which limits hold; KEEP=--keep writes it into the documents
	$(BIN)/python -m benchmarks.speed --data $(DATA) $(KEEP)
	$(BIN)/python -m benchmarks.speed.dressed $(KEEP)
	$(BIN)/python -m benchmarks.speed.hostile $(KEEP)
	$(BIN)/python -m benchmarks.speed.sharing --data $(DATA) $(KEEP)

bench-quality: $(VENV)/.installed-bench  ## measure every figure of quality that README and docs state; takes hours
	$(BIN)/python -m benchmarks.quality.agreement --keep
	$(BIN)/python -m benchmarks.quality.coverage --keep
	$(BIN)/python -m benchmarks.quality.real_news --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.errors --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.learning_curve --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.label_errors --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.form_table --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.silence --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.dressed --keep
	$(BIN)/python -m benchmarks.quality.wrapping --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.few_labels --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.thresholds --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.pairs --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.ablation --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.background_choices --data $(DATA) --keep
	$(BIN)/python -m benchmarks.quality.compare --data $(DATA) --keep

# Sources of the native scan, without those that the build writes.
NATIVE := $(filter-out %/constants.h %/folding_table.h,$(wildcard src/topictag/model/native/*.py \
  src/topictag/model/native/*.h src/topictag/model/native/*.pyx src/topictag/model/native/*.pxi \
  src/topictag/model/packing.py src/topictag/text/*.py))

$(VENV)/.installed: pyproject.toml setup.py $(NATIVE)
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install --editable '.[dev]'
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed-dev
	$(PIP) install --editable '.[dev,bench]'
	@touch $@

clean:    ## remove what make made
	rm -rf $(VENV) build dist *.egg-info src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	cd src/topictag/model/native && rm -f *.c *.so *.pyd constants.h folding_table.h
