"""Conversations and template variables for check_templates.py: fixed ones for each habit of clients, and random ones."""

import random

WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Weather of a <city> & \"more\"",
        "parameters": {
            "type": "object",
            "properties": {
                "city": {"type": "string", "description": " The city's name\n"},
                "days": {"type": ["integer", "string"], "description": "Days", "default": 3, "minimum": 0.5},
                "unit": {"type": "string", "enum": ["C", "F"]},
                "where": {"type": "object", "properties": {"lat": {"type": "number"}, "tags": {"type": "array", "items": {"type": "string"}}}, "required": ["lat"], "additionalProperties": False},
                "any": {"anyOf": [{"type": "string"}, {"type": "null"}], "nullable": True},
            },
            "required": ["city"],
        },
    },
}
NOW = {"type": "function", "function": {"name": "now", "description": "時刻", "parameters": {"type": "object", "properties": {}}, "return": {"type": "string", "description": "t"}}}
BARE = {"name": "bare", "description": "not wrapped", "parameters": {"type": "object", "properties": {"q": {"type": "array", "items": {"type": "integer"}}}}}
TOOLS = [WEATHER, NOW]
DOCUMENTS = [{"title": "Berg", "text": "Die Zugspitze ist 2962 m hoch."}, {"title": "Sea \"x\"", "text": "Deep\n\nblue", "doc_id": 7}]
THOUGHT = "<think>\nLet me see: 2+2.\n\nIt is 4.\n</think>\n\nThe answer is **4**."
DICT_CALL = {"id": "abcdefghi", "type": "function", "function": {"name": "get_weather", "arguments": {"city": "Köln 🌧", "days": 3, "units": ["C", None, True, 1.5], "where": {"lat": -0.0}}}}
TEXT_CALL = {"id": "123456789", "type": "function", "function": {"name": "get_weather", "arguments": '{"city": "Bonn", "days": 2}'}}
EMPTY_CALL = {"id": "aaaaaaaa1", "type": "function", "function": {"name": "now", "arguments": {}}}


def user(content, **more):
    return {"role": "user", "content": content, **more}


def assistant(content, **more):
    return {"role": "assistant", "content": content, **more}


def system(content):
    return {"role": "system", "content": content}


def tool(content, **more):
    return {"role": "tool", "content": content, "name": "get_weather", "tool_call_id": "abcdefghi", **more}


def text(value):
    return {"type": "text", "text": value}


IMAGE = {"type": "image", "image": "x.png"}
IMAGE_URL = {"type": "image_url", "image_url": {"url": "http://x/y.png"}}
LONG = [m for i in range(60) for m in (user(f"question {i} " + "x" * i), assistant(f"<think>t{i}</think>\n\nanswer {i}"))] + [user("last")]

