"""The widgets, each on the same clinic's page as its own guide embeds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.widgets.install import installed
from bot.pages.front import integrity

BUILT = Path(__file__).resolve().parents[2] / ".cache" / "website"
HOST = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Oak Street Clinic</title>
<link rel="icon" href="data:,">
{head}
</head>
<body>
<main><h1>Oak Street Clinic</h1><p>Call 555-0100 with any question.</p>
{body}
</main>
</body>
</html>
"""
WEBCHAT_START = """
const listen = (values) => ({
  subscribe(observer) {
    const next = typeof observer === "function" ? observer : (value) => observer.next?.(value);
    values.forEach((value) => setTimeout(() => next(value), 0));
    return { unsubscribe() {} };
  },
});
window.WebChat.renderWebChat({
  directLine: {
    activity$: listen([]),
    connectionStatus$: listen([0, 1, 2]),
    postActivity: () => listen(["1"]),
    getSessionId: () => listen(["1"]),
    end() {},
  },
}, document.getElementById("webchat"));
"""


@dataclass(frozen=True)
class Contender:
    """A widget.

    Attributes:
        name: as the table has it.
        page: the host page.
        files: what it loads, by path.
        opener: what is pressed to open it; None: it stands open on the page.
        frame: the frame that its field is in; None: the page itself.
        field: where people type.
    """

    name: str
    page: str
    files: Mapping[str, bytes]
    field: str
    opener: str | None = None
    frame: str | None = None


def contenders() -> list[Contender]:
    """Return the widgets, ours first. Raises SystemExit where one is missing."""
    framed = nia()
    return [framed, on_its_own_page(framed), deep_chat(), webchat()]


def nia() -> Contender:
    """Nia's, framed, as docs/embedding.md has it."""
    digest = integrity()
    if digest is None:
        raise SystemExit("The widget is not built: run make setup.")
    tag = (
        f'<script src="/website/embed.js" integrity="{digest}" crossorigin="anonymous" '
        'data-phone="555-0100" data-name="Oak Street Clinic" defer></script>'
    )
    chat = (BUILT / "chat.html").read_text(encoding="utf-8").replace("NIA_SETTINGS", "{}")
    assets = {f"/website/assets/{one.name}": one.read_bytes() for one in BUILT.glob("assets/*")}
    files = {"/website/embed.js": (BUILT / "embed.js").read_bytes(), "/chat": chat.encode()}
    return Contender(
        "Nia",
        HOST.format(head=tag, body=""),
        {**files, **assets},
        field="textarea",
        opener="nia-chat button.open",
        frame="nia-chat iframe",
    )


def on_its_own_page(framed: Contender) -> Contender:
    """Nia's at /chat, without a host page, open from the start as the others are."""
    return Contender(
        "Nia, on its own page",
        framed.files["/chat"].decode(),
        {path: body for path, body in framed.files.items() if path.startswith("/website/assets/")},
        field=framed.field,
    )


def deep_chat() -> Contender:
    """deep-chat, answering by itself as in its demonstrations."""
    return Contender(
        "deep-chat 2.4.2",
        HOST.format(
            head='<script type="module" src="/deep-chat.js"></script>',
            body='<deep-chat demo="true"></deep-chat>',
        ),
        {"/deep-chat.js": (installed() / "deep-chat.js").read_bytes()},
        field="deep-chat #text-input",
    )


def webchat() -> Contender:
    """botframework-webchat, the smallest of its bundles, on a connection that is there at once."""
    return Contender(
        "webchat 4.18.1 (minimal)",
        HOST.format(
            head='<script src="/webchat.js" defer></script><script src="/start.js" defer></script>',
            body='<div id="webchat"></div>',
        ),
        {
            "/webchat.js": (installed() / "webchat.js").read_bytes(),
            "/start.js": WEBCHAT_START.encode(),
        },
        field="#webchat input[type=text], #webchat textarea",
    )
