"""The person's side of Nia: `python -m bot run|chat|train|parse|evaluate|states|weigh|purge`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from bot.beside import care_team_beside
from bot.port import check_port
from bot.purge import options as purge_options
from bot.quiet import hush, hush_rasa
from bot.training import ROOT, TrainingError, model_path, train, trained_model
from clinic.environment import Environment
from clinic.errors import SettingsError
from clinic.settings import Clinic, load_clinic
from clinic.start_up_warnings import start_up_warnings
from clinic.variables import help_text

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.evaluation.judged import Parse


def loaded(environment: Environment, clinic: Clinic) -> Assistant:
    """The assistant with a model of today's data."""
    model = trained_model()
    from bot.assistant import load_assistant
    from bot.safety_texts import load_safety_texts

    hush_rasa()
    return load_assistant(model, environment, load_safety_texts(clinic))


def run(environment: Environment, clinic: Clinic) -> None:
    """Serve, with the care team's worker and inbox beside it, until Ctrl-C stops all of it."""
    check_port(environment.host, environment.port)
    say_what_is_not_set(environment, clinic)
    assistant = loaded(environment, clinic)
    from bot.server import serve

    with care_team_beside():
        serve(assistant, environment, clinic)


def say_what_is_not_set(environment: Environment, clinic: Clinic) -> None:
    """Tell the operator, not the patient, which gaps the clinic's settings have (ESC-5)."""
    gaps = start_up_warnings(clinic, datetime.now(timezone.utc).date())
    if gaps:
        there = environment.clinic_file.exists()
        name = environment.clinic_file if there else f"{environment.clinic_file} (no such file)"
        print(f"{name}: safe defaults hold for what is not set:", file=sys.stderr)
        print(*(f"  - {gap}" for gap in gaps), sep="\n", file=sys.stderr, flush=True)


def parse(environment: Environment, clinic: Clinic, text: str) -> None:
    """Show what is understood from a text, and why."""
    import asyncio

    from bot.message_text import clean

    assistant = loaded(environment, clinic)
    data = asyncio.run(assistant.agent.parse_message(clean(text)))
    shown = {key: data.get(key) for key in ("intent", "classifier_intent", "entities", "verdict")}
    print(json.dumps(shown, indent=2, default=str))


def evaluate_files(
    environment: Environment, clinic: Clinic, files: list[Path], folder: Path | None
) -> None:
    """Print how labelled sentences are understood, which go wrong, and write the report."""
    from bot.evaluation.command import evaluate

    def load() -> tuple[Parse, Path]:
        agent = loaded(environment, clinic).agent
        return agent.parse_message, Path(agent.processor.model_path)

    page = evaluate(files, folder or environment.data_dir / "evaluation", load)
    print(f"The report: {page}", file=sys.stderr)


def weigh_evidence() -> None:
    """Learn the weights of the evidence anew from the development sentences."""
    from bot.understanding.evidence_weights import WEIGHTS
    from bot.understanding.intent_model import IntentModel
    from bot.weighing import DEVELOPMENT, weigh

    model = IntentModel.of_archive(trained_model())
    count = weigh(model, sorted(DEVELOPMENT.glob("*.yml")))
    print(f"{count} sentences weighed: {WEIGHTS}")


def walk_states() -> int:
    """Print how many states the dialogue has within five turns, and where a report is lost."""
    from bot.dialogue.rules import rule_policy
    from bot.dialogue.states import Dialogue, walk
    from bot.dialogue.topics import load_topics

    hush_rasa()
    topics = load_topics()
    found = walk(Dialogue(*rule_policy(ROOT), topics), topics)
    for turns, states in enumerate(found.states):
        print(f"{states} states within {turns} turns")
    print(f"{found.checks} reports said in them, {len(found.faults)} without advice or alert")
    print(*found.faults, sep="\n", end="")
    return 1 if found.faults else 0


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description=__doc__,
        epilog="Environment variables:\n" + help_text(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="serve the assistant")
    commands.add_parser("chat", help="talk in the terminal")
    commands.add_parser("train", help="train the model if needed")
    commands.add_parser("parse", help="show what is understood").add_argument("text")
    commands.add_parser("states", help="walk through every state of the dialogue")
    commands.add_parser("weigh", help="learn the weights of the evidence anew")
    purge_options.add_options(commands.add_parser("purge", help=purge_options.ABOUT))
    evaluating = commands.add_parser("evaluate", help="hold labelled sentences against it")
    evaluating.add_argument("files", nargs="+", type=Path)
    evaluating.add_argument(
        "--report", type=Path, metavar="DIR", help="where to (by default evaluation/ in the data)"
    )
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run a command; a fault is one sentence on stderr and exit code 1."""
    options = arguments().parse_args(argv)
    hush()
    try:
        if options.command == "train":
            path = model_path()
            if not path.exists():
                train(path)
            return 0
        if options.command == "states":
            return walk_states()
        if options.command == "weigh":
            weigh_evidence()
            return 0
        environment = Environment.from_environ()
        clinic = load_clinic(environment.clinic_file)
        if options.command == "purge":
            from bot.purge.command import purge

            return purge(environment, clinic, options)
        if options.command == "run":
            run(environment, clinic)
        elif options.command == "chat":
            from bot.chat import chat

            chat(loaded(environment, clinic))
        elif options.command == "evaluate":
            evaluate_files(environment, clinic, options.files, options.report)
        else:
            parse(environment, clinic, options.text)
    except (SettingsError, TrainingError) as fault:
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as fault:
        if os.environ.get("NIA_TRACE") or not type(fault).__module__.startswith("bot."):
            raise
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
