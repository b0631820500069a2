// Names, literals and the targets of assignments.
#include "engine/text/jinja/expr_parser.h"

namespace deepwell::jinja {
namespace {

bool isConstantName(std::string_view name) {
  return name == "true" || name == "True" || name == "false" || name == "False" || name == "none" || name == "None";
}

}  // namespace

ExprPtr ExprParser::parsePrimary() {
  const Token& token = tokens_.current();
  if (token.type == TokenType::kName) return parseName();
  if (token.type == TokenType::kString || token.type == TokenType::kInteger || token.type == TokenType::kFloat) {
    return parseConstant();
  }
  if (tokens_.take("(")) {
    TupleRules rules;
    rules.parenthesised = true;
    ExprPtr node = parseTuple(rules);
    tokens_.expect(")");
    return node;
  }
  if (tokens_.at("[")) return parseList();
  if (tokens_.at("{")) return parseDict();
  tokens_.fail("unexpected " + TokenStream::describe(token));
}

ExprPtr ExprParser::parseName() {
  const int line = tokens_.line();
  const std::string name = tokens_.expectName();
  if (isConstantName(name)) {
    ExprPtr node = make(ExprKind::kConst, line);
    const bool is_none = name == "none" || name == "None";
    node->value = is_none ? Value::none() : Value::boolean(name == "true" || name == "True");
    return node;
  }
  saw_caller = saw_caller || name == "caller";
  saw_kwargs = saw_kwargs || name == "kwargs";
  saw_varargs = saw_varargs || name == "varargs";
  ExprPtr node = make(ExprKind::kName, line);
  node->name = name;
  return node;
}

ExprPtr ExprParser::parseConstant() {
  ExprPtr node = make(ExprKind::kConst, tokens_.line());
  const Token token = tokens_.current();
  tokens_.skip();
  if (token.type == TokenType::kInteger) {
    node->value = Value::integer(token.integer);
  } else if (token.type == TokenType::kFloat) {
    node->value = Value::number(token.number);
  } else {
    std::string text = token.text;
    while (tokens_.current().type == TokenType::kString) {  // neighbours are joined
      text += tokens_.current().text;
      tokens_.skip();
    }
    node->value = Value::text(std::make_shared<const Text>(std::move(text), false, nullptr));
  }
  return node;
}

ExprPtr ExprParser::parseList() {
  const int line = tokens_.line();
  tokens_.expect("[");
  std::vector<ExprPtr> items;
  while (!tokens_.at("]")) {
    items.push_back(parseExpression());
    if (!tokens_.take(",")) break;
  }
  tokens_.expect("]");
  return make(ExprKind::kList, line, std::move(items));
}

ExprPtr ExprParser::parseDict() {
  const int line = tokens_.line();
  tokens_.expect("{");
  std::vector<ExprPtr> items;
  while (!tokens_.at("}")) {
    items.push_back(parseExpression());
    tokens_.expect(":");
    items.push_back(parseExpression());
    if (!tokens_.take(",")) break;
  }
  tokens_.expect("}");
  return make(ExprKind::kDict, line, std::move(items));
}

ExprPtr ExprParser::parseTargetItem(bool with_namespace) {
  const NestingGuard guard(depth_, 50, tokens_);
  if (tokens_.take("(")) {
    ExprPtr node = parseTarget(with_namespace, {});
    tokens_.expect(")");
    return node;
  }
  const int line = tokens_.line();
  ExprPtr node = make(ExprKind::kName, line);
  node->name = tokens_.expectName();
  if (isConstantName(node->name)) tokens_.fail("can't assign to '" + node->name + "'");
  if (with_namespace && tokens_.take(".")) {
    node->kind = ExprKind::kNamespaceRef;
    node->attribute = tokens_.expectName();
  }
  return node;
}

ExprPtr ExprParser::parseTarget(bool with_namespace, std::string_view end_name) {
  const int line = tokens_.line();
  std::vector<ExprPtr> items;
  bool is_tuple = false;
  for (;;) {
    const TokenType type = tokens_.current().type;
    if (is_tuple && (type == TokenType::kBlockEnd || tokens_.at("=") || tokens_.at(")") ||
                     (!end_name.empty() && tokens_.atName(end_name)))) {
      break;
    }
    items.push_back(parseTargetItem(with_namespace));
    if (!tokens_.take(",")) break;
    is_tuple = true;
  }
  if (!is_tuple) return std::move(items.front());
  return make(ExprKind::kTuple, line, std::move(items));
}

}  // namespace deepwell::jinja
