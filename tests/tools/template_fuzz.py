#!/usr/bin/env python3
"""Differential fuzzing: random small templates, jinja2 against our interpreter.

    build/bin/template_driver must be built (target template_driver). Usage: template_fuzz.py DRIVER [COUNT] [SEED]
Prints each disagreement; the exit code says whether there was one.
"""

import copy
import json
import random
import re
import subprocess
import sys

import template_oracle

MESSAGES = [
    {"role": "system", "content": "Be é nice"},
    {"role": "user", "content": " Hi\nthere <b> "},
    {"role": "assistant", "content": "<think>\nt\n</think>\n\nyo", "tool_calls": [{"function": {"name": "f", "arguments": {"a": 1, "b": [1.5, None, True]}}}]},
    {"role": "user", "content": ""},
]
VARIABLES = {"x": 5, "y": -2, "f": 2.5, "s": "Hello World", "l": [3, 1, 2], "d": {"b": 2, "a": 1, "C": "z"}, "e": [], "n": None, "t": True, "u": [{"n": "Bob", "a": 3}, {"n": "alice", "a": 1}, {"n": "Carl"}], "bos_token": "<s>"}

ATOMS = ["x", "y", "f", "s", "l", "d", "e", "n", "t", "u", "nope", "messages", "messages[0]", "messages[2].content", "messages[1]['content']", "1", "0", "-3", "2.5", "1e3", "'a'", "'Ab c'", "''", "'\\n x '", "true", "none", "[1, 'a', 2.0]", "['b', 'A', 'c']", "{'k': 1, 'z': [2]}", "(1, 'q')", "range(4)", "d.items()", "u|map(attribute='n')", "loop.index", "loop"]
BINARY = ["+", "-", "*", "/", "//", "%", "~", "==", "!=", "<", ">", "<=", ">=", "in", "not in", "and", "or", "**"]
FILTERS = ["upper", "lower", "trim", "length", "first", "last", "list", "string", "int", "float", "abs", "round", "sort", "unique|list", "reverse|list", "join(', ')", "join", "tojson", "tojson(indent=2)", "default('D')", "default('D', true)", "capitalize", "title", "replace('a', 'bb')", "map('upper')|list", "select('string')|list", "reject('number')|list", "selectattr('a')|list", "map(attribute='n')|list", "items|list", "dictsort", "sum", "min", "max", "batch(2)|list", "slice(2)|list", "e", "safe", "indent", "wordcount", "count", "groupby('n')", "urlencode", "truncate(5)", "center(9)", "striptags", "select|list", "format(1)", "wordwrap(4)", "d", "sort(reverse=true)", "round(1)", "batch(2, 0)|list", "tojson(sort_keys=true)"]
TESTS = ["defined", "undefined", "none", "string", "number", "integer", "float", "boolean", "mapping", "iterable", "sequence", "odd", "even", "divisibleby 2", "true", "false", "upper", "lower", "callable", "eq 1", "gt 1", "in [1, 'a']", "sameas none", "filter", "test", "ne 'a'", "lt(3)"]
METHODS = [".upper()", ".lower()", ".strip()", ".split()", ".split('l')", ".split(' ', 1)", ".rsplit(' ', 1)", ".startswith('H')", ".endswith(('d', 'x'))", ".replace('l', 'L')", ".find('o')", ".title()", ".items()|list", ".keys()|list", ".values()|list", ".get('a')", ".get('q', 7)", ".a", ".nope", "[0]", "[-1]", "['a']", "[1:]", "[::-1]", "[:2]", "[-2:]", ".content", ".count('l')", ".index(1)", ".lstrip('H')", ".rstrip()", ".join(['p', 'q'])", ".splitlines()", ".partition('o')", ".format(1, 2)", ".isalpha()", ".zfill(7)", ".append(1)", ".capitalize()", ".role"]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def expression(self, depth):
        r = self.random
        if depth <= 0 or r.random() < 0.2:
            return r.choice(ATOMS)
        inner = lambda: self.expression(depth - 1)
        kind = r.randrange(9)
        if kind == 0:
            return f"({inner()} {r.choice(BINARY)} {inner()})"
        if kind == 1:
            return f"{inner()} {r.choice(BINARY)} {inner()}"
        if kind in (2, 3):
            return f"({inner()})|{r.choice(FILTERS)}"
        if kind == 4:
            return f"({inner()} is {r.choice(['', 'not '])}{r.choice(TESTS)})"
        if kind in (5, 6):
            return f"({inner()}){r.choice(METHODS)}"
        if kind == 7:
            return f"({inner()} if {inner()}{r.choice(['', ' else ' + inner()])})"
        return r.choice([f"[{inner()}, {inner()}]", f"not {inner()}", f"-{inner()}", "{'k': " + inner() + "}", f"({inner()}, {inner()})"])

    def tag(self, text):
        r = self.random
        return "{%" + r.choice(["", "", "", "-", "+"]) + f" {text} " + r.choice(["", "", "", "-", "+"]) + "%}"

    def text(self):
        return self.random.choice(["", "a", " b ", "\n", "\n  ", "  \n\n", "c\n", "\r\n", "\t"])

    def statement(self, depth):
        r = self.random
        body = lambda: self.body(depth - 1)
        kind = r.randrange(10) if depth > 0 else r.randrange(3)
        e = lambda: self.expression(r.randrange(3))
        if kind in (0, 1):
            return "{{" + r.choice(["", "-"]) + f" {self.expression(r.randrange(4))} " + r.choice(["", "-"]) + "}}"
        if kind == 2:
            return self.tag(f"set {r.choice(['x', 'q', 'a, b', 'l'])} = {e()}")
        if kind == 3:
            return self.tag(f"if {e()}") + body() + r.choice(["", self.tag(f"elif {e()}") + body()]) + r.choice(["", self.tag("else") + body()]) + self.tag("endif")
        if kind in (4, 5):
            target = r.choice(["i", "i", "m", "k, v"])
            jump = r.choice(["", "", self.tag(f"if {e()}") + self.tag(r.choice(["break", "continue"])) + self.tag("endif")])
            items = r.choice(["messages", "l", "u", "d.items()", "range(3)", "s", e()])
            return self.tag(f"for {target} in {items}{r.choice(['', '', ' if ' + e()])}") + jump + body() + r.choice(["", self.tag("else") + body()]) + self.tag("endfor")
        if kind == 6:
            return self.tag("set q") + body() + self.tag("endset") + "{{ q }}"
        if kind == 7:
            return self.tag(f"macro m(p, q={e()})") + body() + "{{ p }}" + self.tag("endmacro") + "{{ m(" + r.choice(["", e(), f"{e()}, q={e()}"]) + ") }}"
        if kind == 8:
            return self.tag(f"filter {r.choice(['upper', 'trim', 'length', 'indent'])}") + body() + self.tag("endfilter")
        return r.choice(["{# c #}", "{#- c -#}", self.tag("generation") + body() + self.tag("endgeneration"), self.tag("raw") + "{{ x }}" + self.tag("endraw")])

    def body(self, depth):
        return "".join(self.text() + self.statement(depth) for _ in range(self.random.randrange(1, 4))) + self.text()


