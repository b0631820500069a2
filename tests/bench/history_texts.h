// Texts in five languages with words as frequent as in real ones (Zipf), and what people would search for in them.
#pragma once

#include <map>
#include <random>
#include <string>
#include <vector>

namespace deepwell {

class Texts {
 public:
  explicit Texts(uint32_t seed);

  // Zipf: the word of rank r comes with a chance of about 1 / r.
  size_t rank(size_t count);
  std::string text(int language, size_t words);
  int language();  // half English (0), a fifth Chinese (4)
  const std::string& word(int language, size_t rank) const { return vocabulary_[language][rank]; }
  size_t below(size_t n) { return random_() % n; }
  static void appendHan(std::string& text, size_t code);

 private:
  std::mt19937 random_;
  std::vector<std::string> vocabulary_[4];
};

// By kind, as people type them.
std::map<std::string, std::vector<std::string>> makeQueries();

}  // namespace deepwell
