#!/usr/bin/env python3
"""Differential fuzzing with real material: templates with single pieces exchanged, jinja2 against our interpreter.

Usage: template_mutations.py DRIVER FOLDER [COUNT] [SEED]. FOLDER holds .jinja files (collect_templates.py, or
tests/golden/templates). Each round takes a template, exchanges, drops or doubles one to three of its tokens (operators, filters,
tests, methods, signs of white space, literals, whole tags) and renders it on a random conversation.
"""

import copy
import json
import random
import re
import subprocess
import sys
from pathlib import Path

import template_conversations
import template_oracle
from template_fuzz import ADDRESS

TOKEN = re.compile(r"\{%[-+]?|[-+]?%\}|\{\{-?|-?\}\}|\{#.*?#\}|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\w+|==|!=|<=|>=|//|\*\*|\s+|.", re.S)
KINDS = [
    ["{%", "{%-", "{%+"], ["%}", "-%}", "+%}"], ["{{", "{{-"], ["}}", "-}}"],
    ["==", "!=", "<", ">", "in", "<=", ">="], ["+", "~", "-", "*", "%", "//"], ["and", "or"],
    ["trim", "upper", "lower", "title", "capitalize", "string", "length", "first", "last", "list", "tojson", "int", "float", "reverse", "sort", "unique", "join", "escape", "safe", "items", "default", "abs", "round", "min", "max", "sum", "wordcount", "indent", "dictsort", "urlencode", "count"],
    ["selectattr", "rejectattr", "map", "select", "reject", "groupby", "sort"],
    ["defined", "undefined", "none", "string", "number", "mapping", "iterable", "sequence", "boolean", "true", "false", "integer", "odd", "even", "callable"],
    ["strip", "lstrip", "rstrip", "upper", "lower", "title", "capitalize", "split", "rsplit", "splitlines", "startswith", "endswith", "find", "rfind", "replace", "removeprefix", "removesuffix", "partition", "rpartition", "count", "isdigit", "isupper", "zfill", "format", "join", "items", "keys", "values", "get", "swapcase", "casefold"],
    ["true", "false", "none", "True", "None", "0", "1", "-1", "2", "''", "' '", "'\\n'", "[]", "{}", "messages", "message", "tools", "loop", "content", "role"],
    ["index", "index0", "revindex", "first", "last", "length", "previtem", "nextitem", "depth"],
    ["if", "elif"], ["break", "continue"], ["[", "("], ["]", ")"], ["not ", ""],
]
INSERTED = [" is defined", "|length", "|string", "[0]", "[-1]", "[1:]", "[::-1]", "|trim", " or ''", " if true", "|tojson", ".strip()", " not", "-", "{% break %}", "{% continue %}", "{{ loop.index }}", "{{ loop.previtem }}", "{{ ns }}", "{{ messages|length }}", "{% set x = 1 %}", "{{ x }}", "\n", "  ", "{#- c #}", "{% generation %}", "{% endgeneration %}"]


def mutate(r, template):
    tokens = TOKEN.findall(template)
    for _ in range(r.randrange(1, 4)):
        for _ in range(50):
            at = r.randrange(len(tokens))
            kinds = [kind for kind in KINDS if tokens[at] in kind]
            action = r.random()
            if kinds and action < 0.7:
                tokens[at] = r.choice(r.choice(kinds))
            elif action < 0.8:
                tokens[at] += r.choice(INSERTED)
            elif action < 0.83:
                tokens[at] = ""
            elif action < 0.86 and tokens[at].isspace():
                tokens[at] = r.choice(["", " ", "\n", "\r\n", "\n\n  ", "\t"])
            else:
                continue
            break
    return "".join(tokens)


def conversation(r):
    fixed = template_conversations.CONVERSATIONS[:44]
    name, messages, variables = r.choice(fixed) if r.random() < 0.3 else template_conversations.random_conversation(r.randrange(10**9))
    return name, messages, {**template_conversations.TOKENS, **variables}


def main():
    driver, folder = sys.argv[1], Path(sys.argv[2])
    count, seed = int((sys.argv[3:] or [2000])[0]), int((sys.argv[4:] or [0])[0])
    templates = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.jinja"))]
    templates = [template for template in templates if len(template) < 20000]
    process = subprocess.Popen([driver], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    bad = texts = 0
    for i in range(count):
        r = random.Random(seed * 1_000_003 + i)
        original = r.choice(templates)
        for _ in range(8):  # a conversation that the template takes as it is
            name, messages, variables = conversation(r)
            if template_oracle.render(original, copy.deepcopy(messages), copy.deepcopy(variables))[0] == "text":
                break
        template = mutate(r, original)
        process.stdin.write(json.dumps({"template": template, "messages": json.dumps(messages), "variables": json.dumps(variables)}) + "\n")
        process.stdin.flush()
        got = json.loads(process.stdout.readline())
        wanted = template_oracle.render(template, copy.deepcopy(messages), copy.deepcopy(variables))
        texts += wanted[0] == "text"
        if wanted[0] == "error" and "error" in got or got.get("text") == wanted[1] or ADDRESS.search(str(wanted[1])):
            continue
        bad += 1
        Path(f"/tmp/mutation-{seed}-{i}.jinja").write_text(template, encoding="utf-8")
        print(f"/tmp/mutation-{seed}-{i}.jinja, {name}\n  jinja2: {difference(wanted[1], got.get('text', ''))!r}\n  ours:   {difference(got.get('text', got.get('error')), wanted[1])!r}", flush=True)
    print(f"{count} mutated templates ({texts} render), {bad} disagreements")
    return 1 if bad else 0


def difference(text, other):
    same = next((i for i, (a, b) in enumerate(zip(text, other)) if a != b), min(len(text), len(other)))
    return text[max(same - 60, 0):same + 160]


if __name__ == "__main__":
    sys.exit(main())
