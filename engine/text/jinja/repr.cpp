// str() and repr() as Python writes them.
#include <array>
#include <charconv>
#include <cmath>

#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/unicode.h"

namespace deepwell::jinja {
namespace {

void appendEscaped(std::string& out, char32_t c) {
  if (c < 0x100) {
    out += fmt::format("\\x{:02x}", static_cast<uint32_t>(c));
  } else if (c < 0x10000) {
    out += fmt::format("\\u{:04x}", static_cast<uint32_t>(c));
  } else {
    out += fmt::format("\\U{:08x}", static_cast<uint32_t>(c));
  }
}

std::string textRepr(std::string_view text) {
  const bool has_single = text.find('\'') != std::string_view::npos;
  const bool has_double = text.find('"') != std::string_view::npos;
  const char32_t quote = has_single && !has_double ? U'"' : U'\'';
  std::string out;
  appendUtf8(out, quote);
  for (size_t i = 0; i < text.size();) {
    const char32_t c = nextPoint(text, i);
    if (c == quote || c == U'\\') {
      out += '\\';
      appendUtf8(out, c);
    } else if (c == U'\n') {
      out += "\\n";
    } else if (c == U'\r') {
      out += "\\r";
    } else if (c == U'\t') {
      out += "\\t";
    } else if (isPrintable(c)) {
      appendUtf8(out, c);
    } else {
      appendEscaped(out, c);
    }
  }
  appendUtf8(out, quote);
  return out;
}

void appendRepr(Runtime& rt, std::string& out, const Value& v);

void appendItems(Runtime& rt, std::string& out, const std::vector<Value>& items) {
  for (size_t i = 0; i < items.size(); ++i) {
    if (i != 0) out += ", ";
    appendRepr(rt, out, items[i]);
  }
}

void appendDict(Runtime& rt, std::string& out, const DictData& dict) {
  out += '{';
  bool first = true;
  for (const auto& [key, value] : dict.entries()) {
    if (!first) out += ", ";
    first = false;
    appendRepr(rt, out, key);
    out += ": ";
    appendRepr(rt, out, value);
  }
  out += '}';
}

void appendRepr(Runtime& rt, std::string& out, const Value& v) {
  const DepthGuard guard(rt.budget);
  rt.budget.spend(1);
  rt.checkSize(out.size());
  switch (v.kind()) {
    case Kind::kUndefined:
      out += "Undefined";
      break;
    case Kind::kNone:
      out += "None";
      break;
    case Kind::kBool:
      out += v.asBool() ? "True" : "False";
      break;
    case Kind::kInt:
      out += intRepr(v.asInt());
      break;
    case Kind::kFloat:
      out += floatRepr(v.asDouble());
      break;
    case Kind::kString:
      rt.budget.spend(v.str().size() / 16);
      out += v.textData().markup ? "Markup(" + textRepr(v.str()) + ")" : textRepr(v.str());
      break;
    case Kind::kList:
      out += '[';
      appendItems(rt, out, v.items());
      out += ']';
      break;
    case Kind::kTuple:
      out += '(';
      appendItems(rt, out, v.items());
      out += v.items().size() == 1 ? ",)" : ")";
      break;
    case Kind::kDict:
      appendDict(rt, out, v.dict());
      break;
    case Kind::kObject:
      out += v.object()->repr(rt);
      break;
  }
}

}  // namespace

std::string typeName(const Value& v) {
  switch (v.kind()) {
    case Kind::kUndefined:
      return "Undefined";
    case Kind::kNone:
      return "NoneType";
    case Kind::kBool:
      return "bool";
    case Kind::kInt:
      return "int";
    case Kind::kFloat:
      return "float";
    case Kind::kString:
      return v.textData().markup ? "Markup" : "str";
    case Kind::kList:
      return "list";
    case Kind::kTuple:
      return "tuple";
    case Kind::kDict:
      return "dict";
    case Kind::kObject:
      return v.object()->typeName();
  }
  return "object";
}

std::string intRepr(Int i) { return fmt::format("{}", i); }

std::string floatRepr(double d) {
  if (std::isnan(d)) return "nan";
  if (std::isinf(d)) return d < 0 ? "-inf" : "inf";
  std::array<char, 64> buffer{};
  const auto shortest = std::to_chars(buffer.data(), buffer.data() + buffer.size(), d, std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<size_t>(shortest.ptr - buffer.data()));
  const size_t e = text.find('e');
  int exponent = 0;
  const size_t exponent_start = e + (text[e + 1] == '+' ? 2 : 1);
  std::from_chars(text.data() + exponent_start, text.data() + text.size(), exponent);
  if (exponent < -4 || exponent >= 16) return std::string(text);
  const auto plain = std::to_chars(buffer.data(), buffer.data() + buffer.size(), d, std::chars_format::fixed);
  std::string out(buffer.data(), static_cast<size_t>(plain.ptr - buffer.data()));
  if (out.find('.') == std::string::npos) out += ".0";
  return out;
}

std::string toRepr(Runtime& rt, const Value& v) {
  std::string out;
  appendRepr(rt, out, v);
  return out;
}

std::string toStr(Runtime& rt, const Value& v) {
  if (v.isString()) return v.str();
  if (v.isUndefined()) return {};
  return toRepr(rt, v);
}

std::string escapeHtml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&#34;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

Value strValue(Runtime& rt, const Value& v) { return v.isString() ? v : rt.text(toStr(rt, v)); }

Value escapeValue(Runtime& rt, const Value& v) {
  if (v.isString() && v.textData().markup) return v;
  return rt.text(escapeHtml(toStr(rt, v)), true);
}

}  // namespace deepwell::jinja
