"""GRD-12: a text about medicines as a cause says not to change one without asking the doctor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.checks.content import Content
from bot.checks.fault import Fault
from bot.checks.patterns import pattern
from bot.checks.samples import as_said_to

# C2.7 is left out: nobody is treated with levamisole.
DRUG = re.compile(r"C2\.[1-6]")
DO_NOT_STOP = pattern("not stop ... ask ... doctor first")


def faults(content: Content) -> Iterator[Fault]:
    """Yield texts that name prescribed medicines as causes without the line on stopping them."""
    for text in content.responses:
        drugs = [fact for fact in text.facts if DRUG.fullmatch(fact)]
        if drugs and not DO_NOT_STOP.search(as_said_to("self", text.words)):
            yield Fault(
                text.where,
                "names medicines as causes; add 'Do not stop or change a medicine on your own."
                " Ask your doctor first.' with {your_doctor}.",
            )
