#include "engine/text/jinja/tests.h"

#include <map>

#include "engine/text/jinja/args.h"
#include "engine/text/jinja/filters.h"
#include "engine/text/jinja/text_methods.h"

namespace deepwell::jinja {
namespace {

using Unary = bool (*)(Runtime&, const Value&);

bool isOddEven(Runtime& rt, const Value& v, Int rest) {
  const Value remainder = arithmetic(rt, Op::kMod, v, Value::integer(2));
  return equals(rt, remainder, Value::integer(rest));
}

bool hasCase(Runtime& rt, const Value& v, std::string_view method) {
  return callTextMethod(rt, rt.text(toStr(rt, v)), method, {}).asBool();
}

bool isCallable(const Value& v) { return v.isUndefined() || (v.object() != nullptr && v.object()->callable()); }

// Has len() and [] on its type.
bool isSequenceLike(Runtime& rt, const Value& v) {
  if (v.object() == nullptr) return v.isUndefined() || v.isString() || v.isSequence() || v.isDict();
  return v.object()->length(rt).has_value() &&
         (v.object()->typeName() == "range" || v.object()->typeName() == "_GroupTuple");
}

// A look-up in a dict of Python's: what cannot be a key is an error.
bool isKnown(Runtime& rt, const Value& v, bool (*known)(std::string_view)) {
  hashValue(rt, v);
  return v.isString() && known(v.str());
}

const std::map<std::string_view, Unary>& unaryTests() {
  static const std::map<std::string_view, Unary> table = {
      {"defined", [](Runtime&, const Value& v) { return !v.isUndefined(); }},
      {"undefined", [](Runtime&, const Value& v) { return v.isUndefined(); }},
      {"none", [](Runtime&, const Value& v) { return v.isNone(); }},
      {"boolean", [](Runtime&, const Value& v) { return v.kind() == Kind::kBool; }},
      {"true", [](Runtime&, const Value& v) { return v.kind() == Kind::kBool && v.asBool(); }},
      {"false", [](Runtime&, const Value& v) { return v.kind() == Kind::kBool && !v.asBool(); }},
      {"integer", [](Runtime&, const Value& v) { return v.kind() == Kind::kInt; }},
      {"float", [](Runtime&, const Value& v) { return v.kind() == Kind::kFloat; }},
      {"number", [](Runtime&, const Value& v) { return v.isNumber(); }},
      {"string", [](Runtime&, const Value& v) { return v.isString(); }},
      {"mapping", [](Runtime&, const Value& v) { return v.isDict(); }},
      {"sequence", isSequenceLike},
      {"iterable", [](Runtime& rt, const Value& v) { return isIterable(rt, v); }},
      {"callable", [](Runtime&, const Value& v) { return isCallable(v); }},
      {"escaped", [](Runtime&, const Value& v) { return v.isString() && v.textData().markup; }},
      {"odd", [](Runtime& rt, const Value& v) { return isOddEven(rt, v, 1); }},
      {"even", [](Runtime& rt, const Value& v) { return isOddEven(rt, v, 0); }},
      {"lower", [](Runtime& rt, const Value& v) { return hasCase(rt, v, "islower"); }},
      {"upper", [](Runtime& rt, const Value& v) { return hasCase(rt, v, "isupper"); }},
      {"filter", [](Runtime& rt, const Value& v) { return isKnown(rt, v, isFilter); }},
      {"test", [](Runtime& rt, const Value& v) { return isKnown(rt, v, isTest); }},
  };
  return table;
}

const std::map<std::string_view, Op>& comparisons() {
  static const std::map<std::string_view, Op> table = {
      {"==", Op::kEq},       {"eq", Op::kEq}, {"equalto", Op::kEq}, {"!=", Op::kNe},
      {"ne", Op::kNe},       {">", Op::kGt},  {"gt", Op::kGt},      {"greaterthan", Op::kGt},
      {">=", Op::kGe},       {"ge", Op::kGe}, {"<", Op::kLt},       {"lt", Op::kLt},
      {"lessthan", Op::kLt}, {"<=", Op::kLe}, {"le", Op::kLe},      {"in", Op::kIn}};
  return table;
}

bool sameAs(Runtime& rt, const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  return a.identity() != nullptr ? a.identity() == b.identity() : equals(rt, a, b);
}

}  // namespace

bool isTest(std::string_view name) {
  return name == "divisibleby" || name == "sameas" || unaryTests().contains(name) || comparisons().contains(name);
}

bool applyTest(Runtime& rt, std::string_view name, const Value& value, Args& args) {
  rt.budget.spend(1 + (value.isString() ? value.str().size() / 256 : 0));
  if (const auto found = unaryTests().find(name); found != unaryTests().end()) {
    const Bound bound(name, args, {});
    return found->second(rt, value);
  }
  if (!isTest(name)) raise("No test named '{}'", name);
  const Bound bound(name, args, {name == "divisibleby" ? "num" : (name == "in" ? "seq" : "other")}, 1);
  const Value other = *bound.at(0);
  if (const auto found = comparisons().find(name); found != comparisons().end()) {
    return compare(rt, found->second, value, other);
  }
  if (name == "sameas") return sameAs(rt, value, other);
  return equals(rt, arithmetic(rt, Op::kMod, value, other), Value::integer(0));
}

}  // namespace deepwell::jinja
