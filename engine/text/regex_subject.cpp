#include "engine/text/regex_subject.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <unordered_map>

#include "engine/text/unicode.h"

namespace deepwell {
namespace {

using namespace unicode;

// A character that PCRE2 has known for long, of the same class and UTF-8 length.
uint32_t representative(uint32_t code, unsigned classes) {
  const bool is_short = code < 0x10000;
  if (isHan(code)) return is_short ? 0x3400 : 0x20000;
  if ((classes & kLetter) != 0) {
    const LetterCase letter_case = letterCase(code);
    if (letter_case == LetterCase::kUpper) return is_short ? 0x1E00 : 0x16E40;
    if (letter_case == LetterCase::kLower) return is_short ? 0x1E01 : 0x16E60;
    return is_short ? 0x1C4D : 0x10600;
  }
  if ((classes & kMark) != 0) return is_short ? 0x1AB0 : 0x16AF0;
  if ((classes & kNumber) != 0) return is_short ? 0x1C50 : 0x11C50;
  if ((classes & kPunctuation) != 0) return is_short ? 0x1C7E : 0x11C41;
  return is_short ? 0x2400 : 0x1D000;
}

// The characters from U+0800 on that have a class but that this PCRE2 takes for unassigned.
std::unordered_map<uint32_t, uint32_t> findUnknown() {
  std::unordered_map<uint32_t, uint32_t> unknown;
  unknown[0x180E] = 0x2060;  // not a space any more, but PCRE2's \s has it
  int error = 0;
  PCRE2_SIZE offset = 0;
  pcre2_code* code =
      pcre2_compile(reinterpret_cast<PCRE2_SPTR>("\\p{Cn}"), 6, PCRE2_UTF | PCRE2_UCP, &error, &offset, nullptr);
  if (code == nullptr) return unknown;
  pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
  pcre2_match_data* data = pcre2_match_data_create_from_pattern(code, nullptr);
  std::string text;
  for (uint32_t c = 0x800; c < 0x32400; ++c)
    if ((charClass(c) & ~kMayCompose) != 0) appendUtf8(text, c);
  size_t at = 0;
  while (data != nullptr && pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), at,
                                        PCRE2_NO_UTF_CHECK, data, nullptr) > 0) {
    const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(data);
    const uint32_t found = decode(text, offsets[0]).code;
    unknown[found] = representative(found, charClass(found));
    at = offsets[1];
  }
  pcre2_match_data_free(data);
  pcre2_code_free(code);
  return unknown;
}

// 0: PCRE2 may see it as it is.
uint32_t replacementOf(uint32_t code) {
  static const std::unordered_map<uint32_t, uint32_t> unknown = findUnknown();
  static const std::vector<bool> pages = [] {
    std::vector<bool> result(0x10FFFF / 64 + 1);
    for (const auto& [from, to] : unknown) result[from / 64] = true;
    return result;
  }();
  if (code == kInvalid) return 0x10FFFF;
  if (!pages[code / 64]) return 0;
  const auto at = unknown.find(code);
  return at != unknown.end() ? at->second : 0;
}

}  // namespace

RegexSubject::RegexSubject(std::string_view original) : text_(original) {
  size_t copied = 0;  // of the original
  for (size_t at = 0; at < original.size();) {
    const Decoded c = decode(original, at);
    if (c.code >= 0x800) {
      if (const uint32_t replacement = replacementOf(c.code); replacement != 0) {
        storage_ += original.substr(copied, at - copied);
        if (c.code == kInvalid) longer_.push_back(storage_.size());
        appendUtf8(storage_, replacement);
        copied = at + c.size;
      }
    }
    at += c.size;
  }
  if (copied == 0) return;
  storage_ += original.substr(copied);
  text_ = storage_;
}

size_t RegexSubject::original(size_t position) const {
  while (longer_before_ < longer_.size() && longer_[longer_before_] < position) ++longer_before_;
  return position - 3 * longer_before_;
}

}  // namespace deepwell
