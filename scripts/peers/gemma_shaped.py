"""A checkpoint with four blocks in the shape of Gemma 2 2B, random weights in bfloat16, and the tokenizer of another model.

usage: gemma_shaped.py OUT TOKENIZER_FOLDER
"""
import pathlib
import shutil
import sys

import torch
from transformers import Gemma2Config, Gemma2ForCausalLM

out, tokenizer = map(pathlib.Path, sys.argv[1:])
config = Gemma2Config(hidden_size=2304, num_hidden_layers=4, num_attention_heads=8, num_key_value_heads=4, head_dim=256,
                      intermediate_size=9216, vocab_size=49152, query_pre_attn_scalar=256, sliding_window=4096,
                      max_position_embeddings=8192, dtype="bfloat16")
torch.manual_seed(0)
model = Gemma2ForCausalLM(config).to(torch.bfloat16)
out.mkdir(parents=True, exist_ok=True)
for name in ["tokenizer.json", "tokenizer_config.json"]:
    shutil.copy(tokenizer / name, out / name)
model.save_pretrained(out)
