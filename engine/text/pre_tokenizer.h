// Splits text into the words that BPE merges within: stages, each of which splits what the one before it gave.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/pattern.h"

namespace deepwell {

// What becomes of a match; the names are those of tokenizer.json.
enum class SplitBehavior { kIsolated, kRemoved, kMergedWithPrevious, kMergedWithNext, kContiguous };

class PreTokenizer {
 public:
  PreTokenizer();
  ~PreTokenizer();
  PreTokenizer(PreTokenizer&&) noexcept;
  PreTokenizer& operator=(PreTokenizer&&) noexcept;

  // From tokenizer.json's "pre_tokenizer" (JSON text; "null" or empty: none). It must be byte-level.
  static Result<PreTokenizer> fromJson(std::string_view json, std::string_view where);

  // From GGUF's tokenizer.ggml.pre. Names that are not known split as GPT-2 does, `known` tells. An error for names
  // of tokenizers that are not byte-level.
  struct Named;
  static Result<Named> fromName(std::string_view name, std::string_view where);

  void addSplit(PatternPtr pattern, SplitBehavior behavior = SplitBehavior::kIsolated, bool invert = false);
  void addPrefixSpace();  // each piece gets a space in front if it has none
  // What is added from here on sees each byte as its character of the byte alphabet (byte_level.h).
  void toByteAlphabet();

  // Gives the words of `text` in order; none is empty. The views are good during the call only. Memory does not grow
  // with the number of words. The error is that of a pattern that a text takes past its limits.
  Status split(std::string_view text, WordSink& words) const;

  // The same, kept: views into the text given, or into `owned`.
  struct Words {
    std::vector<std::string_view> words;
    std::deque<std::string> owned;
  };
  Status split(std::string_view text, Words& out) const;

 private:
  struct Stage;
  class Next;
  void runFrom(size_t stage, std::string_view piece, WordSink& words, SplitRun& run) const;
  std::vector<Stage> stages_;
  bool byte_alphabet_ = false;
};

struct PreTokenizer::Named {
  PreTokenizer pre_tokenizer;
  bool known = true;
  bool nfc = false;            // the family normalises its text
  bool ignore_merges = false;  // as Bpe's
  bool adds_bos = false;       // unless the file says otherwise
};

}  // namespace deepwell
