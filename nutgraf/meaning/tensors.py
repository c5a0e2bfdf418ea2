"""The tensors that the graph (``graph.onnx``) leaves open, out of the weights: large ones as whole bytes by column."""

from collections.abc import Iterator, Mapping

import numpy as np

from nutgraf.meaning.weights import Tensor, Weights

# Seven bits: where a processor adds products of bytes in pairs of 16 bits (AVX2), those of eight overflow.
_LARGEST = 63


def tensors(weights: Weights) -> Mapping[str, Tensor]:
    """Each open tensor of the graph by its name."""
    return dict(_tensors(weights))


def _tensors(weights: Weights) -> Iterator[tuple[str, Tensor]]:
    width, inner = weights.sizes.width, weights.sizes.inner
    for part in ("emb.ln.w", "emb.ln.b"):
        yield part, weights.floats(part)
    for layer in range(weights.sizes.layers):
        name = f"l{layer}."
        yield from _quantised(name + "qkv", np.concatenate([weights.rows(f"{name}{k}.w", width) for k in "qkv"]))
        yield name + "qkv.b", np.concatenate([weights.floats(f"{name}{k}.b") for k in "qkv"])
        for part, columns in (("ao", width), ("fi", width), ("fo", inner)):
            yield from _quantised(name + part, weights.rows(f"{name}{part}.w", columns))
        for part in ("ao.b", "aln.w", "aln.b", "fi.b", "fo.b", "oln.w", "oln.b"):
            yield name + part, weights.floats(name + part)


def _quantised(name: str, rows: Tensor) -> Iterator[tuple[str, Tensor]]:
    scales = np.maximum(np.abs(rows).max(axis=1), np.float32(1e-9)) / np.float32(_LARGEST)
    yield name + ".w", np.ascontiguousarray(np.round(rows / scales[:, None]).astype(np.int8).T)
    yield name + ".s", scales
    yield name + ".z", np.zeros(len(rows), np.int8)
