"""Whether `pva generate` writes what transformers writes: greedy, float32, every row of a dataset it made.

usage: greedy.py MODEL DATASET.parquet NEW THREADS KEPT.jsonl

DATASET comes from `pva generate --dtype float32 --stop end-token --max-new-tokens NEW`. transformers goes on from the same prompts, in
left-padded batches of at most 16 texts and 4,000 tokens, longest first; KEPT keeps what it wrote, and a run that is stopped goes on
from there. Where a text is not the same, the prompt is run alone: its own batch may have tipped transformers' scales. What then
still differs is listed with the gap between the two likeliest logits at the first token that differs: a gap as small as rounding
(1e-4) is a tie.
"""
import json
import pathlib
import sys

import pandas
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


class Peer:
    def __init__(self, folder, new):
        self.new = new
        self.tokenizer = AutoTokenizer.from_pretrained(folder, padding_side="left")
        self.tokenizer.pad_token = self.tokenizer.pad_token or self.tokenizer.eos_token
        self.model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()

    def length(self, prompt):
        return len(self.tokenizer(prompt)["input_ids"])

    def tokens(self, prompts):
        """What is written behind each prompt, up to and without the end token."""
        batch = self.tokenizer(prompts, return_tensors="pt", padding=True)
        out = self.model.generate(**batch, do_sample=False, max_new_tokens=self.new, pad_token_id=self.tokenizer.pad_token_id)
        ends = self.model.generation_config.eos_token_id
        ends = set(ends if isinstance(ends, list) else [ends])
        rows = out[:, batch["input_ids"].shape[1]:].tolist()
        return [row[:next((i for i, t in enumerate(row) if t in ends), len(row))] for row in rows]

    def text(self, prompt, tokens):
        ids = self.tokenizer(prompt)["input_ids"]
        whole = self.tokenizer.decode(ids + tokens, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return whole[len(self.tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)):]

    def gap(self, prompt, tokens):
        """How far the second likeliest token is behind the likeliest, after these tokens."""
        ids = torch.tensor([self.tokenizer(prompt)["input_ids"] + tokens])
        two = self.model(ids).logits[0, -1].topk(2).values
        return float(two[0] - two[1])


def batches(prompts, length):
    """Cut where one text more would be the seventeenth, or would make more than 4,000 tokens with the padding."""
    batch = []
    for prompt in prompts:
        if batch and (len(batch) == 16 or (len(batch) + 1) * length(batch[0]) > 4000):
            yield batch
            batch = []
        batch.append(prompt)
    if batch:
        yield batch


def written(peer, prompts, kept):
    done = {}
    if kept.exists():
        done = {r["prompt"]: r["tokens"] for r in map(json.loads, kept.read_text(encoding="utf-8").splitlines())}
    rest = sorted(set(prompts) - set(done), key=lambda p: (-peer.length(p), p))
    with open(kept, "a", encoding="utf-8") as lines:
        for batch in batches(rest, peer.length):
            for prompt, tokens in zip(batch, peer.tokens(batch)):
                done[prompt] = tokens
                lines.write(json.dumps({"prompt": prompt, "tokens": tokens}) + "\n")
            lines.flush()
    return done


def main():
    folder, dataset, new, threads, kept = sys.argv[1:]
    torch.set_num_threads(int(threads))
    peer = Peer(folder, int(new))
    table = pandas.read_parquet(dataset)
    with torch.inference_mode():
        done = written(peer, list(table["prompt"]), pathlib.Path(kept))
        equal, alone, rest = 0, 0, []
        for task, prompt, ours in zip(table["task_id"], table["prompt"], table["generated_code"]):
            if peer.text(prompt, done[prompt]) == ours:
                equal += 1
                continue
            theirs = peer.tokens([prompt])[0]
            if peer.text(prompt, theirs) == ours:
                alone += 1
                continue
            same = next(i for i in range(len(theirs) + 1)
                        if i == len(theirs) or not ours.startswith(peer.text(prompt, theirs[:i + 1]).rstrip("\ufffd")))
            rest.append((task, same, peer.gap(prompt, theirs[:same])))
    print(f"{len(table)} rows: {equal} equal in batches, {alone} more where transformers runs the prompt alone: "
          f"{(equal + alone) / len(table):.2%}")
    for task, same, gap in sorted(rest, key=lambda r: r[2]):
        print(f"  task {task}: token {same} differs; the two likeliest logits are {gap:.2e} apart")


main()
