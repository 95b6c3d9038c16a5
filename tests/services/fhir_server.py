"""A small FHIR server on loopback: takes transactions with conditional create and update."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from tests.unit.careteam.fhir.shape import faults

Json = dict[str, Any]


@dataclass
class FhirServer:
    """`stored`: resources by kind and identifier; each counts its versions in `meta`."""

    token: str = "a token"
    stored: dict[tuple[str, str], Json] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = outer.take(dict(self.headers.items()), body)
                answer = json.dumps({"resourceType": "Bundle", "type": "transaction-response"})
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer.encode())

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/r4"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def kind(self, kind: str) -> list[Json]:
        return [resource for (known, _), resource in self.stored.items() if known == kind]

    def take(self, headers: dict[str, str], body: bytes) -> int:
        """Store a transaction whole or not at all; return the status."""
        bundle = json.loads(body)
        if headers.get("Authorization") != f"Bearer {self.token}":
            return self._refuse(401, "token")
        if headers.get("Content-Type") != "application/fhir+json":
            return self._refuse(415, "media type")
        if bundle.get("type") != "transaction" or faults(bundle):
            return self._refuse(422, str(faults(bundle)))
        for entry in bundle["entry"]:
            kind, name = self._found_by(entry)
            if kind != entry["resource"]["resourceType"] or not self._is_own(entry, name):
                return self._refuse(400, "identifier")
        for entry in bundle["entry"]:
            self._store(entry)
        return 200

    def _found_by(self, entry: Json) -> tuple[str, str]:
        request = entry["request"]
        kind, _, query = request["url"].partition("?")
        (asked,) = parse_qs(query or request["ifNoneExist"])["identifier"]
        return kind, asked

    def _is_own(self, entry: Json, name: str) -> bool:
        own = entry["resource"]["identifier"][0]
        return bool(name == f"{own['system']}|{own['value']}")

    def _store(self, entry: Json) -> None:
        found = self._found_by(entry)
        before = self.stored.get(found)
        if before is None or entry["request"]["method"] == "PUT":
            version = before["meta"]["versionId"] + 1 if before else 1
            self.stored[found] = {**entry["resource"], "meta": {"versionId": version}}

    def _refuse(self, status: int, why: str) -> int:
        self.refused.append(why)
        return status
