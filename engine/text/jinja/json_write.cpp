// json.dumps.
#include <algorithm>
#include <cmath>

#include "engine/text/jinja/format.h"
#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/unicode.h"

namespace deepwell::jinja {
namespace {

class JsonWriter {
 public:
  JsonWriter(Runtime& rt, const JsonStyle& style) : rt_(rt), style_(style) {}

  void write(const Value& value) {
    const DepthGuard guard(rt_.budget);
    rt_.budget.spend(1);
    rt_.checkSize(out_.size());
    switch (value.kind()) {
      case Kind::kString:
        string(value.str());
        break;
      case Kind::kList:
      case Kind::kTuple:
        list(value.items());
        break;
      case Kind::kDict:
        dict(value.dict());
        break;
      case Kind::kUndefined:
      case Kind::kObject:
        raise("Object of type {} is not JSON serializable", typeName(value));
      default:
        out_ += scalar(value);
    }
  }

  std::string take() { return std::move(out_); }

 private:
  static std::string scalar(const Value& value) {
    switch (value.kind()) {
      case Kind::kNone:
        return "null";
      case Kind::kBool:
        return value.asBool() ? "true" : "false";
      case Kind::kInt:
        return intRepr(value.asInt());
      default:
        break;
    }
    const double d = value.asDouble();
    if (std::isnan(d)) return "NaN";
    if (std::isinf(d)) return d < 0 ? "-Infinity" : "Infinity";
    return floatRepr(d);
  }

  void escapedUnit(char32_t unit) { out_ += fmt::format("\\u{:04x}", static_cast<uint32_t>(unit)); }

  void character(char32_t c) {
    if (c >= 0x10000) {
      escapedUnit(0xD800 + ((c - 0x10000) >> 10));
      escapedUnit(0xDC00 + ((c - 0x10000) & 0x3FF));
    } else {
      escapedUnit(c);
    }
  }

  bool simpleEscape(char c) {
    static constexpr std::string_view kFrom = "\"\\\n\r\t\f\b";
    static constexpr std::string_view kTo = "\"\\nrtfb";
    const size_t at = kFrom.find(c);
    if (at == std::string_view::npos) return false;
    out_ += '\\';
    out_ += kTo[at];
    return true;
  }

  void string(const std::string& text) {
    rt_.budget.spend(text.size() / 16);
    out_ += '"';
    if (style_.ensure_ascii) {
      for (size_t i = 0; i < text.size();) {
        const char32_t c = nextPoint(text, i);
        if (c < 0x80 && simpleEscape(static_cast<char>(c))) continue;
        if (c < 0x20 || c > 0x7E) {
          c == 0x7F ? static_cast<void>(out_ += '\x7F') : character(c);
        } else {
          out_ += static_cast<char>(c);
        }
      }
    } else {
      for (const char c : text) {
        if (simpleEscape(c)) continue;
        if (static_cast<unsigned char>(c) < 0x20) {
          escapedUnit(static_cast<unsigned char>(c));
        } else {
          out_ += c;
        }
      }
    }
    out_ += '"';
    rt_.checkSize(out_.size());
  }

  void newLine() {
    if (!style_.pretty) return;
    out_ += '\n';
    for (size_t i = 0; i < level_; ++i) out_ += style_.indent;
    rt_.checkSize(out_.size());
  }

  void list(const std::vector<Value>& items) {
    if (items.empty()) {
      out_ += "[]";
      return;
    }
    out_ += '[';
    ++level_;
    for (size_t i = 0; i < items.size(); ++i) {
      if (i != 0) out_ += style_.item_separator;
      newLine();
      write(items[i]);
    }
    --level_;
    newLine();
    out_ += ']';
  }

  void key(const Value& key) {
    if (key.isString()) return string(key.str());
    if (!key.isNumber() && !key.isNone()) raise("keys must be str, int, float, bool or None, not {}", typeName(key));
    out_ += '"' + scalar(key) + '"';
  }

  void dict(const DictData& dict) {
    if (dict.entries().empty()) {
      out_ += "{}";
      return;
    }
    auto entries = dict.entries();
    if (style_.sort_keys) {
      std::stable_sort(entries.begin(), entries.end(),
                       [this](const auto& a, const auto& b) { return lessThan(rt_, a.first, b.first); });
    }
    out_ += '{';
    ++level_;
    for (size_t i = 0; i < entries.size(); ++i) {
      if (i != 0) out_ += style_.item_separator;
      newLine();
      key(entries[i].first);
      out_ += style_.key_separator;
      write(entries[i].second);
    }
    --level_;
    newLine();
    out_ += '}';
  }

  Runtime& rt_;
  const JsonStyle& style_;
  std::string out_;
  size_t level_ = 0;
};

}  // namespace

std::string dumpJson(Runtime& rt, const Value& value, const JsonStyle& style) {
  JsonWriter writer(rt, style);
  writer.write(value);
  return writer.take();
}

}  // namespace deepwell::jinja
