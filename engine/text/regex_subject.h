// A text as PCRE2 takes it, and where its characters lie in the original. Internal to engine/text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace deepwell {

// PCRE2 wants valid UTF-8: each invalid byte becomes U+10FFFF, which has no class either. And its tables are older than
// ours: characters that it does not know, or classifies otherwise, are replaced by ones of the same class and length.
class RegexSubject {
 public:
  explicit RegexSubject(std::string_view original);

  std::string_view text() const { return text_; }
  // Positions of text() in the original; they must not go back.
  size_t original(size_t position) const;

 private:
  std::string storage_;
  std::string_view text_;
  std::vector<size_t> longer_;  // positions in storage_ of what is 3 bytes longer than in the original
  mutable size_t longer_before_ = 0;
};

}  // namespace deepwell
