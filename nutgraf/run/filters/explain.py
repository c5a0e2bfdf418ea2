"""``nutgraf extract --explain``: why each item is the article that it is, or none."""

from collections.abc import Iterable, Iterator

from nutgraf.core.explain.article import Explanation
from nutgraf.core.explain.article import explain as explain_capture
from nutgraf.records import Capture
from nutgraf.run.inputs import plain_id
from nutgraf.run.processes.batch import ordered_map
from nutgraf.run.processes.worker import Failure


def explain(captures: Iterable[Capture], jobs: int = 1) -> Iterator[Explanation]:
    """For each capture why ``extract`` says of it what it says."""
    return (explanation for _, explanation in ordered_map(_explain, captures, jobs, _lost_explanation))


def _explain(capture: Capture) -> Explanation:
    return explain_capture(capture)._replace(capture=plain_id(capture.id))


def _lost_explanation(capture: Capture, problem: Failure) -> Explanation:
    verdict = f"rejected ({problem.reason}): {problem.detail}"
    return Explanation(plain_id(capture.id), capture.url, verdict, is_article=False)
