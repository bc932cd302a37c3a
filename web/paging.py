"""Paging: which rows of a list a page shows, and the pages beside it."""

from dataclasses import dataclass

PER_PAGE = 50
_LAST_PAGE = 1_000_000


@dataclass(frozen=True)
class Paging:
    """Page ``page`` (from 1) of a list of ``total`` rows.

    Where ``is_more`` there are more rows than are counted: this page shows ``shown`` of them, and
    ``goes_on`` says whether another follows.
    """

    page: int
    total: int
    per_page: int = PER_PAGE
    is_more: bool = False
    shown: int = PER_PAGE
    goes_on: bool = False

    @property
    def pages(self) -> int:
        counted = max(1, -(-self.total // self.per_page))
        return max(counted, self.page + self.goes_on) if self.is_more else counted

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.per_page

    @property
    def first(self) -> int:
        return self.offset + 1 if self.is_more else min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        if self.is_more:
            return self.offset + self.shown
        return min(self.offset + self.per_page, self.total)

    @property
    def near(self) -> tuple[int | None, ...]:
        """The pages to link to; ``None`` stands for those left out."""
        wanted = sorted({1, self.page - 1, self.page, self.page + 1, self.pages})
        found = [number for number in wanted if 1 <= number <= self.pages]
        near: list[int | None] = []
        for number in found:
            if near and number - (near[-1] or 0) > 1:
                near.append(None)
            near.append(number)
        return tuple(near)


def asked(text: str | None) -> int:
    """The page that an address asks for; anything that is no page is the first."""
    if text and text.isascii() and text.isdigit() and len(text) < 8:
        return min(max(int(text), 1), _LAST_PAGE)
    return 1
