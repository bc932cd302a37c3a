"""The listener of the scan hears what the program would fetch, and not the tool itself."""

import requests

from tests.scan.listener import listening


def test_what_is_fetched_is_heard_but_not_what_the_tool_asks_for() -> None:
    with listening() as listener:
        requests.get(f"{listener.address}ssrf/abc/1/", timeout=10)
        answer = requests.get(f"{listener.address}get_ssrf.php?session_id=abc", timeout=10)
    assert listener.asked == ["/ssrf/abc/1/"]
    assert answer.json() == {}
