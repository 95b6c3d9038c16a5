"""Holds what is understood against labelled sentences: `python -m bot evaluate FILE …`.

What a file of labelled sentences looks like stands in `labels`, when a sentence counts as
understood in `judged`, what is reported in `rows`, `signs`, `confusion`, `calibration`, `timing`
and `wrong`; `evaluation` gathers it.
"""

from bot.evaluation.judged import Judged, judge, share
from bot.evaluation.labels import LabelsError, read_labels
from bot.evaluation.text import report

__all__ = ["Judged", "LabelsError", "judge", "read_labels", "report", "share"]
