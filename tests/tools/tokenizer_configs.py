"""Pre-tokenizers as published tokenizer.json files have them, and small vocabularies trained with them.

Each configuration: name -> dict(pre=..., and optionally normalizer=..., gguf=(names of tokenizer.ggml.pre that mean it),
model options). Used by check_tokenizers.py and make_tokenizer_goldens.py.
"""
import json

from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
GPT4_TAIL = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
LLAMA3 = CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}" + GPT4_TAIL
QWEN2 = CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}" + GPT4_TAIL
GPT2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"
V3_MAIN = ("[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*"
           "|\\s*[\r\n]+|\\s+(?!\\S)|\\s+")
LLM_LETTERS = (
    "\\s?["
    "A-Za-z\u00B5\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u01BA\u01BC-\u01BF\u01C4-\u0293\u0295-\u02AF\u0370-\u0373"
    "\u0376\u0377\u037B-\u037D\u037F\u0386\u0388-\u038A\u038C\u038E-\u03A1\u03A3-\u03F5\u03F7-\u0481"
    "\u048A-\u052F\u0531-\u0556\u10A0-\u10C5\u13A0-\u13F5\u13F8-\u13FD\u1C90-\u1CBA\u1CBD-\u1CBF\u1D00-\u1D2B"
    "\u1D6B-\u1D77\u1D79-\u1D9A\u1E00-\u1F15\u1F18-\u1F1D\u1F20-\u1F45\u1F48-\u1F4D\u1F50-\u1F57\u1F59\u1F5B"
    "\u1F5D\u1F5F-\u1F7D\u1F80-\u1FB4\u1FB6-\u1FBC\u1FBE\u1FC2-\u1FC4\u1FC6-\u1FCC\u1FD0-\u1FD3\u1FD6-\u1FDB"
    "\u1FE0-\u1FEC\u1FF2-\u1FF4\u1FF6-\u1FFC\u2102\u2107\u210A-\u2113\u2115\u2119-\u211D\u2124\u2126\u2128"
    "\u212A-\u212D\u212F-\u2134\u2139\u213C-\u213F\u2145-\u2149\u214E\u2183\u2184\u2C00-\u2C7B\u2C7E-\u2CE4"
    "\u2CEB-\u2CEE\u2CF2\u2CF3\uA640-\uA66D\uA680-\uA69B\uA722-\uA76F\uA771-\uA787\uA78B-\uA78E\uAB70-\uABBF"
    "\uFB00-\uFB06\uFB13-\uFB17\uFF21-\uFF3A\uFF41-\uFF5A\U00010400-\U0001044F\U000104B0-\U000104D3"
    "\U000104D8-\U000104FB\U00010C80-\U00010CB2\U00010CC0-\U00010CF2\U000118A0-\U000118DF"
    "\U0001E900-\U0001E943"
    "]+")
UPPER, LOWER, SIGN = "\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}", "\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}", "[^\\r\\n\\p{L}\\p{N}]?"
NOT_HAN = "&&[^\\p{Han}]"


