#include "engine/text/jinja/expr_parser.h"

#include <algorithm>

#include "engine/text/jinja/filters.h"
#include "engine/text/jinja/tests.h"

namespace deepwell::jinja {
namespace {

constexpr int kMaxExprNesting = 150;     // recursion of the parser
constexpr int kMaxExprDepth = 1000;  // of the tree: long chains nest without recursion here, but not when evaluated

template <class... T>
std::vector<ExprPtr> nodes(T... node) {
  std::vector<ExprPtr> out;
  (out.push_back(std::move(node)), ...);
  return out;
}

}  // namespace

void ExprParser::measure(Expr& node) {
  int deepest = 0;
  const auto look = [&deepest](const ExprPtr& child) {
    if (child) deepest = std::max(deepest, child->depth);
  };
  for (const auto& child : node.children) look(child);
  for (const auto& child : node.args.positional) look(child);
  for (const auto& [name, child] : node.args.keyword) look(child);
  look(node.args.star);
  look(node.args.star_star);
  node.depth = deepest + 1;
  if (node.depth > kMaxExprDepth) tokens_.fail("an expression is nested too deeply");
}

ExprPtr ExprParser::make(ExprKind kind, int line, std::vector<ExprPtr> children) {
  auto node = std::make_unique<Expr>();
  node->kind = kind;
  node->line = line;
  node->children = std::move(children);
  measure(*node);
  return node;
}

void ExprParser::checkFilter(const std::string& name) {
  if (lenient || unknown_ || isFilter(name)) return;
  unknown_.emplace(fmt::format("No filter named '{}'", name), tokens_.line());
}

void ExprParser::checkTest(const std::string& name) {
  if (lenient || unknown_ || isTest(name)) return;
  unknown_.emplace(fmt::format("No test named '{}'", name), tokens_.line());
}

void ExprParser::refuseUnknown() {
  if (unknown_) throw *unknown_;
}

ExprPtr ExprParser::parseExpression(bool conditional) {
  const NestingGuard guard(depth_, kMaxExprNesting, tokens_);
  return conditional ? parseConditional() : parseOr();
}

ExprPtr ExprParser::parseConditional() {
  const int line = tokens_.line();
  const std::optional<TemplateError> before = unknown_;
  ExprPtr value = parseOr();
  while (tokens_.takeName("if")) {
    ExprPtr test = parseOr();
    ExprPtr otherwise = tokens_.takeName("else") ? parseExpression() : nullptr;
    value = make(ExprKind::kConditional, line, nodes(std::move(value), std::move(test), std::move(otherwise)));
    unknown_ = before;
  }
  return value;
}

ExprPtr ExprParser::parseOr() {
  const int line = tokens_.line();
  ExprPtr left = parseAnd();
  while (tokens_.takeName("or")) left = make(ExprKind::kOr, line, nodes(std::move(left), parseAnd()));
  return left;
}

ExprPtr ExprParser::parseAnd() {
  const int line = tokens_.line();
  ExprPtr left = parseNot();
  while (tokens_.takeName("and")) left = make(ExprKind::kAnd, line, nodes(std::move(left), parseNot()));
  return left;
}

ExprPtr ExprParser::parseNot() {
  const NestingGuard guard(depth_, kMaxExprNesting, tokens_);
  const int line = tokens_.line();
  if (!tokens_.takeName("not")) return parseCompare();
  ExprPtr node = make(ExprKind::kUnary, line, nodes(parseNot()));
  node->ops = {Op::kNot};
  return node;
}

bool ExprParser::comparisonOperator(Op& op) {
  static constexpr std::pair<std::string_view, Op> kOperators[] = {{"==", Op::kEq}, {"!=", Op::kNe}, {"<", Op::kLt},
                                                                   {"<=", Op::kLe}, {">", Op::kGt},  {">=", Op::kGe}};
  for (const auto& [text, candidate] : kOperators) {
    if (tokens_.take(text)) {
      op = candidate;
      return true;
    }
  }
  if (tokens_.takeName("in")) {
    op = Op::kIn;
    return true;
  }
  if (tokens_.atName("not") && TokenStream::isName(tokens_.look(), "in")) {
    tokens_.skip();
    tokens_.skip();
    op = Op::kNotIn;
    return true;
  }
  return false;
}

ExprPtr ExprParser::parseCompare() {
  const int line = tokens_.line();
  ExprPtr first = parseSum();
  Op op = Op::kEq;
  if (!comparisonOperator(op)) return first;
  std::vector<ExprPtr> operands = nodes(std::move(first));
  std::vector<Op> ops;
  do {
    ops.push_back(op);
    operands.push_back(parseSum());
  } while (comparisonOperator(op));
  ExprPtr node = make(ExprKind::kCompare, line, std::move(operands));
  node->ops = std::move(ops);
  return node;
}

ExprPtr ExprParser::leftAssociative(Rule operand, std::initializer_list<std::pair<std::string_view, Op>> operators) {
  const int line = tokens_.line();
  ExprPtr left = (this->*operand)();
  for (;;) {
    const auto found = std::find_if(operators.begin(), operators.end(),
                                    [this](const auto& candidate) { return tokens_.at(candidate.first); });
    if (found == operators.end()) return left;
    tokens_.skip();
    ExprPtr right = (this->*operand)();
    left = make(ExprKind::kBinary, line, nodes(std::move(left), std::move(right)));
    left->ops = {found->second};
  }
}

ExprPtr ExprParser::parseSum() {
  return leftAssociative(&ExprParser::parseConcat, {{"+", Op::kAdd}, {"-", Op::kSub}});
}

ExprPtr ExprParser::parseConcat() {
  const int line = tokens_.line();
  ExprPtr first = parseProduct();
  if (!tokens_.at("~")) return first;
  std::vector<ExprPtr> parts = nodes(std::move(first));
  while (tokens_.take("~")) parts.push_back(parseProduct());
  return make(ExprKind::kConcat, line, std::move(parts));
}

ExprPtr ExprParser::parseProduct() {
  return leftAssociative(&ExprParser::parsePower,
                         {{"*", Op::kMul}, {"/", Op::kDiv}, {"//", Op::kFloorDiv}, {"%", Op::kMod}});
}

ExprPtr ExprParser::parsePower() {
  const int line = tokens_.line();
  ExprPtr left = parseUnary(true);
  while (tokens_.take("**")) {
    left = make(ExprKind::kBinary, line, nodes(std::move(left), parseUnary(true)));
    left->ops = {Op::kPow};
  }
  return left;
}

ExprPtr ExprParser::parseUnary(bool with_filters) {
  const NestingGuard guard(depth_, kMaxExprNesting, tokens_);
  const int line = tokens_.line();
  ExprPtr node;
  if (tokens_.at("-") || tokens_.at("+")) {
    const Op op = tokens_.at("-") ? Op::kNeg : Op::kPos;
    tokens_.skip();
    node = make(ExprKind::kUnary, line, nodes(parseUnary(false)));
    node->ops = {op};
  } else {
    node = parsePrimary();
  }
  node = parsePostfix(std::move(node));
  return with_filters ? parseFilterChain(std::move(node)) : std::move(node);
}

ExprPtr ExprParser::parseTuple(const TupleRules& rules) {
  const int line = tokens_.line();
  const auto at_end = [&] {
    const TokenType type = tokens_.current().type;
    return type == TokenType::kOutputEnd || type == TokenType::kBlockEnd || tokens_.at(")") ||
           (!rules.end_name.empty() && tokens_.atName(rules.end_name));
  };
  std::vector<ExprPtr> items;
  bool is_tuple = false;
  while (!at_end()) {
    items.push_back(parseExpression(rules.conditional));
    if (!tokens_.take(",")) break;
    is_tuple = true;
  }
  if (!is_tuple && items.size() == 1) return std::move(items.front());
  if (!is_tuple && !rules.parenthesised) {
    tokens_.fail("Expected an expression, got " + TokenStream::describe(tokens_.current()));
  }
  return make(ExprKind::kTuple, line, std::move(items));
}

}  // namespace deepwell::jinja
