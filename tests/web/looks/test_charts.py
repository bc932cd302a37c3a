"""Where the parts of a chart are drawn follows from its numbers alone."""

from decimal import Decimal

from web.charts import Bars, Item, drawn


def chart(*items: Item) -> Bars:
    return Bars("Utfall", "Hur det gick.", "procent", items)


def test_the_longest_value_or_goal_fills_the_width() -> None:
    half, whole = drawn(chart(("A", 40, None), ("B", 20, 80))).bars
    assert (half.length, half.goal) == (50.0, None)
    assert (whole.length, whole.goal) == (25.0, 100.0)


def test_what_is_missing_has_no_length() -> None:
    (bar,) = drawn(chart(("A", None, Decimal("2.5")))).bars
    assert (bar.length, bar.goal, bar.value) == (0.0, 100.0, None)


def test_nothing_to_measure_against_draws_no_length() -> None:
    (bar,) = drawn(chart(("A", 0, 0))).bars
    assert (bar.length, bar.goal) == (0.0, 0.0)


def test_what_is_below_nothing_does_not_reach() -> None:
    below, above = drawn(chart(("A", -5, None), ("B", 5, None))).bars
    assert (below.length, above.length) == (0.0, 100.0)


def test_a_long_label_takes_more_lines_and_pushes_the_next_bar_down() -> None:
    short = drawn(chart(("A", 1, None), ("B", 1, None)))
    long = drawn(chart(("Utbildningar i företagande för hela länet", 1, None), ("B", 1, None)))
    assert [text for _y, text in long.bars[0].lines] == [
        "Utbildningar i företagande för",
        "hela länet",
    ]
    assert long.bars[1].top == short.bars[1].top + 18
    assert long.height == short.height + 18


def test_a_chart_without_items_has_no_height() -> None:
    assert drawn(chart()).height == 0


def test_charts_with_other_titles_have_other_identities() -> None:
    one, other = Bars("A", "", "st", ()), Bars("B", "", "st", ())
    assert drawn(one).id != drawn(other).id
    assert drawn(one).id == drawn(one).id
