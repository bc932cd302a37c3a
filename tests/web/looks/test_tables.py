"""The head of its column on every cell, which narrow screens show beside what the cell holds."""

from markupsafe import Markup

from web.tables import headed


def test_each_cell_has_the_head_of_its_column() -> None:
    rows = Markup('<tr><th scope="row">Anmäla</th><td class="day">2026-12-10</td></tr>')
    assert headed(rows, ["Att göra", {"text": "Senast"}]) == (
        '<tr><th data-head="Att göra" scope="row">Anmäla</th>'
        '<td data-head="Senast" class="day">2026-12-10</td></tr>'
    )


def test_every_row_begins_with_the_first_column() -> None:
    rows = Markup("<tr><td>1</td><td>2</td></tr><tr><td>3</td></tr>")
    assert headed(rows, ["A", "B"]).count('data-head="A"') == 2


def test_a_cell_with_nothing_in_it_has_no_head_to_show() -> None:
    assert headed(Markup("<tr><td>1</td><td>\n </td></tr>"), ["A", "B"]).count("data-head") == 1


def test_a_head_is_text_and_never_markup() -> None:
    made = headed(Markup("<tr><td>1</td></tr>"), ['Mål "2" <b>'])
    assert 'data-head="Mål &#34;2&#34; &lt;b&gt;"' in made


def test_what_the_cells_hold_is_left_as_it_is() -> None:
    rows = Markup("<tr><td>&lt;td&gt; <a href='/'>x</a></td></tr>")
    assert "&lt;td&gt; <a href='/'>x</a></td></tr>" in headed(rows, ["A"])
