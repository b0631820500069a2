"""Writes a Hugging Face checkpoint of tiny_checkpoint.py as GGUF, through the gguf package's writer."""
import gguf
import numpy as np

import gguf_spelling
import tensor_bytes

GGML = {"F32": gguf.GGMLQuantizationType.F32, "F16": gguf.GGMLQuantizationType.F16,
        "BF16": gguf.GGMLQuantizationType.BF16, "Q8_0": gguf.GGMLQuantizationType.Q8_0}


def add_metadata(writer, entries):
    add = {"u32": writer.add_uint32, "f32": writer.add_float32, "bool": writer.add_bool, "string": writer.add_string}
    for key, kind, value in entries:
        if key != "general.architecture":  # the writer adds it by itself
            add[kind](key, value)


def add_tokenizer(writer, vocab):
    """A vocabulary without meaning; llama.cpp insists on one."""
    tokens = [f"t{i}" for i in range(vocab)]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(tokens)
    writer.add_token_types([gguf.TokenType.NORMAL] * vocab)
    writer.add_token_merges(["t 0"])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(1)


def stays_f32(name, rank):
    return rank == 1 or name.endswith("ffn_gate_inp.weight")


def add_tensor(writer, name, kind, sources, tensors, seed, dtype):
    if hasattr(tensors[sources[0]], "blocks"):  # made of blocks already: rows change places as bytes
        data = gguf_spelling.transform(kind, [tensors[s].blocks(seed) for s in sources])
        writer.add_tensor(name, np.ascontiguousarray(data), raw_dtype=gguf.GGMLQuantizationType[tensors[sources[0]].kind])
        return
    values = gguf_spelling.transform(kind, [tensors[s].values(seed) for s in sources])
    if stays_f32(name, values.ndim) or dtype == "F32":
        writer.add_tensor(name, np.ascontiguousarray(values))
    elif dtype == "Q8_0" and values.shape[-1] % 32 == 0:
        integers = gguf_spelling.transform(kind, [tensors[s].integers(seed) for s in sources])
        data = tensor_bytes.encode_q8_0(integers.reshape(-1, integers.shape[-1]), tensors[sources[0]].shift)
        writer.add_tensor(name, data.reshape(*values.shape[:-1], -1), raw_dtype=GGML["Q8_0"])
    else:
        dtype = "F16" if dtype == "Q8_0" else dtype
        data = np.frombuffer(tensor_bytes.encode(values, dtype), dtype=np.uint8)
        writer.add_tensor(name, data.reshape(*values.shape[:-1], -1), raw_dtype=GGML[dtype])


def write_gguf(path, config, tensor_list, seed, dtype="F32", split_kv_b=True, tokenizer=True):
    """dtype: F32, F16, BF16 or Q8_0 (rows that are no multiple of 32 become F16, as llama.cpp would choose a fallback)."""
    entries = gguf_spelling.metadata(config, str(path).rsplit("/", 1)[-1], split_kv_b)
    writer = gguf.GGUFWriter(str(path), entries[0][2])
    add_metadata(writer, entries)
    if tokenizer:
        add_tokenizer(writer, config["vocab_size"])
    tensors = {t.name: t for t in tensor_list}
    for name, kind, sources in gguf_spelling.recipe(config, split_kv_b):
        add_tensor(writer, name, kind, sources, tensors, seed, dtype)
    rope = gguf_spelling.rope_of(config)
    if rope["rope_type"] == "llama3":
        writer.add_tensor("rope_freqs.weight", np.array(gguf_spelling.llama3_factors(config, rope), dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
