"""A video, frame by frame: the skeleton that follows the person, and how an angle goes."""

from functools import partial

import numpy as np

from core.i18n.catalog import Words
from core.media import images
from core.pose import figures, infer
from core.pose import film as filmed
from core.ui import films, panels, queue
from core.ui.parts.pose import people


def draw(say: Words) -> None:
    """Draw the part. What takes long is no fragment: a click inside one would not stop it."""
    picture = people.choose_picture(say, "astronaut")
    if infer.MODEL not in people.here():
        people.missing(say, picture)
        return
    stage, side = panels.stage_and_controls()
    with side:
        data, mine = films.choose(say, "pose_film", picture)
    part = films.Part(
        "pose_film",
        say("film.first_alt"),
        filmed.MOST_LOOKS,
        # Each frame waits for its turn, as everybody's pictures do.
        lambda data, facts, writer: filmed.annotate(
            data, facts, lambda rgb: queue.ask(say, infer.find, rgb), writer
        ),
    )
    with stage:
        films.show(say, part, data, (images.fingerprint(data),), mine, partial(result, say, mine))


def result(say: Words, mine: bool, done: films.Film) -> None:
    """Tell in how many frames somebody was found, and draw how one angle goes."""
    angles = [seen.angles for seen in done.found]
    joint = filmed.steadiest(angles)
    degrees = np.array([frame.get(joint, np.nan) for frame in angles])
    if joint is None:
        panels.verdict(people_found(say, done))
        return
    low, high = np.nanmin(degrees), np.nanmax(degrees)
    facts = {"name": say(f"angles.{joint}"), "low": f"{low:.0f}", "high": f"{high:.0f}"}
    panels.verdict(f"{people_found(say, done)} {say('film.moved' if mine else 'film.still', **facts)}")
    chart = figures.over_time(done.times, degrees, say("video.time"), say("film.degrees", name=facts["name"]))
    panels.chart(chart, say("film.chart_alt", **facts), "pose_film_chart")


def people_found(say: Words, done: films.Film) -> str:
    """Return in how many frames somebody was found."""
    counts = [seen.people for seen in done.found]
    if not any(counts):
        return say("film.verdict_none", frames=len(counts))
    return say("film.verdict", frames=len(counts), found=sum(map(bool, counts)), most=max(counts))
