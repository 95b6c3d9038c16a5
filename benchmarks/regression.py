"""How strongly the regression is held, and how much words count: `python -m benchmarks.regression`.

Learns the classifier's regression at every pair of its two settings from data/nlu, and asks it the
development sentences. The pair in use is marked; the vectors are made once for all.
"""

from __future__ import annotations

from benchmarks.pipelines.outcome import Run, outcome
from benchmarks.pipelines.own_sentences import own_sentences
from bot.understanding.intent_classifier import IntentClassifier
from bot.understanding.intent_trainer import train
from bot.understanding.phone_number_mask import mask_phone_numbers
from bot.understanding.sentence_encoder import shared_encoder
from bot.understanding.spelled import as_read

STRENGTHS = (10.0, 30.0, 100.0, 300.0)
SCALES = (0.8, 1.5, 2.5)


def main() -> None:
    """Print the table."""
    intents, encoder = own_sentences(share=1.0), shared_encoder()
    texts = [mask_phone_numbers(text) for text in intents.texts]
    vectors = encoder.encode_all(texts)
    asked = [encoder.encode(as_read(one.text)) for one in intents.questions]
    settings = IntentClassifier.get_default_config()
    used = (settings["strength"], settings["ngram_scale"])
    print(f"{len(texts)} examples, {len(asked)} development sentences")
    print("strength    words  on topic  reports found at 3 % false alerts, and the area (AUC)")
    for strength in STRENGTHS:
        for scale in SCALES:
            model = train(texts, intents.intents, vectors.copy(), strength, scale)
            answers = [
                dict(model.predict(as_read(one.text), vector).ranking)
                for one, vector in zip(intents.questions, asked, strict=True)
            ]
            mark = "  in use" if (strength, scale) == used else ""
            seen = outcome(intents, Run(answers, 0.0, 0.0, 0))
            print(f"{strength:8.0f} {scale:8.1f}", end=" ")
            print(f"{seen.topics:9.1%} {seen.found:9.1%} {seen.auc:8.4f}{mark}", flush=True)


if __name__ == "__main__":
    main()
