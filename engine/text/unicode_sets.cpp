// Sets of characters that only some pre-tokenizers ask for: letters by case, and the Han script.
#include <utf8proc.h>

#include <algorithm>
#include <iterator>

#include "engine/text/unicode.h"

namespace deepwell::unicode {
namespace {

struct SetRange {
  uint32_t first;
  uint32_t last;
};

template <size_t kCount>
bool inRanges(const SetRange (&ranges)[kCount], uint32_t code) {
  const SetRange* after = std::upper_bound(std::begin(ranges), std::end(ranges), code,
                                        [](uint32_t value, const SetRange& r) { return value < r.first; });
  return after != std::begin(ranges) && code <= after[-1].last;
}

// Script=Han of Unicode 16.
constexpr SetRange kHan[] = {{0x2E80, 0x2E99},   {0x2E9B, 0x2EF3},   {0x2F00, 0x2FD5},   {0x3005, 0x3005},
                          {0x3007, 0x3007},   {0x3021, 0x3029},   {0x3038, 0x303B},   {0x3400, 0x4DBF},
                          {0x4E00, 0x9FFF},   {0xF900, 0xFA6D},   {0xFA70, 0xFAD9},   {0x16FE2, 0x16FE3},
                          {0x16FF0, 0x16FF1}, {0x20000, 0x2A6DF}, {0x2A700, 0x2B739}, {0x2B740, 0x2B81D},
                          {0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0}, {0x2EBF0, 0x2EE5D}, {0x2F800, 0x2FA1D},
                          {0x30000, 0x3134A}, {0x31350, 0x323AF}};

// Cased letters that are younger than utf8proc's tables.
constexpr SetRange kNewUpper[] = {
    {0x1C89, 0x1C89}, {0xA7CB, 0xA7CC}, {0xA7DA, 0xA7DA}, {0xA7DC, 0xA7DC}, {0x10D50, 0x10D65}};
constexpr SetRange kNewLower[] = {{0x1C8A, 0x1C8A}, {0xA7CD, 0xA7CD}, {0xA7DB, 0xA7DB}, {0x10D70, 0x10D85}};

}  // namespace

bool isHan(uint32_t code) { return inRanges(kHan, code); }

LetterCase letterCase(uint32_t code) {
  if (code > 0x10FFFF) return LetterCase::kNone;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
      return LetterCase::kUpper;
    case UTF8PROC_CATEGORY_LL:
      return LetterCase::kLower;
    case UTF8PROC_CATEGORY_CN:
      break;
    default:
      return LetterCase::kNone;
  }
  if (inRanges(kNewUpper, code)) return LetterCase::kUpper;
  return inRanges(kNewLower, code) ? LetterCase::kLower : LetterCase::kNone;
}

}  // namespace deepwell::unicode
