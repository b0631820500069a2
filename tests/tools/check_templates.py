#!/usr/bin/env python3
"""Renders a folder of chat templates on many conversations with jinja2 and with Deepwell and compares.

Usage: check_templates.py FOLDER (--cli BIN | --driver BIN) [--random N] [--seed S] [--hashes FILE] [--show K] [--all]
--cli runs "BIN render" once for each rendering; --driver keeps one template_driver running, much faster. Prints a line a
template: conversations, equal texts, equal refusals, differences; those that are equal throughout only with --all. An
error counts as equal if both refuse, and where the template itself raised it (raise_exception) if both say the same.
"""

import argparse
import copy
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import template_conversations
import template_oracle


class Driver:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def render(self, path, template, request):
        variables = {k: v for k, v in request.items() if k != "messages"}
        line = json.dumps({"template": template, "messages": json.dumps(request["messages"]), "variables": json.dumps(variables)})
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return ("text", answer["text"]) if "text" in answer else ("error", answer["error"])


def slowest(options, paths):
    """Times one long chat, with tool calls and thoughts, through each template."""
    messages = [template_conversations.system("s")]
    for i in range(options.long // 4):
        call = dict(template_conversations.DICT_CALL, id=f"{i:09}")
        messages += [
            template_conversations.user(f"question {i} " + "word " * 30),
            template_conversations.assistant(f"<think>thought {i}</think>", reasoning_content="hm", tool_calls=[call]),
            template_conversations.tool("result é " * 20, tool_call_id=f"{i:09}"),
            template_conversations.assistant(f"<think>\nt{i} " + "x " * 50 + "</think>\n\nanswer " + "y " * 50),
        ]
    rows = []
    for path in paths:
        process = subprocess.Popen([options.driver, "--time"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        request = {"template": path.read_text(encoding="utf-8"), "messages": json.dumps(messages), "variables": json.dumps({**template_conversations.TOKENS, "tools": template_conversations.TOOLS})}
        answer = json.loads(process.communicate(json.dumps(request) + "\n")[0])
        rows.append((answer["seconds"], str(path.relative_to(options.folder)), answer.get("error", "")))
    for seconds, name, error in sorted(rows, reverse=True)[:15]:
        print(f"{seconds * 1000:8.1f} ms  {name:70} {error[:80]}")
    return 0


class CommandLine:
    def __init__(self, program):
        self.program = program
        self.folder = tempfile.TemporaryDirectory()

    def render(self, path, template, request):
        messages = Path(self.folder.name) / "messages.json"
        messages.write_text(json.dumps(request), encoding="utf-8")
        done = subprocess.run([self.program, "render", "--template", path, "--messages", messages], capture_output=True)
        if done.returncode == 0:
            return ("text", done.stdout.decode())
        return ("error", done.stderr.decode())


def equal(wanted, got):
    if wanted[0] != got[0]:
        return False
    if wanted[0] == "text":
        return wanted[1] == got[1]
    kind, _, message = wanted[1].partition(": ")
    return kind != "TemplateError" or got[1].strip().endswith(message.replace("\n", " ").strip())


def check(engine, path, conversations, show):
    template = path.read_text(encoding="utf-8")
    counts = {"text": 0, "error": 0, "different": 0}
    for name, messages, variables in conversations:
        request = {"messages": messages, **template_conversations.TOKENS, **variables}
        for attempt in range(2):  # twice, for templates that show the time
            wanted = template_oracle.render(template, copy.deepcopy(messages), {k: copy.deepcopy(v) for k, v in request.items() if k != "messages"})
            got = engine.render(path, template, request)
            if equal(wanted, got):
                break
        else:
            counts["different"] += 1
            if counts["different"] <= show:
                print(f"--- {path.name}, {name}\n  jinja2: {shorten(wanted, got)}\n  ours:   {shorten(got, wanted)}")
            continue
        counts[wanted[0]] += 1
    return counts


def shorten(answer, other):
    same = 0
    while same < min(len(answer[1]), len(other[1])) and answer[1][same] == other[1][same]:
        same += 1
    start = max(same - 60, 0) if answer[0] == other[0] == "text" else 0
    return f"{answer[0]} {'...' if start else ''}{answer[1][start:start + 300]!r}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cli")
    parser.add_argument("--driver")
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=3)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--long", type=int, default=0, help="time a chat of so many messages instead (with --driver)")
    parser.add_argument("--hashes", type=Path, help="write name, SHA-256 and counts of each template to this file")
    options = parser.parse_args()
    if options.long:
        return slowest(options, sorted(options.folder.rglob("*.jinja")))
    engine = Driver(options.driver) if options.driver else CommandLine(options.cli)
    randoms = [template_conversations.random_conversation(options.seed * 1_000_003 + i) for i in range(options.random)]
    conversations = template_conversations.CONVERSATIONS + randoms
    total = {"text": 0, "error": 0, "different": 0}
    rows = []
    paths = sorted(options.folder.rglob("*.jinja"))
    for path in paths:
        counts = check(engine, path, conversations, options.show)
        for kind in total:
            total[kind] += counts[kind]
        name = str(path.relative_to(options.folder))
        rows.append((name, hashlib.sha256(path.read_bytes()).hexdigest(), counts))
        if options.all or counts["different"]:
            print(f"{name:90} {len(conversations):5} {counts['text']:5} {counts['error']:5} {counts['different']:5}", flush=True)
    if options.hashes:
        lines = [f"{digest}  {name}  {c['text']} texts, {c['error']} refusals, {c['different']} different" for name, digest, c in rows]
        options.hashes.write_text("\n".join(lines) + "\n", encoding="utf-8")
    clean = sum(row[2]["different"] == 0 for row in rows)
    print(f"{len(paths)} templates x {len(conversations)} conversations: {total['text']} equal texts, {total['error']} equal refusals, {total['different']} different; {clean} templates equal throughout")
    return 1 if total["different"] else 0


if __name__ == "__main__":
    sys.exit(main())
