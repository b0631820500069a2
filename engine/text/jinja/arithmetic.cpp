// + - * / // % ** and the unary operators.
#include <cmath>
#include <limits>

#include "engine/text/jinja/format.h"
#include "engine/text/jinja/operators.h"

namespace deepwell::jinja {
namespace {

const char* symbol(Op op) {
  switch (op) {
    case Op::kAdd:
      return "+";
    case Op::kSub:
      return "-";
    case Op::kMul:
      return "*";
    case Op::kDiv:
      return "/";
    case Op::kFloorDiv:
      return "//";
    case Op::kMod:
      return "%";
    default:
      return "**";
  }
}

[[noreturn]] void raiseTypes(Op op, const Value& a, const Value& b) {
  if (a.isUndefined()) raise("{}", a.undefinedMessage());
  if (b.isUndefined()) raise("{}", b.undefinedMessage());
  raise("'{}' cannot be applied to '{}' and '{}'", symbol(op), typeName(a), typeName(b));
}

[[noreturn]] void raiseOverflow() { raise("a whole number is too large"); }

Int floorDivide(Int a, Int b) {
  if (b == -1) {
    Int negated = 0;
    if (__builtin_sub_overflow(Int{0}, a, &negated)) raiseOverflow();
    return negated;
  }
  Int quotient = a / b;
  if (a % b != 0 && ((a < 0) != (b < 0))) --quotient;
  return quotient;
}

Int floorModulo(Int a, Int b) {
  if (b == -1) return 0;
  Int remainder = a % b;
  if (remainder != 0 && ((remainder < 0) != (b < 0))) remainder += b;
  return remainder;
}

double floatModulo(double a, double b) {
  double remainder = std::fmod(a, b);
  if (remainder != 0 && ((remainder < 0) != (b < 0))) remainder += b;
  return remainder;
}

Value powerOfInts(Int base, Int exponent) {
  if (exponent < 0) {
    if (base == 0) raise("0 cannot be raised to a negative power");
    return Value::number(std::pow(static_cast<double>(base), static_cast<double>(exponent)));
  }
  Int result = 1;
  if (base == 0 || base == 1) return Value::integer(exponent == 0 ? 1 : base);
  if (base == -1) return Value::integer(exponent % 2 == 0 ? 1 : -1);
  for (Int i = 0; i < exponent; ++i) {
    if (__builtin_mul_overflow(result, base, &result)) raiseOverflow();  // after 127 rounds at most
  }
  return Value::integer(result);
}

Value onInts(Op op, Int a, Int b) {
  Int result = 0;
  bool overflow = false;
  switch (op) {
    case Op::kAdd:
      overflow = __builtin_add_overflow(a, b, &result);
      break;
    case Op::kSub:
      overflow = __builtin_sub_overflow(a, b, &result);
      break;
    case Op::kMul:
      overflow = __builtin_mul_overflow(a, b, &result);
      break;
    case Op::kPow:
      return powerOfInts(a, b);
    default:
      if (b == 0) raise("division by zero");
      if (op == Op::kDiv) return Value::number(static_cast<double>(a) / static_cast<double>(b));
      result = op == Op::kMod ? floorModulo(a, b) : floorDivide(a, b);
  }
  if (overflow) raiseOverflow();
  return Value::integer(result);
}

Value onFloats(Op op, double a, double b) {
  switch (op) {
    case Op::kAdd:
      return Value::number(a + b);
    case Op::kSub:
      return Value::number(a - b);
    case Op::kMul:
      return Value::number(a * b);
    case Op::kPow:
      if (a == 0 && b < 0) raise("0.0 cannot be raised to a negative power");
      if (a < 0 && std::floor(b) != b) raise("complex numbers are not supported");
      if (const double power = std::pow(a, b); !std::isinf(power) || std::isinf(a) || std::isinf(b)) {
        return Value::number(power);
      }
      raise("a number is too large");
    default:
      if (b == 0) raise("float division by zero");
      if (op == Op::kDiv) return Value::number(a / b);
      if (op == Op::kMod) return Value::number(floatModulo(a, b));
      return Value::number(std::floor((a - floatModulo(a, b)) / b + 0.5));
  }
}

Value repeat(Runtime& rt, const Value& sequence, Int times) {
  const size_t size = sequence.isString() ? sequence.str().size() : sequence.items().size() * sizeof(Value);
  if (times < 0 || size == 0) times = 0;
  if (times > static_cast<Int>(rt.budget.limits().output_bytes)) raise("a repeated value is too large");
  rt.checkSize(size * static_cast<size_t>(times));
  if (sequence.isString()) {
    std::string out;
    out.reserve(size * static_cast<size_t>(times));
    for (Int i = 0; i < times; ++i) out += sequence.str();
    return rt.text(std::move(out), sequence.textData().markup);
  }
  rt.checkItems(sequence.items().size() * static_cast<size_t>(times));
  std::vector<Value> out;
  for (Int i = 0; i < times; ++i) out.insert(out.end(), sequence.items().begin(), sequence.items().end());
  return sequence.kind() == Kind::kList ? rt.list(std::move(out)) : rt.tuple(std::move(out));
}

Value concatenate(Runtime& rt, const Value& a, const Value& b) {
  rt.checkSize(a.str().size() + b.str().size());
  const bool markup = a.textData().markup || b.textData().markup;
  if (!markup) return rt.text(a.str() + b.str());
  return rt.text(escapeValue(rt, a).str() + escapeValue(rt, b).str(), true);
}

bool isRepeatable(const Value& v) { return v.isString() || v.isSequence(); }

}  // namespace

Value arithmetic(Runtime& rt, Op op, const Value& a, const Value& b) {
  if (a.isInteger() && b.isInteger()) return onInts(op, a.asInt(), b.asInt());
  if (a.isNumber() && b.isNumber()) return onFloats(op, a.asDouble(), b.asDouble());
  if (op == Op::kAdd && a.isString() && b.isString()) return concatenate(rt, a, b);
  if (op == Op::kAdd && a.isSequence() && a.kind() == b.kind()) {
    rt.checkItems(a.items().size() + b.items().size());
    std::vector<Value> out = a.items();
    out.insert(out.end(), b.items().begin(), b.items().end());
    return a.kind() == Kind::kList ? rt.list(std::move(out)) : rt.tuple(std::move(out));
  }
  if (op == Op::kMul && isRepeatable(a) && b.isInteger()) return repeat(rt, a, b.asInt());
  if (op == Op::kMul && isRepeatable(b) && a.isInteger()) return repeat(rt, b, a.asInt());
  if (op == Op::kMod && a.isString()) return formatPercent(rt, a, b);
  raiseTypes(op, a, b);
}

Value unary(Runtime& rt, Op op, const Value& v) {
  if (op == Op::kNot) return Value::boolean(!truth(rt, v));
  if (v.isUndefined()) raise("{}", v.undefinedMessage());
  if (v.kind() == Kind::kFloat) return Value::number(op == Op::kNeg ? -v.asDouble() : v.asDouble());
  if (!v.isInteger()) raise("a sign cannot be applied to '{}'", typeName(v));
  return op == Op::kNeg ? onInts(Op::kSub, 0, v.asInt()) : Value::integer(v.asInt());
}

}  // namespace deepwell::jinja
