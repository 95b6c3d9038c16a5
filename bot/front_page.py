"""The page at `/`: what this is and how to reach it, until the website's widget is here."""

from __future__ import annotations

from datetime import datetime
from html import escape

from clinic.settings import Clinic

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nia - questions about neutropenia</title>
<style>
  :root {{ color-scheme: light dark; }}
  body {{ font: 1.125rem/1.6 system-ui, sans-serif; max-width: 38rem; margin: 0 auto;
          padding: 2rem 1rem; }}
  .call {{ border-left: .375rem solid #b3261e; padding: .25rem 1rem; font-weight: 600; }}
  pre {{ padding: 1rem; border: 1px solid; white-space: pre-wrap; overflow-wrap: anywhere; }}
</style>
<main>
<h1>Nia</h1>
<p>Nia is a computer program that answers questions about neutropenia, a low neutrophil count.
It is not a person, nobody watches it, and it is not for emergencies.</p>
<p class="call">{call}</p>
{reaching}
<p>The answers rest on Mayo Clinic patient information, last updated Nov 24, 2022.</p>
</main>
</html>
"""
IN_DEVELOPMENT = """<h2>How to reach it</h2>
<p>In a terminal, in Nia's folder: <code>make chat</code></p>
<p>From a program, with development settings:</p>
<pre><code>curl http://localhost:{port}/webhooks/rest/webhook \\
  -H 'Content-Type: application/json' \\
  -d '{{"sender": "me", "message": "what is neutropenia?"}}'</code></pre>"""


def front_page(clinic: Clinic, now: datetime, port: int | None = None) -> str:
    """The page as HTML, with the number to call at this hour (an aware time) where there is one.

    ``port`` is the server's own, for those who develop; patients are shown no commands.
    """
    number = escape(clinic.phone.to_call(now) or "")
    digits = "".join(one for one in number if one.isdigit() or one == "+")
    whom = f': <a href="tel:{digits}">{number}</a>' if number else ""
    call = f"If you have a fever or another sign of infection, call your doctor right away{whom}."
    reaching = IN_DEVELOPMENT.format(port=port) if port else ""
    return PAGE.format(call=call, reaching=reaching)
