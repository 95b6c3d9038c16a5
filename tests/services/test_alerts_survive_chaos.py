"""A short run of `benchmarks.chaos` on both kinds of database; to repeat one, give it its seed:

python -m benchmarks.chaos --alerts 150 --seconds 5 --pause 1.5 --database KIND --seed SEED
"""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from benchmarks.chaos.run import Size, run

SIZE = Size(alerts=150, workers=3, seconds=5, pause=1.5)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_under_random_faults_no_alert_is_lost_doubled_or_acknowledged_by_nobody(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = secrets.randbelow(2**32)
    tally = run(kind, SIZE, seed, tmp_path)
    with capsys.disabled():
        print(f"\n{kind}, --seed {seed}: {sum(tally.faults.values())} faults besides receivers'")
    assert tally.holds, f"--seed {seed}\n{tally}"
    assert tally.numbers["reports accepted"] == 165
    assert tally.numbers["alerts delivered at least once"] > 0
    assert tally.faults
