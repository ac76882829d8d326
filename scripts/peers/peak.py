"""What the machine's products reach, and what a model asks of them.

usage: peak.py float32|bfloat16 THREADS     GFLOP/s of a large product of two square matrices, the best of many
       peak.py work MODEL LAYER             GFLOP a token takes in the products of blocks 0 to LAYER, as config.json says
"""
import json
import pathlib
import sys
import time


def work(folder, layer):
    c = json.loads((pathlib.Path(folder) / "config.json").read_text())
    hidden, heads = c["hidden_size"], c["num_attention_heads"]
    size = c.get("head_dim") or hidden // heads
    attention = hidden * size * (2 * heads + 2 * c.get("num_key_value_heads", heads))
    return 2e-9 * (layer + 1) * (attention + 3 * hidden * c["intermediate_size"])


def peak(dtype, threads, n=2048, rounds=12):
    import torch
    torch.set_num_threads(threads)
    x, w = (torch.randn(n, n).to(getattr(torch, dtype)) for _ in range(2))
    best = 0
    for _ in range(rounds):
        start = time.perf_counter()
        torch.nn.functional.linear(x, w)
        best = max(best, 2e-9 * n ** 3 / (time.perf_counter() - start))
    return best


if sys.argv[1] == "work":
    print(json.dumps({"gflopPerToken": work(sys.argv[2], int(sys.argv[3]))}))
else:
    print(json.dumps({"gflops": peak(sys.argv[1], int(sys.argv[2]))}))
