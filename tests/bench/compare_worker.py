"""What runs inside a measured process of compare.py: `compare.py --worker JSON` with one of the jobs below. Prints one JSON
object a line, so that what was measured before a crash or a time limit is kept.

  peer         llama.cpp's prefill and decode steps, in order, in one process
  peer_first   llama.cpp from the call that loads the model to the logits of a prompt
  our_first    deepwell-cli from its start to the first piece of text
  beside       another command while one thread of another process is busy
"""
import ctypes
import json
import random
import subprocess
import sys
import time


def memory(key):
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(key + ":"))


class Peer:
    """llama.cpp with a float16 KV cache, mapped weights and its other defaults."""

    BASE = 512  # positions that are copied to reach a depth, where no longer prompt was computed

    def __init__(self, path, threads, flash, context, copies=0):
        import llama_cpp

        self.lib = lib = llama_cpp
        lib.llama_backend_init()
        self.quiet = lib.llama_log_callback(lambda level, text, data: None)
        lib.llama_log_set(self.quiet, None)
        self.before = memory("VmRSS")
        options = lib.llama_model_default_params()
        options.n_gpu_layers = 0
        self.model = lib.llama_model_load_from_file(path.encode(), options)
        if not self.model:
            sys.exit(f"{path}: llama.cpp cannot load it")
        options = lib.llama_context_default_params()
        options.n_ctx, options.n_batch, options.n_ubatch = context, 2048, 512
        options.n_threads = options.n_threads_batch = threads
        if flash is not None:
            options.flash_attn_type = lib.LLAMA_FLASH_ATTN_TYPE_ENABLED if flash else lib.LLAMA_FLASH_ATTN_TYPE_DISABLED
        if copies:
            options.n_seq_max, options.kv_unified = copies + 1, True
        self.context = lib.llama_init_from_model(self.model, options)
        if not self.context:
            sys.exit(f"{path}: llama.cpp cannot make a context")
        self.memory = lib.llama_get_memory(self.context)
        self.vocab = lib.llama_vocab_n_tokens(lib.llama_model_get_vocab(self.model))
        self.random = random.Random(1)

    def compute(self, ids):
        tokens = (self.lib.llama_token * len(ids))(*ids)
        if self.lib.llama_decode(self.context, self.lib.llama_batch_get_one(tokens, len(ids))) != 0:
            sys.exit("llama_decode failed")
        return self.lib.llama_get_logits_ith(self.context, -1)[0]  # waits until it is computed

    def step(self, count):
        ids = [self.random.randrange(self.vocab) for _ in range(count)]
        begin = time.perf_counter()
        for at in range(0, count, 2048):
            self.compute(ids[at:at + 2048])
        return time.perf_counter() - begin

    def clear(self):
        self.lib.llama_memory_clear(self.memory, True)

    def decode(self, count):
        self.step(1)
        return count / sum(self.step(1) for _ in range(count))

    def deepen(self, have, base, depth):
        """From `have` positions, the first `base` of which were computed, to `depth`: the state of those goes into further
        cells, as another sequence that becomes part of this one. To read and to compute it is the same as other positions."""
        lib = self.lib
        lib.llama_memory_seq_rm(self.memory, 0, base, -1)
        size = lib.llama_state_seq_get_size(self.context, 0) if have == base else len(self.state)
        if have == base:
            self.state = (ctypes.c_uint8 * size)()
            lib.llama_state_seq_get_data(self.context, self.state, size, 0)
        for other in range(have // base, depth // base):
            if lib.llama_state_seq_set_data(self.context, self.state, size, other) != size:
                sys.exit("llama.cpp refused a copy of its state")
            lib.llama_memory_seq_cp(self.memory, other, 0, -1, -1)


def report(**values):
    print(json.dumps(values), flush=True)


def peer(job):
    """Steps, those of rising depth last: ["decode", 0, count], ["prefill", tokens, repeats], ["deep", depth, count]."""
    steps = job["steps"]
    base = 2048 if any(step[:2] == ["prefill", 2048] for step in steps) else Peer.BASE
    deepest = max(step[1] for step in steps)
    engine = Peer(job["path"], job["threads"], job["flash"], deepest + 256, copies=deepest // base if deepest > base else 0)
    engine.step(job.get("warm_up", 64))
    have = 0  # positions, where a depth is built
    for kind, size, count in steps:
        if kind == "prefill":
            for _ in range(count):
                engine.clear()
                report(figure=f"prefill_{size}", value=size / engine.step(size))
            have = size if size == base else 0
        elif kind == "decode":
            engine.clear()
            report(figure=f"decode_{size}", value=engine.decode(count))
            have = 0
        else:
            if have == 0:
                engine.clear()
                engine.step(base)
                have = base
            engine.deepen(have, base, size)
            have = size
            report(figure=f"decode_{size}", value=engine.decode(count))
            if size == 2048 and base == 2048:
                report(figure="peak_bytes", value=memory("VmHWM") - engine.before)


def peer_first(job):
    import llama_cpp  # not counted, as Python's start is not

    begin = time.perf_counter()
    engine = Peer(job["path"], job["threads"], None, 4096)
    engine.compute(job["tokens"])
    report(figure="first_token_s", value=time.perf_counter() - begin)


def our_first(job):
    begin = time.perf_counter()
    with subprocess.Popen(job["command"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        program.stdout.readline()
        seconds = time.perf_counter() - begin
        error = program.communicate()[1]
    if program.returncode != 0:
        sys.exit(error.strip())
    report(figure="first_token_s", value=seconds)


def beside(job):
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as busy:
        try:
            done = subprocess.run(job["command"])
        finally:
            busy.kill()
    sys.exit(done.returncode)


def run(job):
    {"peer": peer, "peer_first": peer_first, "our_first": our_first, "beside": beside}[job["kind"]](job)