ADDRESS = re.compile(r" at 0x[0-9a-f]+|<built-in|<function|<class|object at|dict_itemiterator|_iterator|&lt;|LoopContext")


def agree(wanted, got):
    kind, text = wanted
    if kind == "error":
        return "error" in got
    return got.get("text") == text or ADDRESS.search(text) is not None


def main():
    driver, count, seed = sys.argv[1], int((sys.argv[2:] or [2000])[0]), int((sys.argv[3:] or [0])[0])
    templates = [Generator(seed * 1_000_003 + i).body(2) for i in range(count)]
    requests = "".join(json.dumps({"template": t, "messages": json.dumps(MESSAGES), "variables": json.dumps(VARIABLES)}) + "\n" for t in templates)
    done = subprocess.run([driver], input=requests, capture_output=True, text=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) < count:
        print("the driver died on", repr(templates[len(answers)]), done.stderr[-2000:])
    bad = errors = 0
    for template, got in zip(templates, answers):
        wanted = template_oracle.render(template, copy.deepcopy(MESSAGES), copy.deepcopy(VARIABLES))  # a filter may change them
        errors += wanted[0] == "error"
        if not agree(wanted, got):
            bad += 1
            print(repr(template), "\n  jinja2:", wanted, "\n  ours:  ", got)
    print(f"{count} templates ({errors} are errors), {bad} disagreements")
    return 1 if bad or len(answers) < count else 0


if __name__ == "__main__":
    sys.exit(main())