CONVERSATIONS = [
    ("one question", [user("Hello!")], {}),
    ("system prompt", [system("You are brief."), user("Who are you?")], {}),
    ("several turns", [user("Hi"), assistant("Hello, how can I help?"), user("Tell me a joke"), assistant("No."), user("Please")], {}),
    ("white space", [system("  Be kind.\n"), user(" a "), assistant(" b \n"), user("\nc\n")], {}),
    ("no generation prompt", [user("Hi"), assistant("Hello")], {"add_generation_prompt": False}),
    ("question without prompt", [user("Hi")], {"add_generation_prompt": False}),
    ("thoughts in text", [user("2+2?"), assistant(THOUGHT), user("and 3+3?")], {}),
    ("thought at the end", [system("s"), user("2+2?"), assistant(THOUGHT)], {"add_generation_prompt": False}),
    ("only the closing tag", [user("2+2?"), assistant("hmm 4</think>4"), user("sure?"), assistant("a</think>b</think>c"), user("x")], {}),
    ("reasoning_content", [user("2+2?"), assistant("4", reasoning_content="two and two\n"), user("3+3?"), assistant("6", reasoning_content="\nthree\n")], {"add_generation_prompt": False}),
    ("reasoning fields", [user("2+2?"), assistant("4", thinking="t", reasoning="r"), user("3+3?"), assistant("6", reasoning_content="", reasoning_details=None), user("q")], {"preserve_thinking": True, "clear_thinking": False}),
    ("empty contents", [system(""), user(""), assistant(""), user("")], {}),
    ("null content", [system("s"), user("a"), assistant(None), user("b")], {}),
    ("missing content", [user("a"), {"role": "assistant"}, user("b")], {}),
    ("unicode", [system("Отвечай по-русски 🙂"), user("日本語のテキスト、ありがとう"), assistant("مرحبا بالعالم"), user("नमस्ते 👩‍👩‍👧‍👦 e\u0301 \u00a0\u2003x\u3000")], {}),
    ("code and quotes", [user("print(\"{{ x }}\") {% if %} {# #} \\n \\ 'q'"), assistant("```py\nx = {'a': \"b\"}\n```\n"), user("<|im_end|><s>&amp;</think>")], {}),
    ("thinking off", [system("s"), user("Hi"), assistant(THOUGHT), user("go")], {"enable_thinking": False, "thinking": False, "thinking_mode": "off", "reasoning_effort": "low"}),
    ("thinking on", [system("s"), user("Hi"), assistant(THOUGHT), user("go")], {"enable_thinking": True, "thinking": True, "thinking_mode": "thinking", "reasoning_effort": "high"}),
    ("tool call", [user("Weather?"), assistant("", tool_calls=[DICT_CALL]), tool('{"t": 20}'), assistant("It is 20 °C."), user("Thanks")], {"tools": TOOLS}),
    ("tool call, text arguments", [system("s"), user("Weather?"), assistant(None, tool_calls=[TEXT_CALL]), tool("3", tool_call_id="123456789")], {"tools": TOOLS}),
    ("two tool calls", [system("s"), user("both"), assistant("ok", tool_calls=[DICT_CALL, EMPTY_CALL]), tool("1"), tool("noon", name="now", tool_call_id="aaaaaaaa1"), assistant("<think>x</think>done"), user("next")], {"tools": TOOLS}),
    ("tool call with thought", [user("W?"), assistant("I look.", reasoning_content="hm", tool_calls=[DICT_CALL]), tool({"t": [1, 2.5, None]}), assistant("done", reasoning_content="so")], {"tools": TOOLS, "add_generation_prompt": False, "enable_thinking": True}),
    ("tool result parts", [user([text("W?")]), assistant("", tool_calls=[DICT_CALL]), tool([text("20"), text(" degrees")]), user("ok")], {"tools": TOOLS}),
    ("tools without calls", [system("Use tools."), user("Hi")], {"tools": TOOLS}),
    ("bare tools, no system", [user("Hi")], {"tools": [BARE, WEATHER], "enable_thinking": False}),
    ("empty tools", [user("Hi")], {"tools": [], "documents": []}),
    ("calls without type and id", [user("a"), assistant("", tool_calls=[{"function": {"name": "now", "arguments": {}}}]), {"role": "tool", "content": "x"}, {"role": "ipython", "content": {"a": 1}}], {"tools": [NOW]}),
    ("flat calls", [user("a"), assistant("", tool_calls=[{"name": "now", "arguments": {"z": "y"}}]), {"role": "tool_response", "content": "x"}, {"role": "observation", "content": "x"}], {"tools": [NOW]}),
    ("content parts", [system([text("Be "), text("brief")]), user([text(" Describe "), IMAGE]), assistant([text("A cat")]), user([IMAGE_URL, text("and this?"), text("")])], {}),
    ("video and audio", [user([{"type": "video", "video": "v"}, {"type": "audio", "audio": "a"}, text("?")])], {"add_vision_id": True}),
    ("empty parts", [user([]), assistant([]), user([{"text": "untyped"}])], {}),
    ("developer", [{"role": "developer", "content": "No emoji."}, user("Hi")], {"tools": TOOLS}),
    ("two users in a row", [user("a"), user("b")], {}),
    ("assistant first", [assistant("Hello"), user("b")], {}),
    ("no user", [system("alone")], {}),
    ("system later", [user("a"), system("now in French"), user("b"), assistant("c")], {}),
    ("two systems", [system("one"), system("two"), user("b")], {}),
    ("unknown role", [user("a"), {"role": "critic", "content": "hm"}], {}),
    ("no messages", [], {}),
    ("documents", [system("s"), user("How high?"), assistant("2962", citations=[1]), user("sure?")], {"documents": DOCUMENTS, "citation_mode": "fast", "controls": {"citations": True, "hallucinations": False}}),
    ("variables", [system("s"), user("Hi"), assistant("yo"), user("x")], {"date_string": "1 Jan 2026", "custom_tools": [WEATHER], "builtin_tools": ["brave_search", "code_interpreter"], "tools_in_user_message": False, "model_identity": "I am D.", "today": "2026-01-01", "skip_think": True, "xml_tools": [WEATHER], "python_tools": ["f"], "keep_past_thinking": True, "safety_mode": "NONE", "functions": [BARE], "system_message": "sys", "datetime": "now", "add_bos": True}),
    ("builtin tools", [user("Hi"), assistant("", tool_calls=[{"type": "function", "function": {"name": "brave_search", "arguments": {"query": "x"}}}]), {"role": "ipython", "content": "r"}], {"builtin_tools": ["brave_search"], "tools": TOOLS}),
    ("continued answer", [user("Hi"), assistant("The ans", prefix=True)], {"add_generation_prompt": False, "continue_final_message": True}),
    ("extra fields", [user("Hi", name="Bob", id=1.0), assistant("x", channel="final", weight=0, train=False, tool_calls=None, reasoning_content=None, refusal=None, function_call=None), user("y", tool_calls=[])], {}),
    ("long", LONG, {}),
    ("one long text", [user("é🙂 word\n" * 20000), assistant("<think>" + "t " * 20000 + "</think>" + "a" * 50000), user("?")], {}),
    ("numbers as content", [user(5), assistant(1.5), user(True)], {}),
    ("tool only", [user("Hi"), tool("1"), tool("2")], {"tools": TOOLS}),
]