def cased(end, digits, more="", signs="[\\r\\n/]*"):
    up, low = "[" + UPPER + more + "]", "[" + LOWER + more + "]"
    return (SIGN + up + "*" + low + "+" + end + "|" + SIGN + up + "+" + low + "*" + end + "|" + digits +
            "| ?[^\\s\\p{L}\\p{N}]+" + signs + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+")


def split(regex, behavior="Isolated", invert=False):
    return {"type": "Split", "pattern": {"Regex": regex}, "behavior": behavior, "invert": invert}


def byte_level(regex=False, space=False):
    return {"type": "ByteLevel", "add_prefix_space": space, "trim_offsets": True, "use_regex": regex}


def sequence(*parts):
    return {"type": "Sequence", "pretokenizers": list(parts)}


def splits(*regexes):
    return sequence(*[split(regex) for regex in regexes], byte_level())


DIGITS = {"type": "Digits", "individual_digits": True}
CJK = "[\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+"

CONFIGS = {
    "deepseek-llm": dict(pre=sequence(split("[\r\n]"), split(LLM_LETTERS), split("\\s?[!-/:-~\uff01-\uff0f\uff1a-\uff5e\u2018-\u201f\u3000-\u3002]+"), split("\\s+$"),
                                      split(CJK), DIGITS, byte_level()), gguf=["deepseek-llm"]),
    "deepseek-coder": dict(pre=sequence(split("[\r\n]"), split("\\s?\\p{L}+"), split("\\s?\\p{P}+"), split(CJK), DIGITS,
                                        byte_level()), gguf=["deepseek-coder"]),
    "deepseek-v3": dict(pre=splits("\\p{N}{1,3}", "[一-龥぀-ゟ゠-ヿ]+", V3_MAIN), gguf=["deepseek-v3", "hunyuan-dense", "joyai-llm"]),
    "llama3": dict(pre=splits(LLAMA3), ignore_merges=True, gguf=["llama-bpe", "llama3", "glm4"]),
    "dbrx": dict(pre=splits(LLAMA3), gguf=["dbrx", "smaug-bpe", "chatglm-bpe"]),
    "qwen2": dict(pre=splits(QWEN2), normalizer={"type": "NFC"}, gguf=["qwen2", "deepseek-r1-qwen", "megrez"]),
    "stablelm2": dict(pre=splits(QWEN2), gguf=["stablelm2", "hunyuan", "grok-2", "solar-open"]),
    "qwen35": dict(pre=splits(CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}| ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*"
                              "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"), normalizer={"type": "NFC"}, gguf=["qwen35"]),
    "gpt2": dict(pre=byte_level(True), gguf=["gpt-2", "phi-2", "mpt", "olmo", "jais", "trillion", "exaone4"]),
    "gpt2-prefix-space": dict(pre=byte_level(True, True)),
    "gpt2-as-split": dict(pre=splits(GPT2)),
    "starcoder": dict(pre=sequence(DIGITS, byte_level(True)),
                      gguf=["starcoder", "refact", "command-r", "smollm", "codeshell", "exaone", "minerva-7b"]),
    "falcon": dict(pre=sequence({"type": "Punctuation", "behavior": "Contiguous"}, byte_level(True),
                                {"type": "Digits", "individual_digits": False}, split("[0-9][0-9][0-9]")), gguf=["falcon"]),
    "bloom": dict(pre=splits(" ?[^(\\s|[.,!?…。，、।۔،])]+"), gguf=["bloom", "poro-chat", "gpt3-finnish"]),
    "viking": dict(pre=sequence(split(" ?[^(\\s|[.,!?…。，、।۔،])]+"), DIGITS, byte_level()), gguf=["viking"]),
    "gpt-4o": dict(pre=splits(cased(CONTRACTIONS + "?", "\\p{N}{1,3}")), gguf=["gpt-4o", "llama4", "minimax-m2"]),
    "tekken": dict(pre=splits(cased("", "\\p{N}")), ignore_merges=True, gguf=["tekken"]),
    "kimi-k2": dict(pre=splits("[\\p{Han}]+|" + cased(CONTRACTIONS + "?", "\\p{N}{1,3}", NOT_HAN, "[\\r\\n]*")), gguf=["kimi-k2"]),
    "youtu": dict(pre=splits("[가-힣ㄱ-ㆎ]+|[！…“”‘’—：；，、-〿︰-﹏]+|[ㄅ-ㄯ]+|[一-龥぀-ゟ゠-ヿ]+", cased(CONTRACTIONS + "?", "\\p{N}")),
                  ignore_merges=True, gguf=["youtu"]),
    "seed-coder": dict(pre=splits(CONTRACTIONS + "|[^\r\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1}| ?[^\\s\\p{L}\\p{N}\r\n]+|\\s*[\r\n]+"
                                  "|\\s+(?!\\S)|\\s+"), gguf=["seed-coder"]),
    "bailingmoe": dict(pre=splits("'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*"
                                  "|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"), gguf=["bailingmoe", "bailingmoe2", "llada-moe"]),
    "minicpm5": dict(pre=splits("\\p{N}{1,3}", LLAMA3.replace("{1,3}", "+")), ignore_merges=True, gguf=["minicpm5"]),
    "laguna": dict(pre=splits("[^\\n]+|[\\n]+", QWEN2), gguf=["laguna"]),
    "jais-2": dict(pre=splits(LLAMA3[:-len("|\\s+(?!\\S)|\\s+")] + "".join(
        "|\\s{%d}(?!\\S)" % n for n in (512, 256, 128, 64, 32, 16, 8, 4)) + "|\\s{1,2}(?!\\S)|\\s{1}"), gguf=["jais-2"]),
    "exaone-moe": dict(pre=splits(CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?(?:\\p{L}\\p{M}*(?: \\p{L}\\p{M}*)*)+|\\p{N}"
                                  "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]?|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"), gguf=["exaone-moe"]),
    "superbpe": dict(pre=splits("\\p{N}+", "(?=(\\d{3})+(?!\\d))"), gguf=["superbpe"]),
    "tiny_aya": dict(pre=splits("\\d{1,3}(?=(?:\\d{3})*\\b)", cased(CONTRACTIONS + "?", "\\p{N}{1,3}")), gguf=["tiny_aya"]),
    "cl100k": dict(pre=splits("'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}+| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+"
                              "|\\s++$|\\s*[\\r\\n]|\\s+(?!\\S)|\\s")),
    "words": dict(pre=sequence({"type": "Whitespace"}, byte_level())),
    "whitespace-split": dict(pre=sequence({"type": "WhitespaceSplit"}, byte_level(False, True))),
    "punctuation": dict(pre=sequence({"type": "Punctuation", "behavior": "Isolated"}, byte_level(True))),
    "onig-escapes": dict(pre=splits("\\b\\w+\\b|\\h+|[[:punct:]]|\\W+?")),
    "case-folding": dict(pre=splits("(?i)straße|ǆ|k+|[à-ÿ]+|\\p{Lu}+")),
    "look-behind": dict(pre=splits("(?<=\\s)\\S+|(?<!\\p{L})\\p{L}+|.")),
    "removed": dict(pre=sequence(split("\\s+", "Removed"), byte_level())),
    "kept": dict(pre=sequence(split("\\p{L}+|\\p{N}", "Removed", True), byte_level())),
    "merged-previous": dict(pre=sequence(split("[\\s\\p{P}]", "MergedWithPrevious"), byte_level())),
    "merged-next": dict(pre=sequence(split("[\\s\\p{P}]", "MergedWithNext"), byte_level())),
    "contiguous": dict(pre=sequence(split("[\\s\\p{P}]", "Contiguous"), byte_level())),
    "no-split": dict(pre=byte_level()),
    "nfd": dict(pre=byte_level(True), normalizer={"type": "NFD"}),
    "nfkc": dict(pre=byte_level(True), normalizer={"type": "NFKC"}),
    "nfkd-nfc": dict(pre=byte_level(True), normalizer={"type": "Sequence", "normalizers": [{"type": "NFKD"}, {"type": "NFC"}]}),
    "unknown": dict(pre=byte_level(True), small_alphabet=True, unk="<unk>"),
    "unknown-fused": dict(pre=byte_level(True), small_alphabet=True, unk="<unk>", fuse_unk=True),
    "bytes-missing": dict(pre=byte_level(True), small_alphabet=True),
}


