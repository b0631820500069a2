#include "tests/bench/history_texts.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace deepwell {
namespace {

// The most frequent words of four languages; behind them come made-up ones.
constexpr const char* kFrequent[4][24] = {
    {"the", "of", "and",  "to",   "a",  "in",      "is",    "that",   "it",    "for",   "was",    "with",
     "you", "we", "this", "wait", "so", "because", "think", "should", "about", "would", "number", "answer"},
    {"die",  "der", "und", "in",   "zu", "den", "das", "nicht", "von", "sie", "ist",  "des",
     "sich", "mit", "dem", "dass", "er", "es",  "ein", "ich",   "auf", "so",  "eine", "Größe"},
    {"de",   "la",  "le",   "et", "les", "des",  "en",  "un", "du",  "une", "que", "est",
     "pour", "qui", "dans", "a",  "par", "plus", "pas", "au", "sur", "ne",  "se",  "déjà"},
    {"de",  "la",  "que", "el",  "en", "y",    "a",  "los", "se", "del",  "las", "un",
     "por", "con", "no",  "una", "su", "para", "es", "al",  "lo", "como", "más", "mañana"}};

}  // namespace

Texts::Texts(uint32_t seed) : random_(seed) {
  static constexpr const char* kSyllables[] = {"ber", "con", "tra", "str", "ing", "ma",  "lo",  "ti",
                                               "re",  "an",  "es",  "qu",  "ver", "sch", "ion", "ca",
                                               "pre", "de",  "mo",  "ne",  "ul",  "ar",  "fi",  "go"};
  std::mt19937 words(7);
  for (int language = 0; language < 4; ++language) {
    for (const char* word : kFrequent[language]) vocabulary_[language].emplace_back(word);
    while (vocabulary_[language].size() < 50000) {
      std::string word;
      for (auto n = 2 + words() % 4; n > 0; --n) word += kSyllables[words() % std::size(kSyllables)];
      vocabulary_[language].push_back(std::move(word));
    }
  }
}

size_t Texts::rank(size_t count) {
  const double u = std::uniform_real_distribution<double>(0, 1)(random_);
  return std::min(count - 1, static_cast<size_t>(std::pow(static_cast<double>(count), u)) - 1);
}

std::string Texts::text(int language, size_t words) {
  std::string text;
  for (size_t i = 0; i < words; ++i) {
    if (language == 4) {
      appendHan(text, 0x4E00 + rank(3000));
      if (random_() % 12 == 0) text += "，";
      continue;
    }
    text += vocabulary_[language][rank(vocabulary_[language].size())];
    text += random_() % 14 == 0 ? ". " : " ";
  }
  return text;
}

int Texts::language() {
  const auto n = random_() % 10;
  return n < 5 ? 0 : n < 8 ? static_cast<int>(n) - 4 : 4;
}

void Texts::appendHan(std::string& text, size_t code) {
  text += static_cast<char>(0xE0 | (code >> 12));
  text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
  text += static_cast<char>(0x80 | (code & 0x3F));
}

std::map<std::string, std::vector<std::string>> makeQueries() {
  Texts texts(99);
  std::map<std::string, std::vector<std::string>> all;
  for (int language = 0; language < 4; ++language) {
    for (size_t rank = 0; rank < 24; rank += 2) all["frequent word"].push_back(texts.word(language, rank));
    for (int i = 0; i < 12; ++i) {
      const std::string rare = texts.word(language, 5000 + texts.below(40000));
      const std::string common = texts.word(language, texts.below(24));
      all["rare word"].push_back(rare);
      all["middling word"].push_back(texts.word(language, 100 + texts.below(900)));
      all["frequent and rare"].push_back(common + " " + rare);
      all["two frequent"].push_back(common + " " + texts.word(language, texts.below(24)));
      all["of two languages"].push_back(texts.word(language, texts.below(24)) + " " +
                                        texts.word((language + 1) % 4, texts.below(24)));
      all["three words"].push_back(common + " " + texts.word(language, texts.below(300)) + " " +
                                   texts.word(language, texts.below(3000)));
      const std::string& typed = texts.word(language, texts.below(2000));
      for (size_t n = 1; n <= typed.size(); ++n)
        if ((static_cast<unsigned char>(typed[n - 1]) & 0x80) == 0) all["as it is typed"].push_back(typed.substr(0, n));
    }
  }
  for (char c = 'a'; c <= 'z'; ++c) {
    all["one letter"].emplace_back(1, c);
    for (const char d : {'a', 'e', 'n', 'r'}) all["two letters"].push_back({c, d});
  }
  for (int i = 0; i < 30; ++i) {
    std::string han;
    Texts::appendHan(han, 0x4E00 + texts.rank(3000));
    all["one Chinese character"].push_back(han);
    Texts::appendHan(han, 0x4E00 + texts.rank(3000));
    all["two Chinese characters"].push_back(han);
    Texts::appendHan(han, 0x4E00 + texts.rank(300));
    all["three Chinese characters"].push_back(han);
  }
  all["signs"] = {"->", "++", "。。", ". t", "100%", "c++"};
  all["not there"] = {"xylophon", "zzzz", "qqqqqqqq", "the zzzz", "草莓草莓草莓"};
  return all;
}

}  // namespace deepwell
