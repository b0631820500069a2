#include "app/cli/json_text.h"

#include <charconv>

#include "engine/base/utf8.h"

namespace deepwell::cli {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string_view trim(std::string_view text) {
  const size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) + 1 - first);
}

// Four hex digits at `at`.
bool readUnit(std::string_view text, size_t at, uint32_t& unit) {
  if (at + 4 > text.size()) return false;
  const auto end = text.data() + at + 4;
  const auto result = std::from_chars(text.data() + at, end, unit, 16);
  return result.ec == std::errc() && result.ptr == end;
}

// \uXXXX, `at` behind the u. A pair of surrogates is one character, a lone one of \udc80 to \udcff one byte.
bool appendUnicodeEscape(std::string_view text, size_t& at, std::string& out) {
  uint32_t unit = 0;
  if (!readUnit(text, at, unit)) return false;
  at += 4;
  if (unit >= 0xDC80 && unit <= 0xDCFF) {
    out += static_cast<char>(unit & 0xFF);
    return true;
  }
  if (unit < 0xD800 || unit > 0xDFFF) {
    utf8::append(out, unit);
    return true;
  }
  uint32_t low = 0;
  const bool pair = unit < 0xDC00 && text.substr(at).starts_with("\\u") && readUnit(text, at + 2, low) &&
                    low >= 0xDC00 && low <= 0xDFFF;
  if (!pair) return false;
  at += 6;
  utf8::append(out, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
  return true;
}

bool appendEscape(std::string_view text, size_t& at, std::string& out) {
  static constexpr std::string_view kFrom = "\"\\/bfnrt";
  static constexpr std::string_view kTo = "\"\\/\b\f\n\r\t";
  if (at >= text.size()) return false;
  const char kind = text[at++];
  if (kind == 'u') return appendUnicodeEscape(text, at, out);
  const size_t found = kFrom.find(kind);
  if (found == std::string_view::npos) return false;
  out += kTo[found];
  return true;
}

}  // namespace

Result<std::string> decodeJsonString(std::string_view json) {
  json = trim(json);
  if (json.size() < 2 || json.front() != '"' || json.back() != '"') {
    return fail(ErrorCode::kInvalidArgument, "expected a JSON string");
  }
  const std::string_view text = json.substr(1, json.size() - 2);
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const char c = text[at++];
    if (c == '\\') {
      if (!appendEscape(text, at, out)) return fail(ErrorCode::kInvalidArgument, "a JSON string has a broken escape");
    } else if (c == '"' || static_cast<unsigned char>(c) < 0x20) {
      return fail(ErrorCode::kInvalidArgument, "expected one JSON string");
    } else {
      out += c;
    }
  }
  return out;
}

std::string encodeJsonString(std::string_view bytes) {
  std::string out = "\"";
  for (size_t at = 0; at < bytes.size();) {
    const char c = bytes[at];
    const utf8::Decoded next = utf8::decode(bytes, at);
    if (!next.valid) {
      out += fmt::format("\\udc{:02x}", static_cast<unsigned char>(c));
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      out += bytes.substr(at, next.bytes);
    }
    at += next.valid ? next.bytes : 1;
  }
  return out + '"';
}

Result<std::vector<int32_t>> decodeIds(std::string_view json) {
  const auto broken = [] { return fail(ErrorCode::kInvalidArgument, "expected a JSON array of token ids"); };
  json = trim(json);
  if (json.size() < 2 || json.front() != '[' || json.back() != ']') return broken();
  std::string_view rest = trim(json.substr(1, json.size() - 2));
  std::vector<int32_t> ids;
  while (!rest.empty()) {
    int32_t id = 0;
    const auto result = std::from_chars(rest.data(), rest.data() + rest.size(), id);
    if (result.ec != std::errc()) return broken();
    ids.push_back(id);
    rest = trim(rest.substr(static_cast<size_t>(result.ptr - rest.data())));
    if (rest.empty()) break;
    if (rest.front() != ',') return broken();
    rest = trim(rest.substr(1));
    if (rest.empty()) return broken();
  }
  return ids;
}

std::string encodeIds(const std::vector<int32_t>& ids) {
  std::string out = "[";
  for (size_t i = 0; i < ids.size(); ++i) {
    if (i != 0) out += ", ";
    fmt::format_to(std::back_inserter(out), "{}", ids[i]);
  }
  return out + "]";
}

}  // namespace deepwell::cli
