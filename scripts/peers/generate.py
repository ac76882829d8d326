"""The Python peer of `pva generate`: greedy generation with transformers, no end token, prompts sorted and left-padded.

usage: generate.py DTYPE MODEL PROMPTS.jsonl NEW BATCH THREADS      prints one line of JSON
"""
import json
import resource
import sys
import time

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


def main():
    dtype, folder, prompts, new, batch, threads = sys.argv[1:]
    torch.set_num_threads(int(threads))
    prompts = [json.loads(line)["text"] for line in open(prompts, encoding="utf-8")]
    tokenizer = AutoTokenizer.from_pretrained(folder, padding_side="left")
    tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=getattr(torch, dtype)).eval()
    prompts.sort(key=lambda p: len(tokenizer(p)["input_ids"]))
    settings = {"do_sample": False, "min_new_tokens": int(new), "max_new_tokens": int(new), "pad_token_id": tokenizer.pad_token_id}
    with torch.inference_mode():
        model.generate(**tokenizer("warm", return_tensors="pt"), **{**settings, "min_new_tokens": 2, "max_new_tokens": 2})
        start, cpu = time.perf_counter(), time.process_time()
        for i in range(0, len(prompts), int(batch)):
            model.generate(**tokenizer(prompts[i:i + int(batch)], return_tensors="pt", padding=True), **settings)
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    tokens = len(prompts) * int(new)
    print(json.dumps({"tokens": tokens, "seconds": seconds, "cpuSeconds": cpu, "tokensPerSecond": tokens / seconds,
                      "peakMemoryMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))


main()
