#!/usr/bin/env python3
"""Collects chat templates from unpacked packages, for check_templates.py.

Usage: collect_templates.py OUT NAME=FOLDER...
Every .jinja file, every "chat_template" of a JSON file and every template text in a .py or .cpp file below FOLDER is written to
OUT/NAME/..., each distinct text once. The texts belong to their makers: they are not part of this repository.
"""

import ast
import hashlib
import json
import re
import sys
from pathlib import Path

import jinja2

import template_oracle


def looks_like_template(text):
    if "{%" not in text or "messages" not in text:
        return False
    try:
        template_oracle.ENV.parse(text)
    except jinja2.TemplateError:
        return False
    return True


def constant(node):
    """The text of a constant expression: a literal, a sum or a dedented literal; None for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = constant(node.left), constant(node.right)
        return None if left is None or right is None else left + right
    return None


def from_python(text):
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    todo = [("", tree)]
    while todo:
        name, node = todo.pop(0)
        found = constant(node) if isinstance(node, ast.expr) else None
        if found is not None:
            yield name, found
            continue
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            name = node.name
        todo += [(name, child) for child in ast.iter_child_nodes(node)]


CPP_TEXT = re.compile(r'R"([^(\s]*)\((.*?)\)\1"|"((?:[^"\\\n]|\\.)*)"', re.S)
CPP_NAME = re.compile(r'\.name\s*=\s*\*/\s*"([^"]+)"')


def from_cpp(text):
    names = [(m.start(), m.group(1)) for m in CPP_NAME.finditer(text)]
    parts, end = [], None
    for match in list(CPP_TEXT.finditer(text)) + [None]:
        if match is None or (parts and text[end:match.start()].strip()):
            yield next((name for at, name in reversed(names) if at < start), "text"), "".join(parts)
            parts = []
        if match is None:
            break
        if not parts:
            start = match.start()
        raw = match.group(2)
        if raw is None:
            try:
                raw = json.loads('"' + match.group(3).replace("\\'", "'").replace("\\x", "\\u00") + '"')
            except json.JSONDecodeError:
                raw = ""
        parts.append(raw)
        end = match.end()


def from_json(text):
    try:
        todo = [("", json.loads(text))]
    except json.JSONDecodeError:
        return
    while todo:
        name, value = todo.pop(0)
        if isinstance(value, dict):
            name = value.get("model_name") or value.get("name") or name
            for key, child in value.items():
                if key in ("chat_template", "template") and isinstance(child, str):
                    yield str(name), child
                else:
                    todo.append((name, child))
        elif isinstance(value, list):
            todo += [(name, child) for child in value]


READERS = {".jinja": lambda text: [("", text)], ".py": from_python, ".cpp": from_cpp, ".json": from_json}


def main():
    out, sources = Path(sys.argv[1]), [argument.split("=", 1) for argument in sys.argv[2:]]
    seen = set()
    for source, folder in sources:
        count = 0
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix not in READERS or not path.is_file() or path.stat().st_size > 20_000_000:
                continue
            for name, text in READERS[path.suffix](path.read_text(encoding="utf-8", errors="replace")):
                key = hashlib.sha256(text.strip().encode(errors="replace")).hexdigest()
                if key in seen or not (path.suffix == ".jinja" or looks_like_template(text)):
                    continue
                seen.add(key)
                label = re.sub(r"[^A-Za-z0-9._-]+", "_", "-".join(filter(None, [path.stem, name])))[:80]
                target = out / source / f"{label}.jinja"
                if target.exists():
                    target = out / source / f"{label}-{key[:6]}.jinja"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(text.encode())
                count += 1
        print(f"{source:20} {count:4} templates")


if __name__ == "__main__":
    main()
