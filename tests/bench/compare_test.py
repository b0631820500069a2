#!/usr/bin/env python3
"""Tests of compare.py's arithmetic, without an engine: python3 tests/bench/compare_test.py"""
import json
import pathlib
import struct
import tempfile
import unittest

import checkpoint_size
import compare_report


def text(value):
    return struct.pack("<Q", len(value)) + value.encode()


def gguf(path, metadata, tensors):
    """tensors: (name, dims, bytes)."""
    data = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(metadata) + 1)
    for key, value in metadata.items():
        data += text(key) + (struct.pack("<I", 8) + text(value) if isinstance(value, str) else struct.pack("<II", 4, value))
    data += text("words") + struct.pack("<IIQ", 9, 8, 2) + text("a") + text("bc")
    offset, body = 0, b""
    for name, dims, size in tensors:
        data += text(name) + struct.pack(f"<I{len(dims)}QIQ", len(dims), *dims, 0, offset)
        offset += size
    data += b"\0" * (-len(data) % 32)
    path.write_bytes(data + body + b"\0" * offset)


MOE = {"general.architecture": "deepseek2", "deepseek2.expert_used_count": 2, "deepseek2.expert_count": 8,
       "deepseek2.attention.kv_lora_rank": 512, "deepseek2.rope.dimension_count": 64, "deepseek2.block_count": 3}
TENSORS = [("token_embd.weight", (64, 100), 640), ("output.weight", (64, 100), 6400), ("blk.0.attn_norm.weight", (64,), 256),
           ("blk.0.attn_q.weight", (64, 32), 2048), ("blk.1.ffn_up_exps.weight", (64, 16, 8), 8192)]


class Sizes(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)

    def test_of_experts_the_chosen_ones_count(self):
        gguf(self.path / "a.gguf", MOE, TENSORS)
        size = checkpoint_size.size_of(self.path / "a.gguf")
        self.assertEqual(size, (640 + 6400 + 256 + 2048 + 8192, 6400 + 256 + 2048 + 2048, 64 * 32 + 64 * 16 * 2, 2 * 576 * 3))

    def test_a_tied_embedding_is_read_as_the_head(self):
        dense = {"general.architecture": "qwen2", "qwen2.attention.head_count": 4, "qwen2.attention.head_count_kv": 2,
                 "qwen2.embedding_length": 64, "qwen2.block_count": 5}
        gguf(self.path / "a.gguf", dense, TENSORS[:1] + TENSORS[2:4])
        self.assertEqual(checkpoint_size.size_of(self.path / "a.gguf"), (2944, 2944, 64 * 32, 2 * 2 * 2 * 16 * 5))

    def test_folders_count_scales_but_multiply_weights(self):
        config = {"num_experts_per_tok": 1, "n_routed_experts": 4, "hidden_size": 8, "num_attention_heads": 2,
                  "num_key_value_heads": 1, "num_hidden_layers": 3}
        (self.path / "config.json").write_text(json.dumps(config))
        header = {"model.embed_tokens.weight": ([9, 8], 144), "lm_head.weight": ([9, 8], 144), "a.q_proj.weight": ([8, 8], 64),
                  "a.q_proj.weight_scale_inv": ([1, 1], 4)}
        header |= {f"mlp.experts.{e}.up_proj.weight": ([4, 8], 32) for e in range(4)}
        entries, at = {"__metadata__": {}}, 0
        for name, (shape, width) in header.items():
            entries[name] = {"dtype": "x", "shape": shape, "data_offsets": [at, at + width]}
            at += width
        body = json.dumps(entries).encode()
        (self.path / "model.safetensors").write_bytes(struct.pack("<Q", len(body)) + body)
        self.assertEqual(checkpoint_size.size_of(self.path), (484, 144 + 64 + 4 + 32, 64 + 32, 2 * 2 * 4 * 3))

    def test_other_files_are_refused(self):
        (self.path / "a.gguf").write_bytes(b"GGML" + bytes(100))
        with self.assertRaisesRegex(ValueError, "not a GGUF"):
            checkpoint_size.size_of(self.path / "a.gguf")


