"""The sentence encoder as an ONNX graph: layers of BERT, mean pooling, length one.

Two vectors come out, of the last layer and of the middle one.

Used once, at set-up, by `bot.weights.assemble`; nothing else imports it, or `onnx`.
"""

import math
from typing import Any

import numpy as np
import onnx
from onnx import helper

from bot.weights.encoder_shape import EPSILON, HEADS, LAYERS, MIDDLE, WIDTH


class _Graph:
    """Collects nodes and constants; a node's outputs are named after its number."""

    def __init__(self, weights: dict[str, Any]) -> None:
        self.weights, self.nodes, self.constants = weights, list[Any](), list[Any]()

    def add(self, op: str, *inputs: Any, **attributes: Any) -> str:
        names = [x if isinstance(x, str) else self.constant(x) for x in inputs]
        out = [f"{op}_{len(self.nodes)}_{i}" for i in range(attributes.get("num_outputs", 1))]
        self.nodes.append(helper.make_node(op, names, out, **attributes))
        return out[0]

    def constant(self, value: Any) -> str:
        name = f"constant_{len(self.constants)}"
        self.constants.append(onnx.numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def dense(self, x: str, *names: str) -> str:
        weight = np.concatenate([self.weights[f"{n}.weight"].T for n in names], axis=1)
        bias = np.concatenate([self.weights[f"{n}.bias"] for n in names])
        return self.add("Add", self.add("MatMul", x, weight), bias)

    def norm(self, x: str, name: str) -> str:
        scale, bias = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]
        return self.add("LayerNormalization", x, scale, bias, axis=-1, epsilon=EPSILON)


def build(weights: dict[str, Any], layers: int = LAYERS, middle: int = MIDDLE) -> Any:
    """Return the graph: token numbers [tokens] int64 -> vectors [2, 384] float32 of length 1.

    The vectors are those of the last of `layers` and of the one called `middle`, from 1.
    """
    g = _Graph(weights)
    # One sentence at a time needs no padding, hence no mask; its segment is always the first.
    place = weights["embeddings.position_embeddings.weight"]
    place = place + weights["embeddings.token_type_embeddings.weight"][0]
    place = g.add("Slice", place, np.array([0]), g.add("Shape", "tokens"), np.array([0]))
    words = g.add("Gather", weights["embeddings.word_embeddings.weight"], "tokens")
    x = g.norm(g.add("Add", words, place), "embeddings.LayerNorm")
    heads, flat = np.array([-1, HEADS, WIDTH // HEADS]), np.array([-1, WIDTH])
    means = list[str]()
    for number in range(1, layers + 1):
        layer = f"encoder.layer.{number - 1}"
        qkv = g.dense(x, *(f"{layer}.attention.self.{n}" for n in ("query", "key", "value")))
        first = g.add("Split", qkv, axis=-1, num_outputs=3)
        q, k, v = (g.add("Reshape", f"{first[:-1]}{i}", heads) for i in range(3))
        q, k, v = (
            g.add("Transpose", x, perm=p)
            for x, p in ((q, (1, 0, 2)), (k, (1, 2, 0)), (v, (1, 0, 2)))
        )
        scores = g.add("Mul", g.add("MatMul", q, k), np.float32(1 / math.sqrt(WIDTH / HEADS)))
        mixed = g.add("MatMul", g.add("Softmax", scores, axis=-1), v)
        mixed = g.add("Reshape", g.add("Transpose", mixed, perm=(1, 0, 2)), flat)
        mixed = g.dense(mixed, f"{layer}.attention.output.dense")
        x = g.norm(g.add("Add", mixed, x), f"{layer}.attention.output.LayerNorm")
        wide = g.add("Gelu", g.dense(x, f"{layer}.intermediate.dense"))
        wide = g.dense(wide, f"{layer}.output.dense")
        x = g.norm(g.add("Add", wide, x), f"{layer}.output.LayerNorm")
        if number in {middle, layers}:
            means.append(g.add("ReduceMean", x, np.array([0]), keepdims=1))
    both = g.add("Concat", *reversed(means), axis=0)
    g.nodes.append(helper.make_node("LpNormalization", [both], ["vectors"], axis=-1, p=2))
    tokens = helper.make_tensor_value_info("tokens", onnx.TensorProto.INT64, ["n"])
    vectors = helper.make_tensor_value_info("vectors", onnx.TensorProto.FLOAT, [2, WIDTH])
    graph = helper.make_graph(g.nodes, "all-MiniLM-L6-v2", [tokens], [vectors], g.constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