def train(config, texts, vocab_size=2000):
    """The tokenizer as JSON text, with a few added tokens of each kind."""
    tokenizer = Tokenizer(models.BPE(unk_token=config.get("unk"), fuse_unk=config.get("fuse_unk", False)))
    shell = json.loads(tokenizer.to_str())
    shell["pre_tokenizer"], shell["normalizer"] = config["pre"], config.get("normalizer")
    tokenizer = Tokenizer.from_str(json.dumps(shell))
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    if config.get("small_alphabet"):
        alphabet = [c for c in alphabet if c.isascii() or c in "ĠĊ"]
        texts = [text for text in texts if text.isascii()]
    special = ["<s>", "</s>"] + ([config["unk"]] if "unk" in config else [])
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=vocab_size, initial_alphabet=alphabet, show_progress=False, special_tokens=special))
    tokenizer.add_tokens([AddedToken("<think>", normalized=False), AddedToken("</think>", normalized=True),
                          AddedToken("<tool_call>", lstrip=True, rstrip=True), AddedToken("UPPER", single_word=True)])
    tokenizer.add_special_tokens(["<｜User｜>", "<｜Assistant｜>", AddedToken("<|im_end|>", rstrip=True)])
    result = json.loads(tokenizer.to_str())
    result["model"]["ignore_merges"] = config.get("ignore_merges", False)
    return json.dumps(result, ensure_ascii=False)


def without_flags(text):
    """The same without what GGUF cannot say of an added token."""
    result = json.loads(text)
    for token in result["added_tokens"]:
        token.update(lstrip=False, rstrip=False, single_word=False, normalized=False)
    return json.dumps(result, ensure_ascii=False)


def write_gguf(path, text, pre):
    """The vocabulary as llama.cpp's converter would write it."""
    import gguf
    model = json.loads(text)
    tokens = {i: (token, gguf.TokenType.NORMAL) for token, i in model["model"]["vocab"].items()}
    for token in model["added_tokens"]:
        kind = gguf.TokenType.CONTROL if token["special"] else gguf.TokenType.USER_DEFINED
        tokens[token["id"]] = (token["content"], kind)
    writer = gguf.GGUFWriter(path, "llama")
    for add, value in ((writer.add_context_length, 64), (writer.add_embedding_length, 8), (writer.add_block_count, 1),
                       (writer.add_feed_forward_length, 8), (writer.add_head_count, 1)):
        add(value)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_tokenizer_model("gpt2")
    if pre is not None:
        writer.add_tokenizer_pre(pre)
    writer.add_token_list([tokens[i][0] for i in range(len(tokens))])
    writer.add_token_types([tokens[i][1] for i in range(len(tokens))])
    writer.add_token_merges([m if isinstance(m, str) else " ".join(m) for m in model["model"]["merges"]])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(1)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