def run(engine, number, values, read=100.0):
    return {"part": "short", "engine": engine, "round": number, "values": values, "problem": None, "read_gbps": read, "int8_gops": 1000.0}


class Report(unittest.TestCase):
    def entry(self, runs):
        size = {"weight_bytes": 2 * 10**9, "active_bytes": 10**9, "products": 10**9, "kv_bytes": 10**5}
        return {"ours": "a", "theirs": "a", "size": size, "decode_tokens": 20, "runs": runs}

    def test_medians_over_rounds_of_the_better_process(self):
        runs = [run("llama.cpp", 0, [["decode_0", 10.0]]), run("llama.cpp", 0, [["decode_0", 14.0]]),
                run("llama.cpp", 1, [["decode_0", 30.0]]), run("llama.cpp", 2, [["decode_0", 12.0]])]
        self.assertEqual(compare_report.Model("x", self.entry(runs)).value("llama.cpp", "decode_0"), 14.0)

    def test_share_takes_the_ceiling_beside_each_run(self):
        runs = [run("deepwell", 0, [["decode_2048", 50.0]], 100.0), run("deepwell", 1, [["decode_2048", 25.0]], 50.0)]
        share = compare_report.Model("x", self.entry(runs)).share("decode_2048")
        self.assertAlmostEqual(share, 50 * (10**9 + 10**5 * 2056) / 1e11)
        runs = [run("deepwell", 0, [["prefill_128", 300.0]])]
        self.assertAlmostEqual(compare_report.Model("x", self.entry(runs)).share("prefill_128"), 0.6)

    def test_verdicts(self):
        self.assertEqual(compare_report.verdict(1.4, 1.4, True), "met")
        self.assertEqual(compare_report.verdict(1.26, 1.4, True), "missed by 10 %")
        self.assertEqual(compare_report.verdict(0.55, 0.5, False), "missed by 10 %")
        self.assertEqual(compare_report.verdict(0.70, 0.85, True, points=True), "missed by 15 points")
        self.assertEqual(compare_report.verdict(1.399999, 1.4, True), "missed by 1 %")

    def test_targets_by_type(self):
        self.assertEqual(compare_report.ratio_target("v2-lite-FP8", "prefill_512"), None)
        self.assertEqual(compare_report.ratio_target("v2-lite-Q4_K_M", "prefill_512"), (2.2, True))
        self.assertEqual(compare_report.share_target("v2-lite-FP8", "decode_0"), 0.85)
        self.assertEqual(compare_report.share_target("a-Q4_K_M", "decode_8192"), 0.75)

    def test_a_section_replaces_its_former_self_only(self):
        everything = {"date": "2026-01-02", "processor": "A (B)", "cores": 2, "models": {"a-Q8_0": self.entry([run("deepwell", 0, [["decode_0", 50.0]])])}}
        everything["models"]["gone"] = {"problems": {"deepwell": "gone.gguf is not there"}}
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "RESULTS.md"
            path.write_text("# Measured\n\nIntroduction.\n\n## Older\n\ntable\n")
            first = compare_report.section(everything)
            compare_report.replace_section(path, everything, first)
            once = path.read_text()
            compare_report.replace_section(path, everything, first)
            self.assertEqual(path.read_text(), once)
            compare_report.replace_section(path, everything | {"date": "2026-01-03"}, "## next\n")
            compare_report.replace_section(path, everything, "## first again\n")
        self.assertIn("gone.gguf is not there", once)
        self.assertLess(once.index("Introduction."), once.index("| a-Q8_0 |"))
        self.assertLess(once.index("| a-Q8_0 |"), once.index("## Older"))
        self.assertTrue(once.endswith("## Older\n\ntable\n"))


if __name__ == "__main__":
    unittest.main()
