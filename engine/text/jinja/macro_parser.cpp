// Tags whose bodies are functions of their own: macros, call blocks, named blocks.
#include <algorithm>
#include <utility>

#include "engine/text/jinja/template_parser.h"

namespace deepwell::jinja {
namespace {

constexpr size_t kMaxParameters = 1000;

}  // namespace

Body TemplateParser::parseFunctionBody(std::string_view end) {
  const bool lenient = std::exchange(expressions_.lenient, false);
  const int loops = std::exchange(loops_, 0);
  Body body = parseBlock({end});
  tokens_.skip();
  expressions_.lenient = lenient;
  loops_ = loops;
  return body;
}

void TemplateParser::parseSignature(MacroDef& macro) {
  tokens_.expect("(");
  while (!tokens_.at(")")) {
    std::string name = tokens_.expectName();
    for (const std::string& other : macro.parameters) {
      if (other == name) tokens_.fail(fmt::format("parameter '{}' is given twice", name));
    }
    macro.parameters.push_back(std::move(name));
    if (macro.parameters.size() > kMaxParameters) tokens_.fail("a macro has too many parameters");
    if (tokens_.take("=")) {
      macro.defaults.push_back(expressions_.parseExpression());
    } else if (!macro.defaults.empty()) {
      tokens_.fail("non-default argument follows default argument");
    }
    if (!tokens_.take(",")) break;
  }
  tokens_.expect(")");
}

void TemplateParser::parseMacroBody(MacroDef& macro, std::string_view end) {
  const bool caller = std::exchange(expressions_.saw_caller, false);
  const bool kwargs = std::exchange(expressions_.saw_kwargs, false);
  const bool varargs = std::exchange(expressions_.saw_varargs, false);
  macro.body = parseFunctionBody(end);
  macro.uses_caller = expressions_.saw_caller;
  macro.uses_kwargs = expressions_.saw_kwargs;
  macro.uses_varargs = expressions_.saw_varargs;
  expressions_.saw_caller |= caller;
  expressions_.saw_kwargs |= kwargs;
  expressions_.saw_varargs |= varargs;
}

TemplateParser::StmtPtr TemplateParser::parseMacro(int line) {
  StmtPtr node = make(StmtKind::kMacro, line);
  node->macro = std::make_unique<MacroDef>();
  node->macro->name = tokens_.expectName();
  parseSignature(*node->macro);
  parseMacroBody(*node->macro, "endmacro");
  return node;
}

TemplateParser::StmtPtr TemplateParser::parseCallBlock(int line) {
  StmtPtr node = make(StmtKind::kCallBlock, line);
  node->macro = std::make_unique<MacroDef>();
  if (tokens_.at("(")) parseSignature(*node->macro);
  node->values.push_back(expressions_.parseExpression());
  if (node->values[0]->kind != ExprKind::kCall) tokens_.fail("expected call");
  parseMacroBody(*node->macro, "endcall");
  return node;
}

TemplateParser::StmtPtr TemplateParser::parseFilterBlock(int line) {
  StmtPtr node = make(StmtKind::kFilterBlock, line);
  node->filter = expressions_.parseFilters(nullptr, true);
  node->body = parseBlock({"endfilter"});
  tokens_.skip();
  return node;
}

TemplateParser::StmtPtr TemplateParser::parseScope(int line) {
  StmtPtr node = make(StmtKind::kScope, line);
  node->body = parseFunctionBody("endgeneration");
  return node;
}

TemplateParser::StmtPtr TemplateParser::parseNamedBlock(int line) {
  StmtPtr node = make(StmtKind::kBlock, line);
  node->text = tokens_.expectName();
  node->scoped = tokens_.takeName("scoped");
  node->required = tokens_.takeName("required");
  if (!blocks_.emplace(node->text, node.get()).second) {
    tokens_.fail(fmt::format("block '{}' defined twice", node->text));
  }
  node->body = parseFunctionBody("endblock");
  const auto is_blank = [](const auto& stmt) {
    return stmt->kind == StmtKind::kText && stmt->text.find_first_not_of(" \t\n\v\f\r") == std::string::npos;
  };
  if (node->required && !std::all_of(node->body.begin(), node->body.end(), is_blank)) {
    tokens_.fail("Required blocks can only contain comments or whitespace");
  }
  tokens_.takeName(node->text);
  return node;
}

}  // namespace deepwell::jinja
