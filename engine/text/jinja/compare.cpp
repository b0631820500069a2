// Truth, equality, order and membership.
#include <algorithm>
#include <cmath>
#include <functional>

#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/text_find.h"

namespace deepwell::jinja {
namespace {

bool equalSequences(Runtime& rt, const std::vector<Value>& a, const std::vector<Value>& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (!equals(rt, a[i], b[i])) return false;
  }
  return true;
}

bool equalDicts(Runtime& rt, const DictData& a, const DictData& b) {
  if (a.entries().size() != b.entries().size()) return false;
  for (const auto& [key, value] : a.entries()) {
    const Value* other = b.find(rt, key);
    if (other == nullptr || !equals(rt, value, *other)) return false;
  }
  return true;
}

bool equalNumbers(const Value& a, const Value& b) {
  if (a.isInteger() && b.isInteger()) return a.asInt() == b.asInt();
  return a.asDouble() == b.asDouble();
}

size_t hashNumber(const Value& v) {
  if (v.kind() == Kind::kFloat) {
    const double d = v.asDouble();
    if (!(std::floor(d) == d && std::fabs(d) < 1e18)) return std::hash<double>{}(d);
    return std::hash<int64_t>{}(static_cast<int64_t>(d));
  }
  return std::hash<int64_t>{}(static_cast<int64_t>(v.asInt()));
}

bool lessSequences(Runtime& rt, const std::vector<Value>& a, const std::vector<Value>& b) {
  for (size_t i = 0; i < a.size() && i < b.size(); ++i) {
    if (!equals(rt, a[i], b[i])) return lessThan(rt, a[i], b[i]);
  }
  return a.size() < b.size();
}

[[noreturn]] void raiseOrder(const Value& a, const Value& b) {
  if (a.isUndefined()) raise("{}", a.undefinedMessage());
  if (b.isUndefined()) raise("{}", b.undefinedMessage());
  raise("'<' is not supported between '{}' and '{}'", typeName(a), typeName(b));
}

}  // namespace

bool truth(Runtime& rt, const Value& v) {
  switch (v.kind()) {
    case Kind::kUndefined:
    case Kind::kNone:
      return false;
    case Kind::kBool:
      return v.asBool();
    case Kind::kInt:
      return v.asInt() != 0;
    case Kind::kFloat:
      return v.asDouble() != 0.0;
    case Kind::kString:
      return !v.str().empty();
    case Kind::kList:
    case Kind::kTuple:
      return !v.items().empty();
    case Kind::kDict:
      return !v.dict().entries().empty();
    case Kind::kObject:
      return v.object()->length(rt).value_or(1) != 0;
  }
  return false;
}

bool equals(Runtime& rt, const Value& a, const Value& b) {
  rt.budget.spend(1);
  if (a.isNumber() && b.isNumber()) return equalNumbers(a, b);
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::kUndefined:
    case Kind::kNone:
      return true;
    case Kind::kString:
      rt.budget.spend(a.str().size() / 256);
      return a.str() == b.str();
    case Kind::kList:
    case Kind::kTuple: {
      const DepthGuard guard(rt.budget);
      return a.identity() == b.identity() || equalSequences(rt, a.items(), b.items());
    }
    case Kind::kDict: {
      const DepthGuard guard(rt.budget);
      return a.identity() == b.identity() || equalDicts(rt, a.dict(), b.dict());
    }
    default:
      return a.identity() == b.identity();
  }
}

size_t hashValue(Runtime& rt, const Value& v) {
  rt.budget.spend(1);
  switch (v.kind()) {
    case Kind::kString:
      rt.budget.spend(v.str().size() / 64);
      return std::hash<std::string_view>{}(v.str());
    case Kind::kBool:
    case Kind::kInt:
    case Kind::kFloat:
      return hashNumber(v);
    case Kind::kTuple: {
      const DepthGuard guard(rt.budget);
      size_t hash = 7;
      for (const Value& item : v.items()) hash = hash * 1000003 + hashValue(rt, item);
      return hash;
    }
    case Kind::kList:
    case Kind::kDict:
      raise("unhashable type: '{}'", typeName(v));
    case Kind::kObject:
      if (const std::string type = v.object()->typeName(); type == "dict_keys" || type == "dict_items") {
        raise("unhashable type: '{}'", type);
      }
      return std::hash<const void*>{}(v.identity());
    default:
      return static_cast<size_t>(v.kind());
  }
}

bool lessThan(Runtime& rt, const Value& a, const Value& b) {
  rt.budget.spend(1);
  if (a.isInteger() && b.isInteger()) return a.asInt() < b.asInt();
  if (a.isNumber() && b.isNumber()) return a.asDouble() < b.asDouble();
  if (a.isString() && b.isString()) rt.budget.spend(std::min(a.str().size(), b.str().size()) / 256);
  if (a.isString() && b.isString()) return a.str() < b.str();  // UTF-8 sorts as code points do
  if (a.kind() == b.kind() && a.isSequence()) {
    const DepthGuard guard(rt.budget);
    return lessSequences(rt, a.items(), b.items());
  }
  raiseOrder(a, b);
}

bool contains(Runtime& rt, const Value& container, const Value& item) {
  if (container.isString()) {
    if (item.isUndefined()) raise("{}", item.undefinedMessage());
    if (!item.isString()) raise("'in <string>' requires a string on its left, not {}", typeName(item));
    rt.budget.spend(container.str().size() / 64);
    return findText(container.str(), item.str()) != std::string_view::npos;
  }
  if (container.isDict()) return container.dict().find(rt, item) != nullptr;
  Iter* it = iterate(rt, container);
  Value candidate;
  while (it->next(rt, candidate)) {
    if (equals(rt, candidate, item)) return true;
  }
  return false;
}

bool compare(Runtime& rt, Op op, const Value& a, const Value& b) {
  switch (op) {
    case Op::kEq:
      return equals(rt, a, b);
    case Op::kNe:
      return !equals(rt, a, b);
    case Op::kIn:
      return contains(rt, b, a);
    case Op::kNotIn:
      return !contains(rt, b, a);
    default:
      break;
  }
  const bool nan = a.isNumber() && b.isNumber() && (std::isnan(a.asDouble()) || std::isnan(b.asDouble()));
  switch (op) {
    case Op::kLt:
      return lessThan(rt, a, b);
    case Op::kGt:
      return lessThan(rt, b, a);
    case Op::kLe:
      return !lessThan(rt, b, a) && !nan;
    default:
      return !lessThan(rt, a, b) && !nan;
  }
}

}  // namespace deepwell::jinja
