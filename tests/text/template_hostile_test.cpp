// Templates that try to overflow the stack, to fill the memory or never to end: each must give an error, soon.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "engine/text/chat_template.h"

namespace deepwell {
namespace {

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

// Neither crashes nor takes long; true if it was refused.
bool refused(const std::string& source, const std::string& messages = "[]") {
  const auto start = std::chrono::steady_clock::now();
  const auto parsed = ChatTemplate::parse(source, "hostile");
  bool ok = false;
  if (parsed) {
    TemplateInputs inputs;
    inputs.messages_json = messages;
    ok = (*parsed)->render(inputs).has_value();
  }
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  EXPECT_LT(taken.count(), 120.0) << source.substr(0, 80);
  return !ok;
}

TEST(TemplateHostile, DeepNesting) {
  for (const char* piece :
       {"(", "[", "{'a':", "not ", "-", "f(", "a[", "1 if 1 else ", "x is ", "1 and (", "*(", "a|f("}) {
    EXPECT_TRUE(refused("{{ " + repeated(piece, 20000) + " }}")) << piece;
  }
  for (const char* piece : {"{% if 1 %}", "{% for a in b %}", "{% macro m() %}", "{% filter upper %}", "{% set x %}",
                            "{% with %}", "{% generation %}", "{% raw %}", "{#"}) {
    EXPECT_TRUE(refused(repeated(piece, 10000))) << piece;
  }
}

TEST(TemplateHostile, LongChains) {
  for (const char* piece : {"+1", ".a", "[0]", "|upper", "()", " or x", " and 1", "~1 ~(1)", " is defined", "**1"}) {
    refused("{{ 1" + repeated(piece, 20000) + " }}");  // an error or an answer, but no crash
  }
  refused("{% if 0 %}" + repeated("{% elif 0 %}", 50000) + "{% endif %}");
  refused("{% for " + repeated("(", 20000) + " %}");
  refused("{% for a" + repeated(",a", 20000) + " in b %}{% endfor %}");
}

TEST(TemplateHostile, Recursion) {
  EXPECT_TRUE(refused("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}"));
  EXPECT_TRUE(refused("{% macro f(x) %}{{ f([x]) }}{% endmacro %}{{ f(1) }}"));
  EXPECT_TRUE(refused("{% for x in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}"));
  EXPECT_TRUE(
      refused("{% macro a(x) %}{{ caller() }}{% endmacro %}{% macro b() %}{% call a(1) %}{{ b() }}{% endcall %}"
              "{% endmacro %}{{ b() }}"));
}

TEST(TemplateHostile, DeepValues) {
  const std::string build =
      "{% set ns = namespace(x=[]) %}{% for i in range(50000) %}{% set ns.x = WRAP %}{% endfor %}";
  const auto with = [&](const std::string& wrap, const std::string& use) {
    std::string source = build;
    source.replace(source.find("WRAP"), 4, wrap);
    return refused(source + use);
  };
  EXPECT_TRUE(with("[ns.x]", "{{ ns.x }}"));
  EXPECT_TRUE(with("[ns.x]", "{{ ns.x|tojson }}"));
  EXPECT_TRUE(with("{'a': ns.x}", "{{ ns.x|string }}"));
  EXPECT_TRUE(with("(ns.x,)", "{{ {ns.x: 1} }}"));
  EXPECT_TRUE(with("[ns.x]", "{% set a = ns.x %}{{ [a] == [[a]] }}{{ a|tojson }}"));
  EXPECT_TRUE(with("ns.x|map('upper')", "{{ ns.x|list }}"));
  EXPECT_TRUE(with("ns.x|select", "{{ ns.x|first }}"));
  EXPECT_TRUE(refused("x", repeated("[", 100000)));
  EXPECT_TRUE(refused("x", repeated("[", 100000) + repeated("]", 100000)));
  EXPECT_TRUE(refused("{% set ns = namespace() %}{% set ns.a = ns %}{{ ns }}"));
}

TEST(TemplateHostile, TooMuch) {
  EXPECT_TRUE(refused("{{ 'a' * 1000000000000 }}"));
  EXPECT_TRUE(refused("{{ 'a' * 99999999999999999999999999 }}"));
  EXPECT_TRUE(refused("{{ [1] * 1000000000 }}"));
  EXPECT_TRUE(refused("{{ 'a'.center(1000000000000) }}{{ 'a'|indent(1000000000000) }}"));
  EXPECT_TRUE(refused("{{ 'a'|indent(1000000000000) }}"));
  EXPECT_TRUE(refused("{{ '%1000000000d' % 1 }}"));
  EXPECT_TRUE(refused("{{ 'a'.ljust(1000000000) }}"));
  EXPECT_TRUE(refused("{{ 'a'.zfill(1000000000) }}"));
  EXPECT_TRUE(refused("{{ '\t'.expandtabs(1000000000) }}"));
  EXPECT_TRUE(refused("{{ " + repeated("9", 100000) + " }}"));
  EXPECT_TRUE(refused(repeated("x", 2000000)));
  EXPECT_TRUE(refused("{{ '%*d' % (9999999999999, 1) }}"));
  EXPECT_TRUE(refused("{{ '{:1000000000}'.format(1) }}"));
  EXPECT_TRUE(refused("{{ {'a':[1]}|tojson(indent=1000000000000) }}"));
  EXPECT_TRUE(refused("{{ 10 ** 100 ** 100 }}"));
  EXPECT_TRUE(refused("{{ [1]|batch(1000000000000, 0)|list }}"));
  EXPECT_TRUE(refused("{{ [1]|slice(1000000000000)|list }}"));
  EXPECT_TRUE(refused(
      "{% set ns = namespace(x='aaaaaaaa') %}{% for i in range(100) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}"));
  EXPECT_TRUE(refused(
      "{% set ns = namespace(x='a') %}{% for i in range(100) %}{% set ns.x = ns.x|replace('a','aaaa') %}{% endfor %}"));
  EXPECT_TRUE(refused("{% for i in range(99999) %}{{ 'aaaaaaaa' * 1000 }}{% endfor %}"));
  EXPECT_TRUE(
      refused("{% set ns = namespace(x=[0]) %}{% for i in range(100) %}{% set ns.x = ns.x + ns.x %}{% endfor %}"));
}

TEST(TemplateHostile, NeverEnds) {
  EXPECT_TRUE(refused("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"));
  EXPECT_TRUE(refused("{% for a in range(99999) %}{% if range(99999)|sum %}{% endif %}{% endfor %}"));
  EXPECT_TRUE(refused("{% set x = 'a' * 9999999 %}{% for a in range(99999) %}{% if x|upper %}{% endif %}{% endfor %}"));
  EXPECT_TRUE(
      refused("{% set x = 'a' * 9999999 %}{% for a in range(99999) %}{% if 'b' in x %}{% endif %}{% endfor %}"));
  EXPECT_TRUE(
      refused("{% set x = 'a ' * 999999 %}{% for a in range(99999) %}{% if x.split() %}{% endif %}{% endfor %}"));
}

// Searching and hashing cost no more than the lengths added; what is shared is not gone through again and again.
TEST(TemplateHostile, SlowOnlyIfDoneNaively) {
  const auto quick = [](const std::string& source) {
    const auto start = std::chrono::steady_clock::now();
    const auto parsed = ChatTemplate::parse(source, "hostile");
    TemplateInputs inputs;
    inputs.messages_json = "[]";
    if (parsed) static_cast<void>((*parsed)->render(inputs));
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    EXPECT_LT(taken.count(), 60.0) << source.substr(0, 80);
  };
  quick("{% set s = 'a' * 5000000 ~ 'b' %}{% set t = 'a' * 2500000 ~ 'c' %}{{ s.find(t) }}{{ t in s }}{{ s.count(t) }}"
        "{{ s.replace(t, '')|length }}{{ s.split(t)|length }}{{ s.partition(t)|length }}");
  quick("{% set s = 'a' * 5000000 %}{% set t = 'b' ~ 'a' * 2500000 %}{{ s.rfind(t) }}{{ s.rsplit(t)|length }}");
  quick("{% set s = 'ab' * 5000000 ~ 'z' %}{{ s.strip('c' * 10000000 ~ 'ab')|length }}");
  quick("{{ dict.fromkeys(range(0, 107897 * 99999, 107897))|length }}");
  quick("{% set d = dict.fromkeys(range(99999)|map('string')) %}{{ dict(**d)|length }}");
  quick("{% macro m(" + repeated("a,", 100000) + ") %}{% endmacro %}");
  const std::string shared = "{% set ns = namespace(x=(0,)) %}{% for i in range(60) %}{% set ns.x = (ns.x, ns.x) %}{% endfor %}";
  for (const char* use : {"{{ {ns.x: 1} }}", "{{ ns.x }}", "{{ ns.x|tojson }}", "{{ ns.x|string|length }}"}) {
    EXPECT_TRUE(refused(shared + use)) << use;
  }
  const std::string big = "{% set s = 'é' * 14000000 %}{% for i in range(99999) %}{% set x = ";
  for (const char* use : {"s|int", "s.isalpha()", "s|e", "s[1]", "{s: 1}", "s|wordcount"}) {
    EXPECT_TRUE(refused(big + use + " %}{% endfor %}")) << use;
  }
}

TEST(TemplateHostile, SelfReference) {
  const std::string cycle = "{% set ns = namespace() %}{% set ns.a = [ns, {'x': ns}] %}";
  for (const char* use : {"{{ ns }}", "{{ ns.a|string }}", "{{ ns.a|tojson }}", "{{ ns.a|pprint }}", "{{ '%s' % ns.a }}",
                          "{{ ns.a|join }}", "{{ '{}'.format(ns) }}"}) {
    EXPECT_TRUE(refused(cycle + use)) << use;
  }
  EXPECT_TRUE(refused("{% block a %}{{ self.a() }}{% endblock %}"));
  EXPECT_TRUE(refused("{% macro f(n) %}{% if n < 60 %}{{ f(n+1) }}{{ f(n+1) }}{% endif %}{% endmacro %}{{ f(0) }}"));
}

TEST(TemplateHostile, AwkwardTexts) {
  for (const char* source :
       {"{", "{{", "{%", "{#", "{{ '", "{{ \"\\", "{{ \"\\x", "{{ '\\u12' }}", "{% raw", "{% raw %}{%",
        "{% raw %}{% endraw", "{{ 0x }}", "{{ 1e }}", "{{ 1. }}", "{%-", "{{-", "{{ a.", "%}", "}}"}) {
    refused(source);
  }
  EXPECT_TRUE(refused("{{ '%' % 1 }}"));
  EXPECT_TRUE(refused("{{ '%(' % {} }}"));
  EXPECT_TRUE(refused("{{ '{' .format() }}"));
  EXPECT_TRUE(refused("{{ '{0[' .format(1) }}"));
  EXPECT_TRUE(refused("{{ -170141183460469231731687303715884105727 - 2 }}"));
  EXPECT_TRUE(refused("{{ 1 // 0 }}{{ 1 % 0 }}"));
}

// What tests/fuzz/fuzz_template.cpp does at length: published templates with bytes changed, cut and doubled.
TEST(TemplateHostile, MutatedTemplates) {
  std::mt19937 random(7);
  const auto below = [&random](size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random); };
  static constexpr std::string_view kPieces[] = {"{{", "}}", "{%", "%}",   "-",    "(", "[",
                                                 "'",  "|",  ".",  " if ", " in ", "1"};
  const std::string messages =
      R"([{"role":"user","content":"a"},{"role":"assistant","content":"<think>b</think>c","tool_calls":[{"x":1}]}])";
  for (const auto& entry : std::filesystem::directory_iterator(DEEPWELL_SOURCE_DIR "/tests/golden/templates")) {
    if (entry.path().extension() != ".jinja") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string source{std::istreambuf_iterator<char>(file), {}};
    for (int i = 0; i < 20; ++i) {
      std::string text = source;
      for (int k = 0; k < 4; ++k) {
        const size_t at = below(text.size());
        if (below(2) == 0) text.erase(at, below(20) + 1);
        if (below(2) == 0) text.insert(std::min(at, text.size()), kPieces[below(std::size(kPieces))]);
      }
      refused(text, messages);
    }
  }
}

}  // namespace
}  // namespace deepwell
