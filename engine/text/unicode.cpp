#include "engine/text/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <iterator>
#include <memory>

#include "engine/base/utf8.h"

namespace deepwell::unicode {
namespace {

struct Range {
  uint32_t first;
  uint32_t last;
  CharClass char_class = CharClass{};
};

// Assigned by Unicode 15.1 and 16.0. The utf8proc of the supported systems stops at 15.0, while the `tokenizers`
// package classifies by 16.0.
constexpr Range kNewer[] = {
    {0x897, 0x897, kMark},
    {0x1b4e, 0x1b4f, kPunctuation},
    {0x1b7f, 0x1b7f, kPunctuation},
    {0x1c89, 0x1c8a, kLetter},
    {0x2427, 0x2429, kSymbol},
    {0x2ffc, 0x2fff, kSymbol},
    {0x31e4, 0x31e5, kSymbol},
    {0x31ef, 0x31ef, kSymbol},
    {0xa7cb, 0xa7cd, kLetter},
    {0xa7da, 0xa7dc, kLetter},
    {0x105c0, 0x105f3, kLetter},
    {0x10d40, 0x10d49, kNumber},
    {0x10d4a, 0x10d65, kLetter},
    {0x10d69, 0x10d6d, kMark},
    {0x10d6e, 0x10d6e, kPunctuation},
    {0x10d6f, 0x10d85, kLetter},
    {0x10d8e, 0x10d8f, kSymbol},
    {0x10ec2, 0x10ec4, kLetter},
    {0x10efc, 0x10efc, kMark},
    {0x11380, 0x11389, kLetter},
    {0x1138b, 0x1138b, kLetter},
    {0x1138e, 0x1138e, kLetter},
    {0x11390, 0x113b5, kLetter},
    {0x113b7, 0x113b7, kLetter},
    {0x113b8, 0x113c0, kMark},
    {0x113c2, 0x113c2, kMark},
    {0x113c5, 0x113c5, kMark},
    {0x113c7, 0x113ca, kMark},
    {0x113cc, 0x113d0, kMark},
    {0x113d1, 0x113d1, kLetter},
    {0x113d2, 0x113d2, kMark},
    {0x113d3, 0x113d3, kLetter},
    {0x113d4, 0x113d5, kPunctuation},
    {0x113d7, 0x113d8, kPunctuation},
    {0x113e1, 0x113e2, kMark},
    {0x116d0, 0x116e3, kNumber},
    {0x11bc0, 0x11be0, kLetter},
    {0x11be1, 0x11be1, kPunctuation},
    {0x11bf0, 0x11bf9, kNumber},
    {0x11f5a, 0x11f5a, kMark},
    {0x13460, 0x143fa, kLetter},
    {0x16100, 0x1611d, kLetter},
    {0x1611e, 0x1612f, kMark},
    {0x16130, 0x16139, kNumber},
    {0x16d40, 0x16d6c, kLetter},
    {0x16d6d, 0x16d6f, kPunctuation},
    {0x16d70, 0x16d79, kNumber},
    {0x18cff, 0x18cff, kLetter},
    {0x1cc00, 0x1ccef, kSymbol},
    {0x1ccf0, 0x1ccf9, kNumber},
    {0x1cd00, 0x1ceb3, kSymbol},
    {0x1e5d0, 0x1e5ed, kLetter},
    {0x1e5ee, 0x1e5ef, kMark},
    {0x1e5f0, 0x1e5f0, kLetter},
    {0x1e5f1, 0x1e5fa, kNumber},
    {0x1e5ff, 0x1e5ff, kPunctuation},
    {0x1f8b2, 0x1f8bb, kSymbol},
    {0x1f8c0, 0x1f8c1, kSymbol},
    {0x1fa89, 0x1fa89, kSymbol},
    {0x1fa8f, 0x1fa8f, kSymbol},
    {0x1fabe, 0x1fabe, kSymbol},
    {0x1fac6, 0x1fac6, kSymbol},
    {0x1fadc, 0x1fadc, kSymbol},
    {0x1fadf, 0x1fadf, kSymbol},
    {0x1fae9, 0x1fae9, kSymbol},
    {0x1fbcb, 0x1fbef, kSymbol},
    {0x2ebf0, 0x2ee5d, kLetter},
};

// Combining marks and compositions that are younger than the tables of the package's normaliser (about Unicode 9), for
// which they neither move nor compose nor decompose. Vocabularies were made that way, so it is done so here too.
constexpr Range kInert[] = {
    {0x7fd, 0x7fd},     {0x898, 0x89f},     {0x8ca, 0x8d3},     {0x9fe, 0x9fe},     {0xc3c, 0xc3c},
    {0xd3b, 0xd3c},     {0xeba, 0xeba},     {0x1715, 0x1715},   {0x1abf, 0x1ace},   {0x1df6, 0x1dfa},
    {0x32ff, 0x32ff},   {0xa7f2, 0xa7f4},   {0xa82c, 0xa82c},   {0xab69, 0xab69},   {0x10781, 0x10785},
    {0x10787, 0x107b0}, {0x107b2, 0x107ba}, {0x10d24, 0x10d27}, {0x10eab, 0x10eac}, {0x10efd, 0x10eff},
    {0x10f46, 0x10f50}, {0x10f82, 0x10f85}, {0x11070, 0x11070}, {0x1133b, 0x1133b}, {0x1145e, 0x1145e},
    {0x11839, 0x1183a}, {0x11930, 0x11930}, {0x11938, 0x11938}, {0x1193d, 0x1193e}, {0x11943, 0x11943},
    {0x119e0, 0x119e0}, {0x11a34, 0x11a34}, {0x11a47, 0x11a47}, {0x11a99, 0x11a99}, {0x11d42, 0x11d42},
    {0x11d44, 0x11d45}, {0x11d97, 0x11d97}, {0x11f41, 0x11f42}, {0x16ff0, 0x16ff1}, {0x1e030, 0x1e06d},
    {0x1e08f, 0x1e08f}, {0x1e130, 0x1e136}, {0x1e2ae, 0x1e2ae}, {0x1e2ec, 0x1e2ef}, {0x1e4ec, 0x1e4ef},
    {0x1f16c, 0x1f16c}, {0x1fbf0, 0x1fbf9},
};

// The range of the sorted list that has `code`, or nullptr.
template <size_t kCount>
const Range* findRange(const Range (&ranges)[kCount], uint32_t code) {
  const Range* after = std::upper_bound(std::begin(ranges), std::end(ranges), code,
                                        [](uint32_t value, const Range& r) { return value < r.first; });
  if (after == std::begin(ranges)) return nullptr;
  return code <= after[-1].last ? after - 1 : nullptr;
}

uint8_t classOfNewer(uint32_t code) {
  const Range* range = findRange(kNewer, code);
  return range != nullptr ? static_cast<uint8_t>(range->char_class) : uint8_t{0};
}

uint8_t classOfCategory(utf8proc_category_t category) {
  switch (category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return kLetter;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return kMark;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return kNumber;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
      return kPunctuation;
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
      return kSymbol;
    default:
      return 0;
  }
}

bool isSpaceCode(uint32_t code, utf8proc_category_t category) {
  if (category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP)
    return true;
  return (code >= 9 && code <= 13) || code == 0x85;
}

// Conservative: marks and Hangul jamo attach to what is before them, and a few characters decompose for good.
bool mayCompose(uint32_t code, uint8_t char_class, const utf8proc_property_t& property) {
  if (code < 0x300 || isInert(code)) return false;
  if ((char_class & kMark) != 0 || property.combining_class != 0) return true;
  if ((code >= 0x1161 && code <= 0x1175) || (code >= 0x11A8 && code <= 0x11C2)) return true;
  if (property.decomp_seqindex == UINT16_MAX || property.decomp_type != 0) return false;
  std::array<utf8proc_int32_t, 8> buffer{};
  int last_boundclass = 0;
  const auto count =
      utf8proc_decompose_char(static_cast<utf8proc_int32_t>(code), buffer.data(), buffer.size(),
                              static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE), &last_boundclass);
  if (count < 1 || count > static_cast<utf8proc_ssize_t>(buffer.size())) return true;
  const auto composed = utf8proc_normalize_utf32(buffer.data(), count,
                                                 static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
  return composed != 1 || buffer[0] != static_cast<utf8proc_int32_t>(code);
}

uint8_t computeClass(uint32_t code) {
  if (code > 0x10FFFF) return 0;
  const utf8proc_property_t& property = *utf8proc_get_property(static_cast<utf8proc_int32_t>(code));
  const auto category = static_cast<utf8proc_category_t>(property.category);
  unsigned result = classOfCategory(category);
  if (category == UTF8PROC_CATEGORY_CN) result = classOfNewer(code);
  if (isSpaceCode(code, category)) result |= kSpace;
  if (code == '\r' || code == '\n') result |= kNewline;
  if (mayCompose(code, static_cast<uint8_t>(result), property)) result |= kMayCompose;
  return static_cast<uint8_t>(result);
}

const uint8_t* buildBmp() {
  static std::array<uint8_t, 0x10000> table;
  for (uint32_t code = 0; code < table.size(); ++code) table[code] = computeClass(code);
  return table.data();
}

}  // namespace

namespace detail {

const uint8_t* const kBmpClasses = buildBmp();

// In blocks of 256 that are computed when first asked for and stay.
uint8_t classBeyondBmp(uint32_t code) {
  if (code > 0x10FFFF) return 0;
  using Block = std::array<uint8_t, 256>;
  static std::array<std::atomic<const Block*>, 0x1100> blocks;
  std::atomic<const Block*>& slot = blocks[code >> 8];
  const Block* block = slot.load(std::memory_order_acquire);
  if (block == nullptr) {
    auto computed = std::make_unique<Block>();
    for (uint32_t low = 0; low < 256; ++low) (*computed)[low] = computeClass((code & ~0xFFU) | low);
    if (slot.compare_exchange_strong(block, computed.get(), std::memory_order_acq_rel)) block = computed.release();
  }
  return (*block)[code & 0xFF];
}

}  // namespace detail

Decoded decodeSlow(std::string_view text, size_t position) {
  const utf8::Decoded next = utf8::decode(text, position);
  return next.valid ? Decoded{next.code, next.bytes} : Decoded{kInvalid, 1};
}

size_t previous(std::string_view text, size_t position) {
  for (size_t back = 1; back <= 4 && back <= position; ++back) {
    const size_t start = position - back;
    if (isContinuation(text[start])) continue;
    return decode(text, start).size == back ? start : position - 1;
  }
  return position - 1;
}

void appendUtf8(std::string& out, uint32_t code) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code), bytes.data());
  for (utf8proc_ssize_t i = 0; i < size; ++i) out.push_back(static_cast<char>(bytes[static_cast<size_t>(i)]));
}

