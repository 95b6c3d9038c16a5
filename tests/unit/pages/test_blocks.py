"""A text as the blocks of a page."""

from bot.pages.blocks import Block, Span, blocks, spans


def test_lines_that_begin_with_a_dash_are_one_list() -> None:
    assert blocks("Some are:\n- lupus\n- sepsis\nAsk me.") == [
        Block(False, ("Some are:",)),
        Block(True, ("lupus", "sepsis")),
        Block(False, ("Ask me.",)),
    ]


def test_known_numbers_and_web_addresses_are_links_and_nothing_else_is() -> None:
    line = "Call 555-0100, or see https://clinic.example/privacy. Not 555-01001 or javascript:x."
    assert list(spans(line, ["555-0100"])) == [
        Span("Call "),
        Span("555-0100", "tel:5550100"),
        Span(", or see "),
        Span("https://clinic.example/privacy", "https://clinic.example/privacy"),
        Span(". Not 555-01001 or javascript:x."),
    ]


def test_a_line_without_numbers_to_look_for_stays_as_it_is() -> None:
    assert list(spans("Call 555-0100.", [])) == [Span("Call 555-0100.")]
