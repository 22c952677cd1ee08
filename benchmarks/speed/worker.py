"""One rival in its own process: it loads, then answers each order from standard input with a line of JSON.

``python -m benchmarks.speed.worker NAME FOLDER``: FOLDER has texts.json and the output of `make`. With
``make`` as a third argument, it reads examples.json, trains the model and ends.
"""

import gc
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.quality.rivals.run import peak_bytes
from benchmarks.speed.rivals.registry import rival_class
from threadpoolctl import threadpool_limits

N_SINGLE_CALLS = 3000


def main() -> None:
    """Answer orders until standard input ends."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    kind = rival_class(name)
    with threadpool_limits(1):
        if sys.argv[3:] == ["make"]:
            examples = _read(folder / "examples.json")
            kind.make(folder, examples["texts"], np.array(examples["gold"], dtype=bool))
            return
        rival = kind(folder)
        texts: list[str] = _read(folder / "texts.json")[: kind.n_texts]
        prepared = rival.prepare(texts)
        rival.run(prepared)  # warms up
        _say(
            title=kind.title,
            n_texts=len(texts),
            n_characters=sum(map(len, texts)),
            n_bytes=sum(len(text.encode("utf-8", "surrogatepass")) for text in texts),
        )
        for order in sys.stdin:
            _say(**_obey(order.strip(), rival, prepared))


def _obey(order: str, rival: Any, prepared: Any) -> dict[str, Any]:
    if order == "pass":
        gc.collect()  # garbage of an earlier pass must not slow this one
        start = time.perf_counter()
        answers = rival.run(prepared)
        return {"wall_s": time.perf_counter() - start, "n_answers": len(answers)}
    if order == "latency":
        return {"calls_us": _time_calls(rival, prepared[:N_SINGLE_CALLS]) if rival.has_latency else []}
    return {"peak_bytes": peak_bytes()}


def _time_calls(rival: Any, texts: list[Any]) -> list[float]:
    times = []
    for text in texts:
        start = time.perf_counter_ns()
        rival.run_one(text)
        times.append((time.perf_counter_ns() - start) / 1000)
    return times


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _say(**answer: Any) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
