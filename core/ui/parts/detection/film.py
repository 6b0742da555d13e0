"""A video, frame by frame: what the detector finds in each, and how many things there are over time."""

from functools import partial

from core.detection import doubt, figures, infer
from core.detection import film as detected
from core.i18n.catalog import Words
from core.media import images
from core.ui import films, panels, queue
from core.ui.parts.detection import choose_picture, predictions, thresholds


def draw(say: Words) -> None:
    """Draw the part. What takes long is no fragment: a click inside one would not stop it."""
    picture = choose_picture(say)
    stage, side = panels.stage_and_controls()
    with side:
        model = predictions.choose_model(say)
        data, mine = films.choose(say, "film", picture)
    asked = (model, *thresholds.kept())

    def called(found: infer.Detections) -> list[str]:
        return doubt.called(map(say.thing, found.labels), found.scores, model)

    part = films.Part(
        "film",
        say("film.first_alt"),
        detected.MOST_LOOKS,
        # Each frame waits for its turn, as everybody's pictures do.
        lambda data, facts, writer: detected.annotate(
            data, facts, lambda rgb: queue.ask(say, infer.detect, rgb, *asked), called, writer
        ),
    )
    with stage:
        films.show(say, part, data, (images.fingerprint(data), *asked), mine, partial(result, say, model))
        thresholds.tell_doubt(say, model)


def result(say: Words, model: str, done: films.Film) -> None:
    """Tell how many things the video shows, and draw it over time; what no frame is sure of is in doubt."""
    series = detected.over_time(done.found)
    best = [max(f.scores[i] for f in done.found for i, a in enumerate(f.labels) if a == b) for b in series]
    counts = dict(zip(doubt.called(map(say.thing, series), best, model), series.values(), strict=True))
    most = ", ".join(f"{name} {int(series.max())}" for name, series in counts.items())
    facts = {"frames": len(done.times), "seconds": f"{done.times[-1]:.1f}", "most": most}
    panels.verdict(say("film.verdict" if counts else "film.verdict_none", **facts))
    if counts:
        chart = figures.over_time(done.times, counts, say("video.time"), say("film.count"))
        panels.chart(chart, say("film.chart_alt", facts=most), "film_chart")
