"""Which covered questions are near a message that Nia cannot answer: the variable {near_topics}."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogue.topics import load_topics

# Probability from which a topic is offered, chosen on the development sentences
# (`python -m benchmarks.near_topics` prints what each level offers, rightly and needlessly).
NEAR = 0.05
MOST = 2


def near_topics(ranking: Mapping[str, float], intent: str, least: float = NEAR) -> list[str]:
    """Return the titles of the likeliest topics, at most two; ``intent`` was answered already."""
    titles = load_topics().titles
    near = [topic for topic, chance in ranking.items() if chance >= least and topic in titles]
    near = sorted((t for t in near if t != intent), key=lambda topic: -ranking[topic])
    return [titles[topic] for topic in near[:MOST]]
