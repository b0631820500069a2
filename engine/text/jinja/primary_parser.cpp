// Names, literals, and what may follow them: attributes, items, calls, filters and tests.
#include <algorithm>

#include "engine/text/jinja/expr_parser.h"

namespace deepwell::jinja {
namespace {

std::vector<ExprPtr> single(ExprPtr node) {
  std::vector<ExprPtr> out;
  out.push_back(std::move(node));
  return out;
}

constexpr size_t kMaxKeywords = 1000;

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

ExprPtr ExprParser::parsePostfix(ExprPtr node) {
  for (;;) {
    if (tokens_.at(".")) {
      node = parseAttribute(std::move(node));
    } else if (tokens_.at("[")) {
      node = parseSubscript(std::move(node));
    } else if (tokens_.at("(")) {
      node = parseCall(std::move(node));
    } else {
      return node;
    }
  }
}

ExprPtr ExprParser::parseFilterChain(ExprPtr node) {
  for (;;) {
    if (tokens_.at("|")) {
      node = parseFilters(std::move(node), false);
    } else if (tokens_.atName("is")) {
      node = parseTest(std::move(node));
    } else if (tokens_.at("(")) {
      node = parseCall(std::move(node));
    } else {
      return node;
    }
  }
}

ExprPtr ExprParser::parseAttribute(ExprPtr object) {
  const int line = tokens_.line();
  tokens_.expect(".");
  const Token token = tokens_.current();
  if (token.type == TokenType::kName) {
    tokens_.skip();
    ExprPtr node = make(ExprKind::kAttribute, line, single(std::move(object)));
    node->name = token.text;
    return node;
  }
  if (token.type != TokenType::kInteger) tokens_.fail("expected name or number");
  std::vector<ExprPtr> children = single(std::move(object));
  children.push_back(parseConstant());
  return make(ExprKind::kItem, line, std::move(children));
}

ExprPtr ExprParser::parseSubscript(ExprPtr object) {
  const int line = tokens_.line();
  tokens_.expect("[");
  std::vector<ExprPtr> parts;
  bool slice = false;
  bool tuple = false;
  const auto at_part_end = [this] { return tokens_.at(":") || tokens_.at("]") || tokens_.at(","); };
  parts.push_back(at_part_end() ? nullptr : parseExpression());
  while (parts.size() < 3 && tokens_.take(":")) {
    slice = true;
    parts.push_back(at_part_end() ? nullptr : parseExpression());
  }
  while (!slice && parts.front() && tokens_.take(",")) {
    tuple = true;
    parts.push_back(parseExpression());
  }
  tokens_.expect("]");
  if (!slice && !parts.front()) {  // x[] is x[()]
    tuple = true;
    parts.clear();
  }
  std::vector<ExprPtr> children = single(std::move(object));
  if (tuple) {
    children.push_back(make(ExprKind::kTuple, line, std::move(parts)));
    return make(ExprKind::kItem, line, std::move(children));
  }
  if (slice) parts.resize(3);
  for (ExprPtr& part : parts) children.push_back(std::move(part));
  return make(slice ? ExprKind::kSlice : ExprKind::kItem, line, std::move(children));
}

void ExprParser::parseArgument(CallArgs& args) {
  const auto require = [this](bool ok) {
    if (!ok) tokens_.fail("invalid syntax for function call expression");
  };
  if (tokens_.take("*")) {
    require(!args.star && !args.star_star);
    args.star = parseExpression();
  } else if (tokens_.take("**")) {
    require(!args.star_star);
    args.star_star = parseExpression();
  } else if (tokens_.current().type == TokenType::kName && TokenStream::is(tokens_.look(), "=")) {
    require(!args.star_star);
    std::string name = tokens_.expectName();
    tokens_.skip();
    for (const auto& [other, value] : args.keyword) require(other != name);
    args.keyword.emplace_back(std::move(name), parseExpression());
    require(args.keyword.size() <= kMaxKeywords);
  } else {
    require(!args.star && !args.star_star && args.keyword.empty());
    args.positional.push_back(parseExpression());
  }
}

CallArgs ExprParser::parseArguments() {
  CallArgs args;
  tokens_.expect("(");
  while (!tokens_.at(")")) {
    parseArgument(args);
    if (!tokens_.take(",")) break;
  }
  tokens_.expect(")");
  return args;
}

ExprPtr ExprParser::parseCall(ExprPtr function) {
  ExprPtr node = make(ExprKind::kCall, tokens_.line(), single(std::move(function)));
  node->args = parseArguments();
  measure(*node);
  return node;
}

std::string ExprParser::parseDottedName() {
  std::string name = tokens_.expectName();
  while (tokens_.take(".")) name += "." + tokens_.expectName();
  return name;
}

ExprPtr ExprParser::parseFilters(ExprPtr input, bool inside) {
  while (inside || tokens_.at("|")) {
    if (!inside) tokens_.skip();
    inside = false;
    const int line = tokens_.line();
    std::string name = parseDottedName();
    checkFilter(name);
    ExprPtr node = make(ExprKind::kFilter, line, single(std::move(input)));
    node->name = std::move(name);
    if (tokens_.at("(")) node->args = parseArguments();
    measure(*node);
    input = std::move(node);
  }
  return input;
}

ExprPtr ExprParser::parseTestArgument() {
  const TokenType type = tokens_.current().type;
  const bool starts = type == TokenType::kString || type == TokenType::kInteger || type == TokenType::kFloat ||
                      tokens_.at("[") || tokens_.at("{") ||
                      (type == TokenType::kName && !tokens_.atAnyName({"else", "or", "and"}));
  if (!starts) return nullptr;
  if (tokens_.atName("is")) tokens_.fail("You cannot chain multiple tests with is");
  return parsePostfix(parsePrimary());
}

ExprPtr ExprParser::parseTest(ExprPtr node) {
  const int line = tokens_.line();
  tokens_.skip();
  const bool negated = tokens_.takeName("not");
  std::string name = parseDottedName();
  checkTest(name);
  ExprPtr test = make(ExprKind::kTest, line, single(std::move(node)));
  test->name = std::move(name);
  if (tokens_.at("(")) {
    test->args = parseArguments();
  } else if (ExprPtr argument = parseTestArgument()) {
    test->args.positional.push_back(std::move(argument));
  }
  measure(*test);
  if (!negated) return test;
  ExprPtr negation = make(ExprKind::kUnary, line, single(std::move(test)));
  negation->ops = {Op::kNot};
  return negation;
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
