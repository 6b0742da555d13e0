"""Data with x and y: a price to predict, a kind to predict, and what may be computed with a variable."""

import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.learning import houses, variables
from core.ui import controls, panels, shell
from core.ui.components.learning.house_line import house_line
from core.ui.components.learning.spam_border import spam_border

VIEWS = ("houses", "spam", "kinds")
LINE, BORDER = houses.write(houses.START), str(houses.BORDER)


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        view = controls.choice(
            st.radio,
            say("variable_view"),
            VIEWS,
            "variable_view",
            "houses",
            lambda v: say(f"variable_views.{v}"),
        )
        st.caption(say(f"variable_about.{view}"))
    with stage:
        {"houses": draw_houses, "spam": draw_spam, "kinds": draw_kinds}[view](say)


def draw_houses(say: Words) -> None:
    """Draw the line through the houses."""
    line = houses.read(controls.kept("house_line", LINE))
    take = controls.follow("house_line", "houses", "line", LINE)
    house_line(line, say.table("houses"), "houses", take)
    missed, least = houses.missed(line), houses.missed(houses.best())
    facts = {
        "slope": theme.number(line[0], 3),
        "intercept": theme.number(line[1], 1),
        "missed": theme.number(missed),
        "least": theme.number(least),
        "more": theme.number(10 * line[0]),
    }
    panels.verdict(say("verdict_line_best" if missed < 1.02 * least else "verdict_line", **facts))


def draw_spam(say: Words) -> None:
    """Draw the border between messages."""
    border = houses.read_border(controls.kept("spam_border", BORDER))
    take = controls.follow("spam_border", "spam", "border", BORDER)
    spam_border(border, say.table("spam"), "spam", take)
    found = houses.spam(border)
    wrong = found.alarms + found.missed
    least = min(other.alarms + other.missed for other in map(houses.spam, range(max(houses.MARKS) + 1)))
    facts = {"alarms": found.alarms, "missed": found.missed, "wrong": wrong, "least": least}
    panels.verdict(say("verdict_spam_best" if wrong == least else "verdict_spam", **facts))


def draw_kinds(say: Words) -> None:
    """Draw the table of houses and one thing computed with one of its columns."""
    names = tuple(variables.COLUMNS)
    table = {say(f"columns.{name}"): variables.COLUMNS[name].values for name in names}
    st.dataframe(table, hide_index=True, width="stretch")
    name = controls.choice(
        st.segmented_control, say("column"), names, "column", "district", lambda c: say(f"columns.{c}")
    )
    operation = controls.choice(
        st.segmented_control,
        say("operation"),
        variables.OPERATIONS,
        "operation",
        "mean",
        lambda o: say(f"operations.{o}"),
    )
    column = variables.COLUMNS[name]
    sense = variables.makes_sense(column, operation)
    facts = {
        "column": say(f"columns.{name}"),
        "operation": say(f"operations.{operation}"),
        "result": f"{variables.compute(column, operation):.5g}".replace("-", "−"),
        "kind": say("continuous" if column.continuous else "categorical"),
        "why": say(f"why.{name}"),
    }
    panels.verdict(say("verdict_sense" if sense else "verdict_nonsense", **facts))
