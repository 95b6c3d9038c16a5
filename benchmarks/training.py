"""Where the time of training the classifier goes, in one run: `python -m benchmarks.training`.

The first training of a machine encodes every example; later ones only what is new. Beside the
seconds that passed stand those of all processors: on a busy machine compare these.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from rasa.shared.nlu.constants import INTENT, TEXT

from bot.training import ROOT
from bot.training_files import TrainingFiles
from bot.understanding import intent_trainer
from bot.understanding.sentence_encoder import shared_encoder
from bot.understanding.vector_cache import encode_new

Result = TypeVar("Result")


def timed(what: str, work: Callable[[], Result]) -> Result:
    """Do something and print how many seconds it took, and how many of the processors."""
    started, used = time.monotonic(), time.process_time()
    result = work()
    passed, used = time.monotonic() - started, time.process_time() - used
    print(f"{what:32} {passed:7.1f} s {used:7.1f} s of processors", flush=True)
    return result


def main() -> None:
    """Print the seconds of each part."""
    files = TrainingFiles(training_data_paths=[str(ROOT / "data")])
    examples = timed("reading the files", files.get_nlu_data).intent_examples
    texts = [str(message.get(TEXT)) for message in examples]
    intents = [str(message.get(INTENT)) for message in examples]
    encode = shared_encoder().encode_all
    print(f"{len(texts)} examples of {len(set(intents))} intents")
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder)
        timed("encoding, the first time", lambda: encode_new(texts, encode, "kept", kept))
        vectors = timed("encoding, later", lambda: encode_new(texts, encode, "kept", kept))
    timed("fitting", lambda: intent_trainer.train(texts, intents, vectors))


if __name__ == "__main__":
    main()
