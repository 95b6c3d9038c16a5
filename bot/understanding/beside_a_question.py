"""What is said beside a question, judged as if it stood alone: a question hides no report.

"What is lupus? I have chest pain" is about lupus for most of its words. The statements of such a
message get a verdict of their own, which counts where it is the more urgent one (DET-1).
"""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from bot.understanding.case import ALERTING, OPEN, Route
from bot.understanding.findings import Assertion
from bot.understanding.verdict import Verdict

NAMED = 0.4  # from this chance on, where the words name what the alert is for
UNNAMED = 0.8  # ... and from this on, where the classifier alone sees it
HINTED = 0.03  # the whole message gives an alert this chance: then no words need to name it
IN_ONE_GO = 0.5  # from this chance on, where not all that is said is judged, but what is in one go
TORN = 0.7  # ... or one sentence of it, where nothing in the message takes a sign away
TAKEN_AWAY = frozenset({Assertion.ABSENT, Assertion.PAST, Assertion.OTHER, Assertion.HYPOTHETICAL})
_KINDS: dict[str, tuple[str, ...]] = {
    "escalate": ("sign", "emergency"),
    "emergency": ("emergency",),
    "crisis": ("crisis",),
}
_URGENCY: tuple[Route, ...] = get_args(Route)


def more_urgent(whole: Verdict, beside: Verdict) -> Verdict:
    """Return the verdict on the message, given that on its statements alone.

    A question often sets the scene first ("I start on Monday. What should I watch for?"), so
    what is more urgent only without its question needs to be surer than a whole message; not where
    the whole is in doubt already and words name it. What the classifier alone sees needs less where
    the whole hints at it, too: out of its context "I am 81" can sound like anything.
    """
    if _URGENCY.index(beside.route) <= _URGENCY.index(whole.route):
        return whole
    reason = f"beside a question: {beside.reason}"
    if beside.route in ALERTING:
        chance = 1.0 if beside.chance is None else beside.chance
        is_named = _names(beside)
        is_likely = is_named or (whole.chance or 0.0) >= HINTED
        if chance >= (NAMED if is_likely else UNNAMED) or (is_named and whole.route == "ask"):
            return replace(beside, reason=reason)
        if whole.route == "none" and chance >= NAMED:
            return replace(
                beside, route="ask", intent="report_unclear", severity=None, reason=reason
            )
    return whole


def of_a_passage(whole: Verdict, passage: Verdict, *, torn: bool) -> Verdict:
    """Return the verdict on a message that raises no alert, given that on a passage of it.

    Between two questions, or before what leads up to one, a report is heard for itself. One
    sentence torn from its neighbours may have been theirs to correct ("He has a fever. I am the
    one on chemo."): it counts where no word of the message takes anything away.
    """
    chance = 1.0 if passage.chance is None else passage.chance
    taken_away = any(finding.assertion in TAKEN_AWAY for finding in whole.findings)
    if passage.route not in ALERTING or chance < (TORN if torn else IN_ONE_GO):
        return whole
    if torn and taken_away:
        return whole
    return replace(passage, reason=f"beside a question: {passage.reason}")


def _names(beside: Verdict) -> bool:
    """Say whether the words, or a reading, name what the alert is for."""
    kinds = _KINDS[beside.route]
    return "fever" in beside.signs or any(
        finding.kind in kinds and finding.assertion in OPEN for finding in beside.findings
    )
