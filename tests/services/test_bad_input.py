"""Whatever is sent, there is a clear answer, and nothing stops the next person's message."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.server import Nia, new_sender

CALL = "Please call your doctor right away"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\x00\x01\x02",
        "\U0001f912",
        "\U0001f927\U0001f927\U0001f927",
        "\u202eיש לי חום",  # noqa: RUF001
        "لدي سؤال",
        "我有一个问题",
        "<script>alert(1)</script>",
        "{call_doctor} {0} {}",
        "'; DROP TABLE messages; --",
        "/report_sign",
        "/restart",
        '/ask_causes{"cause": "x"}',
        "?" * 1_000,
        "no " * 300,
        "1" * 1_000,
        "(" * 1_000,
    ],
    ids=lambda text: repr(text[:20]),
)
def test_any_text_is_answered(nia: Nia, text: str) -> None:
    replies = nia.say(text)
    assert replies
    assert all(reply.strip() for reply in replies)
    assert not any("{" in reply or "<script" in reply for reply in replies)


def test_intent_text_raises_no_alert(nia: Nia) -> None:
    sender = new_sender()
    nia.say("/report_sign", sender)
    assert nia.alerts(sender) == []


@pytest.mark.parametrize("place", [0, 5_000, 19_000])
def test_a_sign_in_a_very_long_message_is_found(nia: Nia, place: int) -> None:
    filler = "the weather was nice and we went for a walk in the park with the dog. "
    text = (filler * 300)[:place] + " i have a fever of 39.1 and chills. " + filler * 300
    sender = new_sender()
    replies = nia.say(text, sender)
    assert replies[0].startswith(CALL)
    assert len(nia.alerts(sender)) == 1
    assert len(replies) > 1


def test_a_hundred_thousand_characters_are_answered(nia: Nia) -> None:
    assert nia.say("i have a fever " * 6_700)[0].startswith(CALL)


@pytest.mark.parametrize(
    ("request_body", "complaint"),
    [
        ({"data": b"{not json", "headers": {"Content-Type": "application/json"}}, "json"),
        ({"data": b""}, "json"),
        ({"json": []}, "object"),
        ({"json": {"sender": "anna"}}, "message"),
        ({"json": {"sender": "anna", "message": None}}, "message"),
        ({"json": {"sender": "anna", "message": 38.6}}, "message"),
        ({"json": {"sender": {"a": 1}, "message": "hello"}}, "sender"),
        ({"json": {"sender": "", "message": "hello"}}, "sender"),
        ({"json": {"sender": "a" * 300, "message": "hello"}}, "sender"),
    ],
    ids=str,
)
def test_a_wrong_body_is_refused_in_words(nia: Nia, request_body: dict, complaint: str) -> None:  # type: ignore[type-arg]
    answer = nia.post(**request_body)
    assert answer.status_code == 400
    assert complaint in answer.text.lower()


def test_people_without_a_sender_do_not_share_a_conversation(nia: Nia) -> None:
    for _ in range(2):
        assert nia.post(json={"message": "i have a fever"}).status_code == 200
    conversations = [alert["conversation_id"] for alert in nia.alerts()]
    assert "default" not in conversations
    assert len(conversations) == len(set(conversations))


def test_a_caller_chooses_neither_channel_nor_metadata(nia: Nia) -> None:
    sender = new_sender()
    nia.post(
        json={
            "sender": sender,
            "message": "i have a fever",
            "input_channel": "twilio",
            "metadata": {"late": True},
        }
    )
    (alert,) = nia.alerts(sender)
    assert (alert["channel"], alert["late"]) == ("rest", False)


def test_two_hundred_messages_at_once_are_all_answered(nia: Nia) -> None:
    texts = ["i have a fever of 39", "what is neutropenia?", "can lupus cause it?", "\x00"] * 50
    with ThreadPoolExecutor(max_workers=50) as pool:
        answers = list(pool.map(nia.say, texts))
    assert all(answers)
    assert all(answer[0].startswith(CALL) for answer in answers[0::4])


def test_what_people_write_is_in_no_log(nia: Nia) -> None:
    sender = new_sender()
    nia.say("my xylophone is red and i have a fever of 39.7", sender)
    nia.say("xylophone " * 5_000, sender)
    assert "xylophone" not in nia.log.read_text()
    assert sender not in nia.log.read_text()
