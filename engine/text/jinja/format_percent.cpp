// "format" % values, with Python's conversions.
#include <cmath>

#include "engine/text/jinja/format.h"
#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/unicode.h"

namespace deepwell::jinja {
namespace {

struct Conversion {
  bool left = false, plus = false, space = false, zero = false, alternate = false;
  int64_t width = 0;
  int64_t precision = -1;
  char type = 0;
};

class PercentFormatter {
 public:
  PercentFormatter(Runtime& rt, const Value& format, const Value& values)
      : rt_(rt), format_(format.str()), markup_(format.textData().markup), values_(values) {}

  std::string run() {
    while (at_ < format_.size()) {
      const char c = format_[at_++];
      if (c != '%') {
        out_ += c;
      } else {
        convert();
      }
      rt_.checkSize(out_.size());
    }
    const bool all_used = values_.kind() == Kind::kTuple ? next_ >= values_.items().size()
                                                         : next_ > 0 || values_.isDict() || values_.isSequence() ||
                                                               values_.isUndefined();
    if (!all_used && !named_) raise("not all arguments converted during string formatting");
    return std::move(out_);
  }

 private:
  char peek() const {
    if (at_ >= format_.size()) raise("incomplete format");
    return format_[at_];
  }

  Value nextArgument() {
    if (values_.kind() == Kind::kTuple) {
      if (next_ >= values_.items().size()) raise("not enough arguments for format string");
      return values_.items()[next_++];
    }
    if (next_++ > 0) raise("not enough arguments for format string");
    return values_;
  }

  Value named() {
    ++at_;
    const size_t start = at_;
    int depth = 1;
    while (depth > 0) {
      const char c = peek();
      depth += c == '(' ? 1 : (c == ')' ? -1 : 0);
      ++at_;
    }
    if (!values_.isDict()) raise("format requires a mapping");
    const std::string name(format_.substr(start, at_ - 1 - start));
    const Value* found = values_.dict().find(name);
    if (found == nullptr) raise("the format string names '{}', which the mapping does not have", name);
    named_ = true;
    return *found;
  }

  int64_t readNumber() {
    if (peek() == '*') {
      ++at_;
      return toIndex(nextArgument(), "the width or precision");
    }
    int64_t n = 0;
    while (peek() >= '0' && peek() <= '9') {
      n = n * 10 + (format_[at_++] - '0');
      if (n > (1 << 28)) raise("a format width is too large");
    }
    return n;
  }

  void readFlags(Conversion& conversion) {
    for (;; ++at_) {
      switch (peek()) {
        case '-':
          conversion.left = true;
          break;
        case '+':
          conversion.plus = true;
          break;
        case ' ':
          conversion.space = true;
          break;
        case '0':
          conversion.zero = true;
          break;
        case '#':
          conversion.alternate = true;
          break;
        default:
          return;
      }
    }
  }

  void convert() {
    Conversion conversion;
    Value value;
    bool has_value = false;
    if (peek() == '(') {
      value = named();
      has_value = true;
    }
    readFlags(conversion);
    conversion.width = readNumber();
    if (conversion.width < 0) {
      conversion.left = true;
      conversion.width = -conversion.width;
    }
    if (peek() == '.') {
      ++at_;
      conversion.precision = std::max<int64_t>(readNumber(), 0);
    }
    while (peek() == 'l' || peek() == 'h' || peek() == 'L') ++at_;
    conversion.type = format_[at_++];
    if (conversion.type == '%') {
      out_ += '%';
      return;
    }
    rt_.checkSize(static_cast<size_t>(conversion.width));
    rt_.checkSize(static_cast<size_t>(std::max<int64_t>(conversion.precision, 0)));
    if (!has_value) value = nextArgument();
    emit(conversion, value);
  }

