// The interpreter's expressions.
#include "engine/text/jinja/filters.h"
#include "engine/text/jinja/interpreter.h"
#include "engine/text/jinja/tests.h"

namespace deepwell::jinja {

Value Interpreter::evaluate(const Expr& expr) {
  const DepthGuard guard(rt_.budget);
  rt_.line = expr.line;
  rt_.budget.spend(1);
  return evaluateNode(expr);
}

Value Interpreter::evaluateNode(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kConst:
      return expr.value;
    case ExprKind::kName:
      return evaluateName(expr);
    case ExprKind::kList:
    case ExprKind::kTuple:
      return evaluateList(expr);
    case ExprKind::kDict:
      return evaluateDict(expr);
    case ExprKind::kAttribute:
      return getAttribute(rt_, evaluate(*expr.children[0]), expr.name);
    case ExprKind::kItem: {
      const Value object = evaluate(*expr.children[0]);
      return getItem(rt_, object, evaluate(*expr.children[1]));
    }
    case ExprKind::kSlice:
      return evaluateSlice(expr);
    case ExprKind::kCall:
      return evaluateCall(expr, nullptr);
    case ExprKind::kFilter:
      return evaluateFilter(expr, evaluate(*expr.children[0]));
    case ExprKind::kTest:
      return evaluateTest(expr);
    case ExprKind::kUnary:
      return unary(rt_, expr.ops[0], evaluate(*expr.children[0]));
    case ExprKind::kBinary: {
      const Value left = evaluate(*expr.children[0]);
      return arithmetic(rt_, expr.ops[0], left, evaluate(*expr.children[1]));
    }
    case ExprKind::kCompare:
      return evaluateCompare(expr);
    case ExprKind::kAnd:
    case ExprKind::kOr: {
      const Value left = evaluate(*expr.children[0]);
      return truth(rt_, left) == (expr.kind == ExprKind::kOr) ? left : evaluate(*expr.children[1]);
    }
    case ExprKind::kConcat:
      return evaluateConcat(expr);
    case ExprKind::kConditional:
      return evaluateConditional(expr);
    case ExprKind::kNamespaceRef:
      break;
  }
  raise("this expression has no value");
}

Value Interpreter::evaluateName(const Expr& expr) {
  const Value* found = scope_->find(expr.name);
  return found != nullptr ? *found : Value::undefined("'" + expr.name + "' is undefined");
}

Value Interpreter::evaluateList(const Expr& expr) {
  std::vector<Value> items;
  items.reserve(expr.children.size());
  for (const ExprPtr& child : expr.children) items.push_back(evaluate(*child));
  return expr.kind == ExprKind::kList ? rt_.list(std::move(items)) : rt_.tuple(std::move(items));
}

Value Interpreter::evaluateDict(const Expr& expr) {
  const Value dict = rt_.dict();
  for (size_t i = 0; i + 1 < expr.children.size(); i += 2) {
    const Value key = evaluate(*expr.children[i]);
    dict.dict().set(rt_, key, evaluate(*expr.children[i + 1]));
  }
  return dict;
}

Value Interpreter::evaluateSlice(const Expr& expr) {
  const Value object = evaluate(*expr.children[0]);
  Value bounds[3];
  for (size_t i = 0; i < 3; ++i) bounds[i] = expr.children[i + 1] ? evaluate(*expr.children[i + 1]) : Value::none();
  return getSlice(rt_, object, bounds[0], bounds[1], bounds[2]);
}

Value Interpreter::evaluateCompare(const Expr& expr) {
  Value left = evaluate(*expr.children[0]);
  for (size_t i = 0; i < expr.ops.size(); ++i) {
    Value right = evaluate(*expr.children[i + 1]);
    if (!compare(rt_, expr.ops[i], left, right)) return Value::boolean(false);
    left = std::move(right);
  }
  return Value::boolean(true);
}

Value Interpreter::evaluateConcat(const Expr& expr) {
  std::vector<Value> parts;
  parts.reserve(expr.children.size());
  size_t size = 0;
  for (const ExprPtr& child : expr.children) {
    const Value part = evaluate(*child);
    parts.push_back(autoescape_ ? escapeValue(rt_, part) : strValue(rt_, part));
    size += parts.back().str().size();
    rt_.checkSize(size);
  }
  std::string text;
  text.reserve(size);
  for (const Value& part : parts) text += part.str();
  return rt_.text(std::move(text), autoescape_);
}

Value Interpreter::evaluateConditional(const Expr& expr) {
  if (truth(rt_, evaluate(*expr.children[1]))) return evaluate(*expr.children[0]);
  if (expr.children[2]) return evaluate(*expr.children[2]);
  return Value::undefined("the inline if-expression evaluated to false and no else section was defined.");
}

Value Interpreter::evaluateFilter(const Expr& expr, const Value& input) {
  Args args = evaluateArgs(expr.args);
  rt_.line = expr.line;
  return applyFilter(rt_, expr.name, input, args);
}

Value Interpreter::filterText(const Expr& filter, const Value& text) {
  const DepthGuard guard(rt_.budget);
  const Expr* input = filter.children[0].get();
  return evaluateFilter(filter, input == nullptr ? text : filterText(*input, text));
}

Value Interpreter::evaluateTest(const Expr& expr) {
  const Value value = evaluate(*expr.children[0]);
  Args args = evaluateArgs(expr.args);
  rt_.line = expr.line;
  return Value::boolean(applyTest(rt_, expr.name, value, args));
}

Value Interpreter::evaluateCall(const Expr& expr, const Value* caller) {
  const Value function = evaluate(*expr.children[0]);
  Args args = evaluateArgs(expr.args);
  if (caller != nullptr) args.keyword.emplace_back("caller", *caller);
  rt_.line = expr.line;
  return call(rt_, function, args);
}

Args Interpreter::evaluateArgs(const CallArgs& given) {
  Args args;
  for (const ExprPtr& expr : given.positional) args.positional.push_back(evaluate(*expr));
  if (given.star) {
    for (const Value& value : toVector(rt_, evaluate(*given.star))) args.positional.push_back(value);
  }
  for (const auto& [name, expr] : given.keyword) args.keyword.emplace_back(name, evaluate(*expr));
  if (!given.star_star) return args;
  const Value more = evaluate(*given.star_star);
  if (!more.isDict()) raise("the argument after ** must be a mapping, not {}", typeName(more));
  for (const auto& [key, value] : more.dict().entries()) {
    if (!key.isString()) raise("keywords must be strings");
    rt_.budget.spend(1 + args.keyword.size() / 8);
    for (const auto& [name, other] : args.keyword) {
      if (name == key.str()) raise("got multiple values for keyword argument '{}'", name);
    }
    args.keyword.emplace_back(key.str(), value);
  }
  return args;
}

}  // namespace deepwell::jinja
