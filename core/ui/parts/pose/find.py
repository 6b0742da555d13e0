"""The skeletons of the people in a photo: 33 points each, what hides, and the angles."""

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.pose import infer, report
from core.pose.body import ANGLES
from core.pose.film import seen_angles
from core.pose.infer import Body
from core.ui import inputs, panels, shell
from core.ui.components.pose.skeleton import skeleton
from core.ui.parts.pose import copy_pose, people


def draw(say: Words) -> None:
    """Draw the part."""
    if not people.here():
        people.missing(say)
        copy_pose.by_hand(say)
        return
    show(say, people.choose_picture(say))
    panels.model_card(say, people.here()[0])


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw the skeletons in a photo, what is to be thought of them, and their numbers."""
    stage, side = panels.stage_and_controls()
    with side:
        model = people.choose_model(say)
        inputs.add_pictures(say)
        st.caption(say("faint"))
    found, rgb = people.found(picture.key, model, picture, say), picture.rgb()
    with stage:
        skeleton(rgb, found.bodies, people.names(say), say.table("skeleton"), "skeleton")
        panels.verdict(verdict(say, found, rgb))
        st.caption(say("limits"))
    if found.bodies:
        numbers(say, found.bodies, people.wh_of(rgb))


def verdict(say: Words, found: people.Found, rgb: np.ndarray) -> str:
    """Return what was found, and how far it is to be believed."""
    wh, n = people.wh_of(rgb), len(found.bodies)
    boxes = len(found.boxes) if found.boxes is not None else 0
    if not n:
        return say("none_boxes", n=boxes) if boxes else say("none")
    numbers = 2 * sum(map(report.known, found.bodies))
    said = [say("found_one" if n == 1 else "found", n=n, numbers=numbers, pixels=f"{wh[0] * wh[1]:,}")]
    for i, body in enumerate(found.bodies, 1):
        seen, opinion = int(report.seen(body, wh).sum()), report.opinion(body, wh, found.boxes)
        facts = {"seen": seen, "all": report.known(body), "sure": theme.percent(body.score)}
        said.append(say(f"opinion_{opinion}", person=i, **facts))
    if boxes > n and n < infer.MOST:
        said.append(say("more_boxes", n=boxes - n))
    return " ".join(said)


def numbers(say: Words, bodies: tuple[Body, ...], wh: tuple[int, int]) -> None:
    """Draw the angles of all people, and offer the points as a file."""
    rows = [
        {say("column.person"): i}
        | {say(f"angles.{name}"): f"{angles[name]:.0f}°" if name in angles else "–" for name in ANGLES}
        for i, angles in enumerate((seen_angles(body, wh) for body in bodies), 1)
    ]
    st.markdown(f"**{say('angles_title')}**")
    st.dataframe(rows, hide_index=True)
    st.caption(say("angles_about"))
    header = [say("column.person"), say("column.point"), "x", "y", say("column.visibility")]
    table = to_csv(header, report.rows(bodies, people.names(say)))
    panels.download(say, "download_csv", table, "pose.csv", "text/csv")
