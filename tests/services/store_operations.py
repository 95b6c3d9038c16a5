"""The operations of the store, one after the other, in a process where what is old is an error."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import RemovedIn20Warning

from careteam import adoption, feedback, missed, removal, revival, synthetic
from careteam.alerts import raise_alert
from careteam.backlog import deliver_all
from careteam.escalator import Escalator
from careteam.follow_up import FollowUp
from careteam.handling import acknowledge, reopen, resolve, words_seen
from careteam.health import health_of
from careteam.heartbeat import beat
from careteam.inbox import ack_link, live, users
from careteam.inbox.openid.accounts import account_of
from careteam.inbox.openid.identity import Identity
from careteam.plan import Plan
from careteam.records import find_alert, latest_of_conversation
from careteam.remarks import Remark, add_remark
from careteam.routes import Attempt, Handled, Notice, Result
from careteam.schema import alerts
from careteam.service import CareTeam
from careteam.shredding import shred
from careteam.store import Store
from careteam.words_shown import record_shown
from tests.services.inbox.site import KEY, Site
from tests.services.reports import NOON, report

LATER = NOON + timedelta(days=40)


class Desk:
    """A route that refuses once, takes everything after, and is told what people do."""

    name = "desk"

    def __init__(self) -> None:
        self.sent = 0
        self.followed: list[Handled] = []

    def send(self, notice: Notice, seconds: float) -> Attempt:
        self.sent += 1
        return Attempt(Result.REFUSED if self.sent == 1 else Result.SENT)

    def follow(self, notice: Notice, handled: Handled, seconds: float) -> Attempt:
        self.followed.append(handled)
        return Attempt(Result.SENT)


def is_told_what_is_old() -> None:
    """An old construct is an error here; without that, the rest would show nothing."""
    try:
        select([alerts.c.id])
    except RemovedIn20Warning:
        return
    raise AssertionError("old constructs pass unseen")


def alerts_are_written_delivered_and_handled(store: Store) -> str:
    desk = Desk()
    team = CareTeam(store, [desk])
    first = team.report(report("m1"), 60)
    alert_id = str(first.alert_id)
    assert first.state.value == "failed"
    assert adoption.adopt(store, ("desk",)) == 0
    assert revival.revive(store) == 1
    assert deliver_all(store, list(team.routes.values())) == 1
    assert team.report(report("m2", signs=("chills",)), 60).added
    assert {row.status for row in find_alert(store, alert_id).deliveries} == {"sent"}
    add_remark(store, Remark("c1", "m3", NOON, "call 555-0199", "contact", "555-0199"))
    assert record_shown(store, "c1", "m1", ["Call now."], NOON)
    Escalator(store, Plan.of(("desk",))).run()
    beat(store, "worker")
    health_of(team)
    acknowledge(store, alert_id, "ann")
    FollowUp(team).once()
    assert "acknowledged" in desk.followed
    resolve(store, alert_id, "ann", "called her")
    reopen(store, alert_id, "ann")
    found = latest_of_conversation(store, "c1")
    assert found is not None
    assert found.state.status == "open"
    missed.record_missed(store, missed.Missed("words", "nobody read it"), "ann")
    synthetic.by_hand(team)
    feedback.give(store, feedback.Feedback(True, ("ask_causes",), "rest"), NOON)
    assert len(feedback.summary(store)) == 1
    return alert_id


def the_inbox_asks(store: Store, alert_id: str) -> None:
    site = Site(store)
    ann = site.person("ann", "administers")
    site.browser().log_in("ann", "wrong")
    listed = "/?show=all&q=fever&from=2020-01-01&to=2099-12-31"
    for page in (listed, "/rows", f"/alerts/{alert_id}", "/missed", "/people", "/audit"):
        assert ann.client.get(page, headers={"Nia-Live": "1"}).status_code == 200, page
    for page in ("/export.csv", "/health/ready", "/metrics"):
        assert ann.get(page).status_code in {200, 503}, page
    assert alert_id in ann.get(listed).text
    sent = ann.send(f"/alerts/{alert_id}/note", f"/alerts/{alert_id}", text="called")
    assert sent.status_code == 303
    assert ann.send("/people", "/people", name="eve", role="sees").status_code < 400
    assert alert_id in live.standing(store).waiting
    link = ack_link.make(KEY, "", alert_id, "desk", NOON).removeprefix("/ack/")
    seen = words_seen(find_alert(store, alert_id).state)
    assert ack_link.use(store, KEY, link, seen, NOON).status == "acknowledged"
    account_of(store, Identity("https://login.example.org", "7", "joe@a.example"), "sees", NOON)
    assert len(users.everybody(store)) == 3
    assert ann.send("/logout", "/").status_code == 303


def what_is_old_goes(store: Store) -> None:
    old = raise_alert(store, report(conversation_id="old"), ("desk",), NOON).alert_id
    resolve(store, old, "ann", "called", NOON)
    gone = removal.remove_resolved(store, LATER - timedelta(days=30), "ann", LATER)
    assert old in {one.alert_id for one in gone}
    assert removal.remove_conversation(store, "c1", "ann", even_open=True)
    assert removal.removals(store)
    shred(store)


def run(url: str) -> None:
    """Do all of it on a fresh database."""
    is_told_what_is_old()
    store = Store(url)
    alert_id = alerts_are_written_delivered_and_handled(store)
    the_inbox_asks(store, alert_id)
    what_is_old_goes(store)
    store.engine.dispose()
    print("all of it")
