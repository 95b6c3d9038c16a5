"""Opens a widget as a person does."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from benchmarks.widgets.contenders import Contender

PATIENCE_MS = 30_000


def opened(page: Page, contender: Contender, patience: float = PATIENCE_MS) -> Locator:
    """Open the widget and return its field."""
    if contender.opener:
        page.locator(contender.opener).click(timeout=patience)
    within = page.frame_locator(contender.frame) if contender.frame else page
    field = within.locator(contender.field).first
    field.wait_for(state="visible", timeout=patience)
    return field
