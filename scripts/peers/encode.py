"""The Python peers of `pva encode`, on a dictionary of Gemma Scope's npz layout.

usage: encode.py make FOLDER                           a synthetic one of Gemma 9B's size, 3584 x 65536 float32 (1.9 GB)
       encode.py inputs FOLDER                         1,000 rows of N(0, 1)
       encode.py saelens|numpy PARAMS INPUTS THREADS   loads and encodes; prints one line of JSON
       encode.py count LATENTS                         latents above 0.05 of what pva wrote
"""
import json
import pathlib
import resource
import sys
import time

import numpy as np
from safetensors.numpy import load_file, save_file

D_IN, D_SAE, ROWS, CUT = 3584, 65536, 1000, 0.05


def make(folder):
    rng = np.random.default_rng(0)
    decoder = rng.standard_normal((D_SAE, D_IN), dtype=np.float32)
    decoder /= np.linalg.norm(decoder, axis=1, keepdims=True)
    out = pathlib.Path(folder) / "layer_20" / "width_65k" / "average_l0_100"
    out.mkdir(parents=True, exist_ok=True)
    np.savez(out / "params.npz", W_enc=np.ascontiguousarray(decoder.T), W_dec=decoder, b_enc=np.full(D_SAE, -0.5, np.float32),
             b_dec=np.zeros(D_IN, np.float32), threshold=np.full(D_SAE, 2.45, np.float32))
    return {}


def inputs(folder):
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    save_file({"x": np.random.default_rng(1).standard_normal((ROWS, D_IN), dtype=np.float32)}, pathlib.Path(folder) / "inputs.safetensors")
    return {}


def saelens(params):
    """What SAE.from_pretrained does after its download: every array to torch, a module on the meta device, assigned."""
    import torch
    from sae_lens.saes.jumprelu_sae import JumpReLUSAE, JumpReLUSAEConfig
    state = {}
    with np.load(params) as arrays:
        for name in arrays:
            state["W_" + name[2:] if name.startswith("w_") else name] = torch.tensor(arrays[name])
    sae = JumpReLUSAE(JumpReLUSAEConfig(d_in=D_IN, d_sae=D_SAE, dtype="float32", device="meta", apply_b_dec_to_input=False,
                                        normalize_activations="none"))
    sae.cfg.device = "cpu"
    sae.process_state_dict_for_loading(state)
    sae.load_state_dict(state, assign=True)
    sae.device = torch.device("cpu")
    return sae


def timed(way, params, rows, threads):
    x = load_file(rows)["x"]
    if way == "saelens":
        import sae_lens                                                  # noqa: F401  the import is not part of the load
        import torch
        torch.set_num_threads(threads)
        torch.set_grad_enabled(False)
    start = time.perf_counter()
    if way == "saelens":
        sae = saelens(params)
        loaded = time.perf_counter()
        acts = sae.encode(torch.from_numpy(x))
        count = int((acts > CUT).sum())
    else:
        with np.load(params) as arrays:
            w, b, threshold = arrays["W_enc"], arrays["b_enc"], arrays["threshold"]
        loaded = time.perf_counter()
        pre = x @ w + b
        count = int(((pre > threshold) & (pre > CUT)).sum())
    return {"load": loaded - start, "encode": time.perf_counter() - loaded, "count": count,
            "peakMemoryMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


what = sys.argv[1]
if what == "make":
    print(json.dumps(make(sys.argv[2])))
elif what == "inputs":
    print(json.dumps(inputs(sys.argv[2])))
elif what == "count":
    print(json.dumps({"count": int((load_file(sys.argv[2])["latents.values"] > CUT).sum())}))
else:
    print(json.dumps(timed(what, sys.argv[2], sys.argv[3], int(sys.argv[4]))))
