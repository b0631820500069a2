// What may follow a value: attributes, items, calls, filters and tests.
#include "engine/text/jinja/expr_parser.h"

namespace deepwell::jinja {
namespace {

constexpr size_t kMaxKeywords = 1000;

std::vector<ExprPtr> single(ExprPtr node) {
  std::vector<ExprPtr> out;
  out.push_back(std::move(node));
  return out;
}

}  // namespace

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

}  // namespace deepwell::jinja