TOKENS = {"bos_token": "<BOS>", "eos_token": "<EOS>", "pad_token": "<PAD>", "unk_token": "<UNK>"}

WORDS = ["a", " b ", "\n", "<think>", "</think>", "\n\n", "Köln", "🙂", "<tool_call>", "{}", "\"", "'", "\\", "/no_think", "/think", "<|im_end|>", "x" * 40, "\t", " ", "1", "{{", "\u3000", "</s>"]
ROLES = ["user", "assistant", "user", "assistant", "user", "assistant", "tool", "system", "developer"]


def random_text(r):
    return "".join(r.choice(WORDS) for _ in range(r.randrange(8)))


def random_content(r):
    kind = r.randrange(12)
    if kind == 0:
        return None
    if kind == 1:
        return [text(random_text(r)) for _ in range(r.randrange(3))] + r.choice([[], [IMAGE], [IMAGE_URL]])
    return random_text(r)


def random_value(r, depth=2):
    leaf = [1, -2.5, True, None, "v é", "", 1e21, 10**20]
    if depth == 0 or r.random() < 0.5:
        return r.choice(leaf)
    if r.random() < 0.5:
        return [random_value(r, depth - 1) for _ in range(r.randrange(3))]
    return {r.choice("abc"): random_value(r, depth - 1) for _ in range(r.randrange(3))}


def random_call(r):
    arguments = {r.choice(["city", "days", "q", "ü"]): random_value(r) for _ in range(r.randrange(3))}
    return {"id": "".join(r.choice("abc123") for _ in range(9)), "type": "function", "function": {"name": r.choice(["get_weather", "now"]), "arguments": arguments if r.random() < 0.8 else '{"x": 1}'}}


def random_conversation(seed):
    """(name, messages, variables): mostly well-formed, roles mostly alternating."""
    r = random.Random(seed)
    messages = [system(random_content(r))] if r.random() < 0.4 else []
    role = "user"
    for _ in range(r.randrange(1, 7)):
        message = {"role": role if r.random() < 0.9 else r.choice(ROLES), "content": random_content(r)}
        if message["role"] == "assistant":
            if r.random() < 0.3:
                message["reasoning_content"] = random_text(r)
            if r.random() < 0.3:
                message["tool_calls"] = [random_call(r) for _ in range(r.randrange(1, 3))]
        messages.append(message)
        calls = message.get("tool_calls", [])
        messages += [tool(random_content(r), tool_call_id=call["id"]) for call in calls if r.random() < 0.8]
        role = "assistant" if role == "user" or calls else "user"
    variables = {"add_generation_prompt": r.random() < 0.6}
    if r.random() < 0.4:
        variables["tools"] = r.choice([TOOLS, [NOW], [WEATHER, BARE], []])
    for flag in ("enable_thinking", "thinking", "preserve_thinking"):
        if r.random() < 0.3:
            variables[flag] = r.random() < 0.5
    if r.random() < 0.1:
        variables["documents"] = DOCUMENTS
    return f"random {seed}", messages, variables
