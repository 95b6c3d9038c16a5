# The commands of the README. Each sets up what it needs first; a second run starts at once.
PYTHON3 ?= python3
PY = .venv/bin/python
export PYTHONDONTWRITEBYTECODE =
export RASA_TELEMETRY_ENABLED = false

.PHONY: help run chat train test lint evaluate bench setup setup-tests lock tune clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: setup ## train if needed and serve the assistant
	@$(PY) -m bot run

chat: setup ## talk to the assistant in this terminal
	@$(PY) -m bot chat

train: setup ## train the model if anything it is made from has changed
	@$(PY) -m bot train

test: setup-tests ## run every check and every test
	@$(PY) -m scripts.test

lint: setup-tests ## ruff and mypy only
	@$(PY) -m scripts.test --lint-only

evaluate: setup-tests ## hold the labelled sentences against the model; writes var/evaluation/
	@$(PY) -m bot evaluate tests/labelled/test/*.yml

bench: setup-tests ## print what is measured
	@$(PY) -m benchmarks.start
	@$(PY) -m benchmarks.understanding
	@$(PY) -m benchmarks.union
	@$(PY) -m benchmarks.hostile
	@$(PY) -m benchmarks.near_topics
	@$(PY) -m benchmarks.long_conversation
	@$(PY) -m benchmarks.training
	@$(PY) -m benchmarks.alerts
	@$(PY) -m benchmarks.chaos --alerts 1000 --seconds 60
	@$(PY) -m benchmarks.event_streams
	@$(PY) -m benchmarks.widgets

setup: ## find Python 3.10 and install the locked packages
	@$(PYTHON3) scripts/setup.py

setup-tests: ## the same with the tools and servers that the tests use
	@$(PYTHON3) scripts/setup.py --tests

lock: setup-tests ## resolve requirements/*.in again
	@$(PYTHON3) scripts/setup.py --lock

tune: setup ## tune the sentence model to data/nlu anew (half an hour)
	@$(PYTHON3) scripts/setup.py --tune

clean: ## remove the environment, the models and all caches (never var/, where alerts are)
	rm -rf .venv .tools .cache models .mypy_cache .ruff_cache .pytest_cache .hypothesis
