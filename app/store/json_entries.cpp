#include "app/store/json_entries.h"

#include "engine/base/utf8.h"

namespace deepwell {
namespace {

constexpr size_t kBufferBytes = size_t{1} << 18;

bool isJsonSpace(int c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// The number of "\uXXXX" at `at`, or -1.
int escapeAt(std::string_view text, size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
  int value = 0;
  for (size_t i = at + 2; i < at + 6; ++i) {
    if (hexDigit(text[i]) < 0) return -1;
    value = value * 16 + hexDigit(text[i]);
  }
  return value;
}

// The length of the word that stands there for no number, or 0.
size_t nanAt(std::string_view text) {
  for (const std::string_view word : {"NaN", "Infinity", "-Infinity"})
    if (text.starts_with(word)) return word.size();
  return 0;
}

bool isHigh(int unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool isLow(int unit) { return unit >= 0xDC00 && unit < 0xE000; }

}  // namespace

int JsonEntries::peek() {
  if (at_ == buffer_.size()) {
    buffer_.resize(kBufferBytes);
    buffer_.resize(read_(buffer_.data(), buffer_.size()));
    at_ = 0;
    if (buffer_.empty()) return -1;
  }
  return static_cast<unsigned char>(buffer_[at_]);
}

int JsonEntries::skipSpace() {
  while (isJsonSpace(peek())) skip();
  return peek();
}

Result<bool> JsonEntries::begin() {
  if (peek() == 0xEF)  // a byte order mark
    for (const int byte : {0xEF, 0xBB, 0xBF})
      if (peek() == byte) skip();
  const int first = skipSpace();
  if (first == '{') {
    state_ = State::kSingle;
    return true;
  }
  if (first == '[') {
    skip();
    state_ = State::kInArray;
    return true;
  }
  return fail(ErrorCode::kCorruptFile, "{}: is not JSON; expected an export of chats", name_);
}

// Up to the comma or bracket after it. Only strings and brackets matter for that.
Status JsonEntries::readEntry(std::string& entry) {
  int64_t depth = 0;
  bool in_string = false;
  bool escaped = false;
  for (;; skip()) {
    const int next = peek();
    if (next < 0)
      return fail(ErrorCode::kCorruptFile, "{}: ends in the middle of entry {}; it was not written or copied whole",
                  name_, count_ + 1);
    const char c = static_cast<char>(next);
    if (in_string) {
      in_string = escaped || c != '"';
      escaped = !escaped && c == '\\';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return {};
      --depth;
    } else if (c == ',' && depth == 0) {
      return {};
    }
    if (entry.size() >= kMostEntryBytes) {
      too_long_ = true;
      entry = {};
    }
    if (!too_long_) entry += c;
    if (state_ == State::kSingle && depth == 0) {
      skip();
      return {};
    }
  }
}

Result<bool> JsonEntries::next(std::string& entry) {
  entry.clear();
  too_long_ = false;
  if (state_ == State::kBegin) {
    if (const auto begun = begin(); !begun) return begun;
    if (state_ == State::kInArray && skipSpace() == ']') state_ = State::kEnd;
  }
  if (state_ == State::kEnd) return false;
  skipSpace();
  DEEPWELL_TRY(readEntry(entry));
  ++count_;
  if (state_ == State::kSingle || skipSpace() != ',') {
    state_ = State::kEnd;
  } else {
    skip();
  }
  return true;
}

std::string repairedJson(std::string_view entry) {
  std::string all = utf8::repaired(entry);
  std::string repaired;
  repaired.reserve(all.size());
  bool in_string = false;
  for (size_t at = 0; at < all.size();) {
    const std::string_view rest = std::string_view(all).substr(at);
    const int unit = escapeAt(all, at);
    const auto put = [&](std::string_view text, size_t bytes) {
      repaired += text;
      at += bytes;
    };
    if (isHigh(unit) && isLow(escapeAt(all, at + 6))) {
      put(rest.substr(0, 12), 12);
    } else if (isHigh(unit) || isLow(unit)) {
      put("\\ufffd", 6);
    } else if (rest.size() > 1 && rest[0] == '\\') {  // an escaped backslash is not the begin of another
      put(rest.substr(0, 2), 2);
    } else if (in_string && static_cast<unsigned char>(rest[0]) < 0x20) {
      put(fmt::format("\\u{:04x}", static_cast<int>(rest[0])), 1);
    } else if (const size_t bytes = in_string ? 0 : nanAt(rest); bytes > 0) {
      put("null", bytes);
    } else {
      if (rest[0] == '"') in_string = !in_string;
      put(rest.substr(0, 1), 1);
    }
  }
  return repaired;
}

}  // namespace deepwell
