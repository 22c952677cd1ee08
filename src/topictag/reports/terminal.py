"""Results as plain text at a terminal."""

from collections import Counter
from collections.abc import Mapping

import click

from topictag.labelled.quotes import count_of
from topictag.model.parts import (
    ArticlesRecord,
    AuxiliaryRecord,
    FinalTestRecord,
    GroupRecord,
    HintsRecord,
    SearchRecord,
)
from topictag.reports.confusion import write_confusion
from topictag.reports.escapes import printable
from topictag.reports.figures import (
    MISSING,
    describe_articles,
    describe_task,
    leave_out_threshold,
    list_overall,
    list_tried,
    write_figure,
    write_interval,
    write_value,
)
from topictag.reports.table import format_table
from topictag.results.checking import CheckReport
from topictag.results.quality import Evaluation
from topictag.results.speed import Speed

_MAX_COLUMNS = 8  # chosen: with more topics, only --json shows pairs
_MAX_FINDINGS = 10  # chosen: findings of one check on a screen
_TOPIC_HEADING = ["topic", "support", "threshold", "precision", "recall", "F1", "95 % interval", "ECE", "Brier"]


def print_quality(quality: Evaluation, thresholds: Mapping[str, float]) -> None:
    """Print an evaluation with the threshold of each topic.

    Parameters
    ----------
    quality : Evaluation
    thresholds : mapping of str to float
        Topic to threshold.
    """
    how = f" Measured by {printable(quality.method)}." if quality.method else ""
    heading, rows = leave_out_threshold(quality, _TOPIC_HEADING, _topic_rows(quality, thresholds))
    topics = format_table(rows, heading)
    if not quality.n_examples:
        click.echo(f"0 examples, so the quality is unknown.\n\n{topics}")
        return
    overall = format_table(_overall_rows(quality), ["overall", "", "95 % interval"])
    if quality.task == "multi":
        unknown = f"; {count_of(quality.n_unknown, 'tag')} unknown" if quality.n_unknown else ""
        counts = f"{count_of(quality.n_examples, 'example')}, {quality.n_tagless} without a topic{unknown}."
        click.echo(f"{counts}{how}\n\n{topics}\n\n{overall}")
        return
    click.echo(f"{count_of(quality.n_examples, 'example')}. {describe_task(quality)}{how}\n\n{overall}\n\n{topics}")
    if quality.confusion:
        names = [own.topic for own in quality.topics]
        click.echo(f"\n{write_confusion(names, quality.confusion)}")


def print_group_quality(by_group: GroupRecord | None) -> None:
    """Print the figures for groups that were held out; nothing if none were."""
    if by_group is None:
        return
    name, quality = printable(by_group.name), by_group.quality
    rows = [*([own.topic, write_figure(own.f1.value), write_interval(own.f1)] for own in quality.topics)]
    table = format_table([*rows, *_overall_rows(quality)], ["", "F1", "95 % interval"])
    click.echo(
        f"\nOn a new {name}: whole groups held out, of {by_group.n_groups}. Thresholds and probabilities are those for "
        f"these.\n\n{table}"
    )


def print_test(test: FinalTestRecord | None) -> None:
    """Print the figures on the test; nothing if there is none."""
    if test is None:
        return
    rows = [
        [
            own.topic,
            str(own.support),
            write_figure(own.precision),
            write_figure(own.recall),
            write_figure(own.f1.value),
            write_interval(own.f1),
        ]
        for own in test.quality.topics
    ]
    topics = format_table(rows, ["topic", "support", "precision", "recall", "F1", "95 % interval"])
    overall = format_table(_overall_rows(test.quality), ["overall", "", "95 % interval"])
    click.echo(
        f"\nOn the test ({printable(test.how)}): "
        f"{count_of(test.data.n_examples, 'example')} that the model has not learnt from, "
        f"scored once with the finished model.\n\n{topics}\n\n{overall}"
    )


def print_auxiliary(auxiliary: AuxiliaryRecord | None) -> None:
    """Print the weight of the auxiliary examples; nothing if there are none."""
    if auxiliary:
        tried = auxiliary.mean_average_precision_by_weight.items()
        figures = ", ".join(f"{weight}: {figure:.3f}" for weight, figure in tried)
        chosen = f" (mean average precision by weight: {printable(figures)})" if figures else ""
        click.echo(f"\n{auxiliary.n_examples} auxiliary examples have the weight {auxiliary.weight:g}{chosen}.")


