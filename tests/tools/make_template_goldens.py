#!/usr/bin/env python3
"""Renders tests/golden/templates/*.jinja with jinja2 on the conversations below; writes goldens.json beside them.

Needs jinja2 >= 3.1.6. mini_*.jinja are our own and use what published templates use (CHECKED.txt: the list of those that
check_templates.py compared); the others are those that the models' makers publish with their checkpoints.
"""

import json
from pathlib import Path

import template_oracle

FOLDER = Path(__file__).resolve().parent.parent / "golden" / "templates"


def user(text):
    return {"role": "user", "content": text}


def assistant(text, **more):
    return {"role": "assistant", "content": text, **more}


def system(text):
    return {"role": "system", "content": text}


CALL = {"id": "abcdefghi", "type": "function", "function": {"name": "get_weather", "arguments": {"city": "Köln", "days": 3, "units": ["C", None, True, 1.5]}}}
TEXT_CALL = {"id": "123456789", "type": "function", "function": {"name": "add", "arguments": '{"a": 1, "b": 2}'}}
TOOLS = [
    {"type": "function", "function": {"name": "get_weather", "description": "Weather of a <city> & more", "parameters": {"type": "object", "properties": {"city": {"type": "string", "description": " The city's name "}, "days": {"type": ["integer", "string"], "description": "Days"}}, "required": ["city"]}}},
    {"type": "function", "function": {"name": "now", "description": "The time", "parameters": {"type": "object", "properties": {}}, "return": {"type": "string"}}},
]
THOUGHT = "<think>\nLet me see: 2+2.\n\nIt is 4.\n</think>\n\nThe answer is **4**."

CONVERSATIONS = [
    ("one question", [user("Hello!")], {}),
    ("system prompt", [system("You are brief."), user("Who are you?")], {}),
    ("several turns", [user("Hi"), assistant("Hello, how can I help?"), user("Tell me a joke"), assistant("No."), user("Please")], {}),
    ("system and turns", [system("  Be kind.\n"), user(" a "), assistant(" b \n"), user("\nc\n")], {}),
    ("thought to strip", [user("2+2?"), assistant(THOUGHT), user("and 3+3?")], {}),
    ("thought at the end", [user("2+2?"), assistant(THOUGHT)], {"add_generation_prompt": False}),
    ("only the closing tag", [user("2+2?"), assistant("hmm 4</think>4"), user("sure?"), assistant("a</think>b</think>c"), user("x")], {}),
    ("unclosed thought", [user("2+2?"), assistant("<think>never closed"), user("x")], {}),
    ("reasoning_content", [user("2+2?"), assistant("4", reasoning_content="two and two\n"), user("3+3?"), assistant("6", reasoning_content="\nthree\n")], {"add_generation_prompt": False}),
    ("empty contents", [system(""), user(""), assistant(""), user("")], {}),
    ("unicode", [system("Отвечай по-русски 🙂"), user("日本語のテキスト、ありがとう"), assistant("مرحبا بالعالم"), user("नमस्ते 👩‍👩‍👧‍👦 e\u0301 \u00a0\u2003x\u3000")], {}),
    ("code and quotes", [user("print(\"{{ x }}\") {% if %} {# #} \\n \\ 'q'"), assistant("```py\nx = {'a': \"b\"}\n```\n"), user("<|im_end|><s>&amp;")], {}),
    ("no generation prompt", [user("Hi"), assistant("Hello")], {"add_generation_prompt": False}),
    ("thinking off", [user("Hi")], {"enable_thinking": False}),
    ("thinking on", [user("Hi"), assistant(THOUGHT), user("go")], {"enable_thinking": True, "thinking": True}),
    ("tool call", [user("Weather?"), assistant("", tool_calls=[CALL]), {"role": "tool", "content": '{"t": 20}', "tool_call_id": "abcdefghi"}, assistant("It is 20 °C."), user("Thanks")], {"tools": TOOLS}),
    ("tool call, text arguments", [user("1+2?"), assistant(None, tool_calls=[TEXT_CALL]), {"role": "tool", "content": "3", "tool_call_id": "123456789"}], {"tools": TOOLS}),
    ("two tool calls", [system("s"), user("both"), assistant("ok", tool_calls=[TEXT_CALL, TEXT_CALL]), {"role": "tool", "content": "1", "tool_call_id": "123456789"}, {"role": "tool", "content": "2", "tool_call_id": "123456789"}, assistant("<think>x</think>done"), user("next")], {"tools": TOOLS}),
    ("tools without calls", [system("Use tools."), user("Hi")], {"tools": TOOLS}),
    ("roles do not alternate", [user("a"), user("b")], {}),
    ("assistant first", [assistant("Hello"), user("b")], {}),
    ("system later", [user("a"), system("now in French"), user("b")], {}),
    ("two systems", [system("one"), system("two"), user("b")], {}),
    ("unknown role", [user("a"), {"role": "critic", "content": "hm"}], {}),
    ("missing content", [user("a"), {"role": "assistant"}, user("b")], {}),
    ("null content", [user("a"), assistant(None), user("b")], {}),
    ("content parts", [user([{"type": "text", "text": " Describe "}, {"type": "image"}])], {}),
    ("no messages", [], {}),
    ("long", [m for i in range(12) for m in (user(f"question {i} " + "x" * i), assistant(f"<think>t{i}</think>\n\nanswer {i}"))] + [user("last")], {}),
]

TOKENS = {"bos_token": "<BOS>", "eos_token": "<EOS>"}


def main():
    cases = [{"name": name, "messages": messages, "variables": {**TOKENS, **variables}} for name, messages, variables in CONVERSATIONS]
    results = {}
    for path in sorted(FOLDER.glob("*.jinja")):
        template = path.read_text(encoding="utf-8")
        results[path.name] = [dict([template_oracle.render(template, c["messages"], c["variables"])]) for c in cases]
    golden = {"conversations": cases, "results": results}
    (FOLDER / "goldens.json").write_text(json.dumps(golden, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    for name, texts in results.items():
        print(f"{name:28} {sum('text' in t for t in texts):3} rendered, {sum('error' in t for t in texts):3} errors")


if __name__ == "__main__":
    main()
