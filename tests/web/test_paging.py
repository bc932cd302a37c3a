"""Paging: which rows a page shows, and the pages beside it."""

import pytest

from web.paging import Paging


@pytest.mark.parametrize(
    ("paging", "rows", "near"),
    [
        (Paging(1, 0), (0, 0), (1,)),
        (Paging(2, 53), (51, 53), (1, 2)),
        (Paging(4, 500), (151, 200), (1, None, 3, 4, 5, None, 10)),
        (Paging(1, 1000, is_more=True, goes_on=True), (1, 50), (1, 2, None, 20)),
        (Paging(20, 1000, is_more=True, goes_on=True), (951, 1000), (1, None, 19, 20, 21)),
        (Paging(22, 1000, is_more=True, shown=10), (1051, 1060), (1, None, 21, 22)),
    ],
)
def test_a_page_knows_its_rows_and_its_neighbours(
    paging: Paging, rows: tuple[int, int], near: tuple[int | None, ...]
) -> None:
    assert (paging.first, paging.last) == rows
    assert paging.near == near
