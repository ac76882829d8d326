"""The Python peer of `pva extract`: the final token's residual stream after one block, with transformers.

notebook:        one text at a time, the whole model, all hidden states kept.
expert:          sorted, right-padded batches of 16, a hook after the block, the rest of the model not run.
transformerlens: the same batches, run_with_cache up to the block.

usage: extract.py notebook|expert|transformerlens DTYPE MODEL TEXTS.jsonl LAYER THREADS      prints one line of JSON
"""
import json
import resource
import sys
import time

import torch
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer


class Reached(Exception):
    pass


def notebook(model, tokenizer, texts, layer):
    rows = []
    for text in texts:
        out = model(**tokenizer(text, return_tensors="pt"), output_hidden_states=True)
        rows.append(out.hidden_states[layer + 1][0, -1].float())
    return torch.stack(rows)


def batches(ids, pad, size=16):
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    for start in range(0, len(order), size):
        part = order[start:start + size]
        x = torch.full((len(part), max(len(ids[i]) for i in part)), pad)
        for j, i in enumerate(part):
            x[j, :len(ids[i])] = torch.tensor(ids[i])
        yield part, x


def expert(model, ids, layer, pad):
    caught = []

    def hook(module, args, output):
        caught[:] = [output[0] if isinstance(output, tuple) else output]
        raise Reached

    decoder = model.model
    decoder.layers[layer].register_forward_hook(hook)
    rows = [None] * len(ids)
    for part, x in batches(ids, pad):
        try:
            decoder(input_ids=x, use_cache=False)
        except Reached:
            pass
        for j, i in enumerate(part):
            rows[i] = caught[0][j, len(ids[i]) - 1].float()
    return torch.stack(rows)


def transformerlens(model, ids, layer, pad):
    name = f"blocks.{layer}.hook_resid_post"
    rows = [None] * len(ids)
    for part, x in batches(ids, pad):
        _, cache = model.run_with_cache(x, names_filter=name, stop_at_layer=layer + 1)
        for j, i in enumerate(part):
            rows[i] = cache[name][j, len(ids[i]) - 1].float()
    return torch.stack(rows)


def loaded(way, folder, dtype, tokenizer):
    if way == "transformerlens":
        from transformer_lens.model_bridge import TransformerBridge
        return TransformerBridge.boot_transformers(folder, device="cpu", dtype=dtype, tokenizer=tokenizer)
    # capped attention scores are computed by the eager kind alone
    capped = getattr(AutoConfig.from_pretrained(folder), "attn_logit_softcapping", None)
    return AutoModelForCausalLM.from_pretrained(folder, dtype=dtype, attn_implementation="eager" if capped else "sdpa").eval()


def main():
    way, dtype, folder, texts, layer, threads = sys.argv[1:]
    torch.set_num_threads(int(threads))
    texts = [json.loads(line)["text"] for line in open(texts, encoding="utf-8")]
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = loaded(way, folder, getattr(torch, dtype), tokenizer)
    ids = [tokenizer(t)["input_ids"] for t in texts]
    tokens = sum(map(len, ids))
    with torch.inference_mode():
        start = time.perf_counter()
        if way == "notebook":
            out = notebook(model, tokenizer, texts, int(layer))
        else:
            read = expert if way == "expert" else transformerlens
            out = read(model, ids, int(layer), tokenizer.pad_token_id or 0)
        seconds = time.perf_counter() - start
    print(json.dumps({"tokens": tokens, "seconds": seconds, "tokensPerSecond": tokens / seconds,
                      "peakMemoryMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                      "meanNorm": float(out.norm(dim=1).mean())}))


main()
