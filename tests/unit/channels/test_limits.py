"""How much may be asked for, counted with a clock that the tests move."""

from __future__ import annotations

from bot.website_channel import limits
from bot.website_channel.buckets import Buckets, Rate
from bot.website_channel.limits import Limits


class Clock:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_a_bucket_gives_a_burst_and_then_so_many_a_second() -> None:
    buckets = Buckets(Rate(burst=2, per_second=0.5))
    assert [buckets.take("anna", 0) for _ in range(3)] == [0.0, 0.0, 2.0]
    assert buckets.take("anna", 1) == 1.0
    assert buckets.take("anna", 2) == 0.0
    assert buckets.take("anna", 1_000) == 0.0


def test_one_name_takes_nothing_from_another() -> None:
    buckets = Buckets(Rate(burst=1, per_second=1))
    assert buckets.take("anna", 0) == 0.0
    assert buckets.take("berta", 0) == 0.0
    assert buckets.take("anna", 0) > 0


def test_only_so_many_names_are_remembered() -> None:
    buckets = Buckets(Rate(burst=1, per_second=0.001), most_names=2)
    for name in ("anna", "berta", "carla"):
        buckets.take(name, 0)
    assert buckets.wait("carla", 0) > 0
    assert buckets.wait("anna", 0) == 0.0


def test_a_message_over_one_limit_is_not_counted_on_the_other() -> None:
    clock = Clock()
    found = Limits(clock)
    burst = int(limits.MESSAGES_OF_CONVERSATION.burst)
    assert [found.message("one", "home") for _ in range(burst)] == [0.0] * burst
    for _ in range(1_000):
        assert found.message("one", "home") > 0
    assert found.message("other", "home") == 0.0


def test_a_crowded_address_holds_messages_back_and_still_has_them_looked_at() -> None:
    found = Limits(Clock())
    burst = int(limits.MESSAGES_OF_ADDRESS.burst)
    waits = [found.message(f"conversation {number}", "home") for number in range(burst)]
    assert waits == [0.0] * burst
    # A report is among what is looked at, and taken (bot/website_channel/service.py).
    assert found.message("somebody else's", "home") > 0
    assert found.may_look("home")
    assert found.message("conversation 1", "elsewhere") == 0.0


def test_looking_at_what_is_over_the_limit_is_limited_too() -> None:
    found = Limits(Clock())
    looks = [found.may_look("home") for _ in range(100)]
    assert looks.count(True) == limits.LOOKS_OF_ADDRESS.burst
    others = [found.may_look(f"address {number}") for number in range(100)]
    assert looks.count(True) + others.count(True) == limits.LOOKS_OF_ALL.burst
