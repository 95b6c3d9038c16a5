"""Alerts read for those who work through many: one damaged record must not silence the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from careteam.records import Recorded, read_alerts
from careteam.store import Store, StoreUnavailable


def read_each(
    store: Store, alert_ids: Sequence[str], pass_over: Callable[[str, Exception], None]
) -> list[Recorded]:
    """Return those of the alerts that are there and can be read.

    `pass_over`: told the id of each that cannot, and why.

    Raises:
        StoreUnavailable: if the database cannot be read.
    """
    try:
        with store.reading() as connection:
            return read_alerts(connection, among=list(alert_ids))
    except StoreUnavailable:
        raise
    except Exception as error:
        if len(alert_ids) > 1:
            return [one for each in alert_ids for one in read_each(store, [each], pass_over)]
        for alert_id in alert_ids:
            pass_over(alert_id, error)
        return []