def print_hints(hints: HintsRecord | None) -> None:
    """Print which topics rest on hints alone; nothing if none does."""
    if hints and hints.uncalibrated:
        topics = ", ".join(map(printable, hints.uncalibrated))
        click.echo(
            f"\nNot calibrated, because there are no examples: {topics}. Hints alone decide; probabilities only rank "
            "texts. To calibrate: topictag calibrate MODEL SAMPLE --output CALIBRATED."
        )


def print_articles(articles: ArticlesRecord | None) -> None:
    """Print how examples of several paragraphs were learnt; nothing if there are none."""
    if articles:
        click.echo(f"\n{printable(describe_articles(articles))}")


def print_search(search: SearchRecord | None) -> None:
    """Print which settings cross-validation has chosen; nothing if none was open."""
    if search and search.trials:
        chosen = ", ".join(f"{name} {write_value(search.chosen[name])}" for name in list_tried(search))
        click.echo(f"\nSettings chosen by cross-validation ({printable(search.measure)}): {printable(chosen)}.")


def print_speed(speed: Speed, what: str) -> None:
    """Print the speed of a tagger; `what` names the texts that it was measured on."""
    click.echo(f"{speed.n_texts:,} {printable(what)}; {speed.scorer} scorer.\n")
    rows = [
        ["tag_many on one thread", f"{speed.texts_per_s:,.0f} texts/s"],
        ["", f"{speed.megabytes_per_s:,.1f} MB/s"],
        ["its time ÷ that of str.lower()", f"{speed.lower_ratio:.2f}"],
        [f"speed on {speed.n_threads} threads ÷ on one", f"{speed.thread_speedup:.2f}"],
        ["a single tag(text): median", f"{speed.call_median_us:,.1f} µs"],
        ["99th percentile", f"{speed.call_p99_us:,.1f} µs"],
    ]
    click.echo(format_table(rows))
    if speed.scorer == "reference":
        click.echo("\nThe native scorer is much faster. `topictag doctor` says how to get it.")


def print_check(report: CheckReport) -> None:
    """Print the number of examples per topic and pair of topics, and the first findings of each check."""
    click.echo(f"{count_of(report.n_examples, 'example')}, {report.n_tagless} without a topic.\n")
    if report.support:
        click.echo(_support_table(report) + "\n")
    by_check = Counter((finding.severity, finding.check) for finding in report.findings)
    for (severity, name), n in by_check.items():
        click.secho(f"{severity}: {name} ({n})", bold=True)
        own = [one for one in report.findings if (one.severity, one.check) == (severity, name)]
        for finding in own[:_MAX_FINDINGS]:
            click.echo(f"  {printable(finding.message)}")
        if n > _MAX_FINDINGS:
            click.echo(f"  … and {n - _MAX_FINDINGS} more; --json shows all.")
    n_warnings = len(report.findings) - report.n_errors
    click.echo(f"Errors: {report.n_errors}. Warnings: {n_warnings}." if by_check else "No errors or warnings.")


def _support_table(report: CheckReport) -> str:
    others = list(report.support) if len(report.support) <= _MAX_COLUMNS else []
    heading = ["unknown"] if report.unknown else []

    def unknown(topic: str) -> list[str]:
        return [str(report.unknown.get(topic, 0)) for _ in heading]

    rows = [
        [topic, str(n), *unknown(topic), *(str(report.pair_support[topic].get(other, MISSING)) for other in others)]
        for topic, n in report.support.items()
    ]
    return format_table(rows, ["topic", "support", *heading, *(f"+ {topic}" for topic in others)])


def _topic_rows(quality: Evaluation, thresholds: Mapping[str, float]) -> list[list[str]]:
    return [
        [
            own.topic,
            str(own.support),
            f"{thresholds[own.topic]:.2f}",
            write_figure(own.precision),
            write_figure(own.recall),
            write_figure(own.f1.value),
            write_interval(own.f1),
            write_figure(own.calibration_error),
            write_figure(own.brier_score),
        ]
        for own in quality.topics
    ]


def _overall_rows(quality: Evaluation) -> list[list[str]]:
    return [[name, write_figure(own.value), write_interval(own)] for name, own in list_overall(quality)]
