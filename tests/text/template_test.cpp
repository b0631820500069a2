// The contract of ChatTemplate and the corners of the language that the published templates do not reach.
#include <gtest/gtest.h>

#include "engine/text/chat_template.h"
#include "engine/text/template_config.h"

namespace deepwell {
namespace {

Result<std::string> render(std::string_view source, const TemplateInputs& inputs) {
  auto parsed = ChatTemplate::parse(source, "model/chat_template.jinja");
  if (!parsed) return tl::make_unexpected(parsed.error());
  return (*parsed)->render(inputs);
}

TemplateInputs sampleInputs() {
  TemplateInputs inputs;
  inputs.messages_json = R"([{"role":"user","content":"Größe 🙂"},{"role":"assistant","content":null}])";
  inputs.variables_json = R"({"z":{"b":1,"a":[1.0,2,true,null]}})";
  inputs.strings["bos_token"] = "<s>";
  inputs.flags["enable_thinking"] = false;
  return inputs;
}

std::string rendered(std::string_view source) {
  const auto text = render(source, sampleInputs());
  return text ? *text : "ERROR " + text.error().message;
}

TEST(Template, InputsArriveAsVariables) {
  EXPECT_EQ(
      rendered("{{ bos_token }}{{ enable_thinking }}{{ add_generation_prompt }}{{ tools }}{{ documents is none }}"),
      "<s>FalseTrueNoneTrue");
  EXPECT_EQ(rendered("{{ messages[0].content|length }}{{ messages[0].content[-1] }}{{ messages[1].content is none }}"),
            "7🙂True");
  EXPECT_EQ(rendered("{{ z }}{{ z|tojson }}"),
            "{'b': 1, 'a': [1.0, 2, True, None]}{\"b\": 1, \"a\": [1.0, 2, true, null]}");
}

TEST(Template, ErrorsNameFileAndLine) {
  const auto runtime = render("a\nb\n{{ messages[0].content.nope.deeper }}", sampleInputs());
  ASSERT_FALSE(runtime);
  EXPECT_NE(runtime.error().message.find("model/chat_template.jinja"), std::string::npos) << runtime.error().message;
  EXPECT_NE(runtime.error().message.find("line 3"), std::string::npos) << runtime.error().message;
  const auto syntax = render("a\n{% if x %}\n", sampleInputs());
  ASSERT_FALSE(syntax);
  EXPECT_EQ(syntax.error().code, ErrorCode::kCorruptFile);
  const auto refused = render("\n{{ raise_exception('Only\nusers') }}", sampleInputs());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(refused.error().message.find("line 2: Only users"), std::string::npos) << refused.error().message;
}

TEST(Template, BadMessagesAreErrors) {
  for (const char* messages : {"", "{", "{}", "[1,", "[\"\xff\"]", "\"x\""}) {
    TemplateInputs inputs;
    inputs.messages_json = messages;
    EXPECT_FALSE(render("x", inputs)) << messages;
  }
  EXPECT_FALSE(ChatTemplate::parse("\xff\xfe", "x"));
}

TEST(Template, SandboxForbids) {
  for (const char* source : {"{{ ''.__class__.__mro__ }}", "{{ messages.append(1) }}", "{{ messages[0].update({}) }}",
                             "{{ messages[0].pop('role') }}", "{% set ns = namespace() %}{% set ns._x = 1 %}",
                             "{% include 'secret' %}", "{{ ''.__class__.__base__.__subclasses__() }}",
                             "{{ messages.__class__.__init__.__globals__ }}", "{{ (messages|attr('__class__')).__mro__ }}",
                             "{{ range.__call__.__self__ }}", "{{ namespace.__init__.__globals__ }}",
                             "{{ self.__init__.__globals__ }}", "{{ '{0.__class__.__mro__}'.format(messages) }}",
                             "{{ messages|map(attribute='__class__.__name__')|list }}",
                             "{{ raise_exception.__globals__['os'] }}", "{% set ns = namespace(__class__=1) %}", "{% import 'x' as y %}", "{{ range(1000000) }}"}) {
    EXPECT_FALSE(render(source, sampleInputs())) << source;
  }
}

TEST(Template, ScopesFollowJinja) {
  EXPECT_EQ(rendered("{% set a = 1 %}{% for i in [1,2] %}{% set a = a + i %}{{ a }}{% endfor %}{{ a }}"), "231");
  EXPECT_EQ(rendered("{% for i in [1,2] %}{% macro f() %}{{ i }}{% endmacro %}{{ f() }}{% endfor %}{{ i }}"), "12");
  EXPECT_EQ(
      rendered("{% set ns = namespace(n=0) %}{% for i in [1,2] if ns.n == 0 %}{% set ns.n = i %}{{ i }}{% endfor %}"),
      "1");
}

// Jinja2 gives variables their places when it compiles: what a frame sets before it reads it starts as undefined for the
// frames inside, also if the caller passed a variable of that name.
TEST(Template, NamesSetLaterHideOuterOnes) {
  EXPECT_EQ(rendered("{% for m in [1] %}[{{ bos_token }}]{% endfor %}{% set bos_token = 1 %}"), "[]");
  EXPECT_EQ(rendered("{{ bos_token }}{% for m in [1] %}[{{ bos_token }}]{% endfor %}{% set bos_token = 1 %}"), "<s>[<s>]");
  EXPECT_EQ(rendered("{% for m in [1] %}[{{ bos_token }}]{% endfor %}{% if false %}{% set bos_token = 1 %}{% endif %}"),
            "[<s>]");
  EXPECT_EQ(rendered("{% macro f() %}[{{ bos_token }}]{% endmacro %}{{ f() }}{% set bos_token = 1 %}{{ f() }}"), "[][1]");
}

TEST(Template, BlocksSeeTheTemplatesVariables) {
  EXPECT_EQ(rendered("{% for i in [1,2] %}{% block a %}{{ i }}.{% endblock %}{% block b scoped %}{{ i }}{% endblock %}"
                     "{% endfor %}{{ self.a() }}{{ self.c }}"),
            ".1.2.");
  EXPECT_FALSE(render("{% block a %}{% endblock %}{% block a %}{% endblock %}", sampleInputs()));
  EXPECT_FALSE(render("{% block a required %} {% endblock %}", sampleInputs()));
}

TEST(Template, LoopsAreIterators) {
  EXPECT_EQ(rendered("{% for i in [1,2,3] %}{% for a, b in loop %}{{ a }}-{{ b.index }};{% endfor %}{% endfor %}"),
            "2-2;3-3;");
  EXPECT_FALSE(render("{% for i in [1] %}{% set loop = 1 %}{% endfor %}", sampleInputs()));
  EXPECT_EQ(rendered("{{ {():1}[] }}"), "1");
  EXPECT_EQ(rendered("{% for i in 'ab' %}{{ loop }}{% endfor %}"), "<LoopContext 1/2><LoopContext 2/2>");
}

TEST(Template, TextInCodePoints) {
  const std::string set = "{% set s = 'aä🙂bä' %}";
  EXPECT_EQ(rendered(set + "{{ s[1] }}{{ s[-2] }}{{ s[1:3] }}{{ s[:-1] }}{{ s[::-1] }}{{ s[9:] }}{{ s[3:1] }}"),
            "äbä🙂aä🙂bäb🙂äa");
  EXPECT_EQ(rendered(set + "{{ s.find('ä') }}{{ s.rfind('ä') }}{{ s.find('ä', 2) }}{{ s.find('ä', 2, -1) }}{{ s.find('') }}"
                           "{{ s.rfind('') }}{{ s.find('a', 9) }}{{ s.count('') }}{{ s.count('ä') }}"),
            "144-105-162");
  EXPECT_EQ(rendered("{{ 'a--b--c'.rsplit('--', 1) }}{{ 'aaa'.rsplit('aa') }}{{ 'aaa'.split('aa') }}"),
            "['a--b', 'c']['a', '']['', 'a']");
  EXPECT_EQ(rendered("{{ 'xyaäbxx'.strip('yxä') }}"), "aäb");
}

TEST(Template, TimeHasNoZone) {
  EXPECT_EQ(rendered("[{{ strftime_now('%z%Z%:z%%z') }}]{{ strftime_now('%f')|length }}"), "[%z]6");
  EXPECT_EQ(rendered("{{ strftime_now('%Y')|length }}{{ strftime_now('') }}"), "4");
}

TEST(Template, NamespacesKeepTheirOrder) {
  EXPECT_EQ(rendered("{% set ns = namespace(z=1, a=2) %}{% set ns.m = 3 %}{% set ns.z = 4 %}{{ ns }}"),
            "<Namespace {'z': 4, 'a': 2, 'm': 3}>");
}

TEST(Template, WhiteSpaceFollowsTrimAndLstripBlocks) {
  EXPECT_EQ(rendered("a\n  {% if true %}\n  b\n  {% endif %}\nc\n"), "a\n  b\nc");
  EXPECT_EQ(rendered("a\n  {%+ if true +%}\nb{% endif %}"), "a\n  \nb");
  EXPECT_EQ(rendered("a \r\n {{- 'b' -}} \r\n c\r\n\r\n"), "abc\n");
  EXPECT_EQ(rendered("  {# c #}\nx{#- d -#}  y"), "xy");
  EXPECT_EQ(rendered("{% raw %}\n{{ x }}{% endraw -%}  z"), "\n{{ x }}z");
}

TEST(Template, MessagesJsonKeepsReasoningApart) {
  const std::string json = messagesJson({{"user", "a\"\n", ""}, {"assistant", "b", "because"}});
  EXPECT_EQ(json,
            R"([{"role":"user","content":"a\"\n"},{"role":"assistant","content":"b","reasoning_content":"because"}])");
}

TEST(TemplateConfig, FindsTemplateAndTokens) {
  const std::string config = R"({"chat_template":[{"name":"tool_use","template":"T"},{"name":"default","template":"D"}],
    "bos_token":{"__type":"AddedToken","content":"<s>"},"eos_token":"</s>","pad_token":null})";
  EXPECT_EQ(*templateFromConfig(config, "c"), "D");
  const auto tokens = templateTokens(config);
  EXPECT_EQ(tokens.at("bos_token"), "<s>");
  EXPECT_EQ(tokens.at("eos_token"), "</s>");
  EXPECT_FALSE(tokens.contains("pad_token"));
  EXPECT_EQ(templateFromConfig("{}", "c").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(templateFromConfig("[", "c").error().code, ErrorCode::kCorruptFile);
}

}  // namespace
}  // namespace deepwell
