// What TeX commands and characters mean.
#pragma once

#include <optional>
#include <string_view>

#include "app/chat/math/node.h"

namespace deepwell::math {

struct Symbol {
  char32_t character = 0;
  Class cls = Class::kOrd;
  bool big = false;  // grows in display style
  Limits limits = Limits::kNever;
};

// Of "alpha", "leq", "sum", ...
std::optional<Symbol> symbolOf(std::string_view command);

// Of a character that is written as it is.
Class classOf(char32_t character);

// Of "sin", "lim", ...: whether they take limits.
std::optional<Limits> operatorLimits(std::string_view command);

// Of "langle", "{", "Vert", ...; 0 if it is no delimiter.
char32_t delimiterOf(std::string_view command);

// Of "hat", "vec", ...: the combining character; 0 if it is no accent.
char32_t accentOf(std::string_view command);

// The character with a stroke through it; 0 if Unicode has none.
char32_t negated(char32_t character);

// Letters of an alphabet: \mathbb, \mathbf, ...
enum class Alphabet : uint8_t {
  kMath,
  kRoman,
  kBold,
  kItalic,
  kBoldItalic,
  kBlackboard,
  kScript,
  kFraktur,
  kSans,
  kMono
};
std::optional<Alphabet> alphabetOf(std::string_view command);
char32_t inAlphabet(char32_t character, Alphabet alphabet);

}  // namespace deepwell::math