bool isInert(uint32_t code) { return findRange(kInert, code) != nullptr || findRange(kNewer, code) != nullptr; }

bool isWordCharacter(uint32_t code) {
  if (code == kInvalid) return false;
  if (code == '_' || code == 0x200C || code == 0x200D) return true;
  const uint8_t char_class = charClass(code);
  if ((char_class & (kLetter | kMark)) != 0) return true;
  if ((code >= 0x24B6 && code <= 0x24E9) || (code >= 0x1F130 && code <= 0x1F149) ||
      (code >= 0x1F150 && code <= 0x1F169) || (code >= 0x1F170 && code <= 0x1F189))
    return true;  // letters in circles and squares are Alphabetic
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(code));
  if (category == UTF8PROC_CATEGORY_CN) return (char_class & kNumber) != 0;
  return category == UTF8PROC_CATEGORY_ND || category == UTF8PROC_CATEGORY_NL || category == UTF8PROC_CATEGORY_PC;
}

bool isDecimal(uint32_t code) {
  if (code < 0x80) return code >= '0' && code <= '9';
  if (code > 0x10FFFF) return false;
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(code));
  // All numbers that are younger than utf8proc are decimal digits.
  if (category == UTF8PROC_CATEGORY_CN) return (charClass(code) & kNumber) != 0;
  return category == UTF8PROC_CATEGORY_ND;
}

}  // namespace deepwell::unicode
