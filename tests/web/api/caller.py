"""A program that calls the API with a token."""

from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


@dataclass(frozen=True)
class Caller:
    """Asks under ``/api/v1`` and gives the answer's JSON."""

    http: FlaskClient
    token: str

    def ask(self, method: str, path: str, body: object = None, key: str = "") -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}"}
        if key:
            headers["Idempotency-Key"] = key
        return self.http.open(f"/api/v1{path}", method=method, json=body, headers=headers)

    def get(self, path: str) -> Any:  # noqa: ANN401  # JSON of any shape
        answer = self.ask("GET", path)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.json

    def taken(self, path: str, body: object = None) -> Any:  # noqa: ANN401  # JSON of any shape
        """What a step that was taken answers."""
        answer = self.post(path, body)
        assert answer.status_code in {200, 201}, answer.get_data(as_text=True)
        return answer.json

    def post(self, path: str, body: object = None, key: str = "") -> TestResponse:
        return self.ask("POST", path, {} if body is None else body, key)