  void emit(const Conversion& conversion, const Value& value) {
    std::string body;
    bool numeric = true;
    switch (conversion.type) {
      case 's':
      case 'r':
      case 'a':
        body = text(conversion, value);
        numeric = false;
        break;
      case 'c':
        body = character(value);
        numeric = false;
        break;
      case 'd':
      case 'i':
      case 'u':
      case 'x':
      case 'X':
      case 'o':
        body = integer(conversion, value);
        break;
      case 'f':
      case 'F':
      case 'e':
      case 'E':
      case 'g':
      case 'G':
        if (!value.isNumber()) raise("must be real number, not {}", typeName(value));
        if (conversion.precision > 4096) raise("a format precision is too large");
        body = formatFloat(value.asDouble(), conversion.type, static_cast<int>(conversion.precision),
                           conversion.alternate);
        break;
      default:
        raise("unsupported format character '{}'", conversion.type);
    }
    pad(conversion, body, numeric);
  }

  std::string text(const Conversion& conversion, const Value& value) {
    std::string body = conversion.type == 's' ? toStr(rt_, value) : toRepr(rt_, value);
    if (markup_ && !(value.isString() && value.textData().markup)) body = escapeHtml(body);
    if (conversion.precision < 0) return body;
    const std::u32string points = decodeUtf8(body);
    return encodeUtf8(points.substr(0, static_cast<size_t>(conversion.precision)));
  }

  std::string character(const Value& value) {
    if (value.isString() && countCodePoints(value.str()) == 1) return value.str();
    if (!value.isInteger() || value.asInt() < 0 || value.asInt() > 0x10FFFF) raise("%c requires int or char");
    std::string body;
    appendUtf8(body, static_cast<char32_t>(value.asInt()));
    return body;
  }

  std::string integer(const Conversion& conversion, const Value& value) {
    const bool decimal = conversion.type == 'd' || conversion.type == 'i' || conversion.type == 'u';
    if (!value.isNumber() || (!decimal && !value.isInteger())) {
      raise("%{} format: a number is required, not {}", conversion.type, typeName(value));
    }
    if (value.kind() == Kind::kFloat && !(std::fabs(value.asDouble()) < 1e37)) raise("cannot convert to an integer");
    const Int number = value.isInteger() ? value.asInt() : static_cast<Int>(value.asDouble());
    std::string digits = formatInt(number, decimal ? 'd' : conversion.type);
    const std::string sign = digits.starts_with('-') ? "-" : "";
    digits.erase(0, sign.size());
    if (conversion.precision > static_cast<int64_t>(digits.size())) {
      digits.insert(0, static_cast<size_t>(conversion.precision) - digits.size(), '0');
    }
    const std::string prefix = conversion.alternate && !decimal ? std::string("0") + conversion.type : "";
    return sign + prefix + digits;
  }

  void pad(const Conversion& conversion, std::string body, bool numeric) {
    if (numeric && !body.starts_with('-')) {
      if (conversion.plus) {
        body.insert(0, "+");
      } else if (conversion.space) {
        body.insert(0, " ");
      }
    }
    const auto length = static_cast<int64_t>(countCodePoints(body));
    const size_t fill = static_cast<size_t>(std::max<int64_t>(conversion.width - length, 0));
    if (conversion.left) {
      body.append(fill, ' ');
    } else if (conversion.zero && numeric) {
      size_t digits = body.starts_with('-') || body.starts_with('+') || body.starts_with(' ') ? 1 : 0;
      if (conversion.alternate && (conversion.type == 'x' || conversion.type == 'X' || conversion.type == 'o')) {
        digits += 2;
      }
      body.insert(digits, fill, '0');
    } else {
      body.insert(0, fill, ' ');
    }
    out_ += body;
  }

  Runtime& rt_;
  std::string_view format_;
  bool markup_;
  const Value& values_;
  std::string out_;
  size_t at_ = 0;
  size_t next_ = 0;  // arguments taken
  bool named_ = false;
};

}  // namespace

Value formatPercent(Runtime& rt, const Value& format, const Value& values) {
  return rt.text(PercentFormatter(rt, format, values).run(), format.textData().markup);
}

}  // namespace deepwell::jinja
