"""The result of a scan as lines of text: role by tool, and what nobody has explained."""

from collections.abc import Iterable, Iterator, Sequence

from tests.scan.findings import Explanation, Finding, unexplained

LOG = "log"


def lines(
    asked: tuple[Sequence[str], Sequence[str]],
    found: Sequence[Finding],
    known: Sequence[Explanation],
) -> Iterator[str]:
    """A row for every role and tool that was asked for, then every finding that is left, once."""
    roles, tools = asked
    yield f"{'role':<15}{'tool':<15}{'findings':>9}{'explained':>11}{'left':>6}"
    for role in roles:
        for tool in (*tools, LOG):
            mine = {each for each in found if (each.role, each.tool) == (role, tool)}
            left = len(unexplained(mine, known))
            yield f"{role:<15}{tool:<15}{len(mine):>9}{len(mine) - left:>11}{left:>6}"
    yield from _left(unexplained(found, known))


def _left(found: Iterable[Finding]) -> Iterator[str]:
    whose: dict[tuple[str, str, str, str], list[str]] = {}
    for each in found:
        whose.setdefault((each.tool, each.kind, each.where, each.said), []).append(each.role)
    for (tool, kind, where, said), roles in sorted(whose.items()):
        yield f"\n{tool}: {kind}\n  {where} ({', '.join(roles)})\n  {said}"
