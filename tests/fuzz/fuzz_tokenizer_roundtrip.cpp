// Any bytes survive encode and decode with a vocabulary that has all bytes, whichever pre-tokenizer splits them. The
// first byte of the input chooses it.
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/text/byte_level.h"
#include "engine/text/pre_tokenizer.h"
#include "engine/text/tokenizer_parts.h"

namespace {

using namespace deepwell;

constexpr std::array<std::string_view, 8> kNames = {"deepseek-v3",    "llama-bpe", "stablelm2", "deepseek-llm",
                                                    "deepseek-coder", "gpt-2",     "gpt-4o",    "kimi-k2"};

std::shared_ptr<const Tokenizer> make(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kMerges = {
      {{" ", " "}, {"a", "a"}, {"aa", "aa"}, {"\xC3", "\xA9"}, {"\xE4", "\xB8"}, {"\xE4\xB8", "\xAD"}}};
  std::vector<std::string> texts;
  for (int byte = 0; byte < 256; ++byte) texts.push_back(tokenOfBytes(std::string(1, static_cast<char>(byte))));
  for (const auto& [left, right] : kMerges) texts.push_back(tokenOfBytes(left) + tokenOfBytes(right));
  std::vector<BpeVocab::Entry> entries;
  for (const std::string& text : texts) entries.push_back({text, static_cast<int32_t>(entries.size())});
  auto vocab = BpeVocab::build(entries, "fuzz");
  vocab->reserveMerges(kMerges.size());
  uint32_t rank = 0;
  for (const auto& [left, right] : kMerges)
    (void)vocab->addMerge(tokenOfBytes(left), tokenOfBytes(right), rank++, true, "fuzz");
  TokenizerParts parts;
  parts.vocab = std::move(*vocab);
  parts.pre_tokenizer = std::move(PreTokenizer::fromName(name, "fuzz")->pre_tokenizer);
  AddedToken think;
  think.content = "<think>";
  think.id = static_cast<TokenId>(texts.size());
  parts.added.push_back(think);
  return makeTokenizer(std::move(parts));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::array<std::shared_ptr<const Tokenizer>, kNames.size()> tokenizers = {
      make(kNames[0]), make(kNames[1]), make(kNames[2]), make(kNames[3]),
      make(kNames[4]), make(kNames[5]), make(kNames[6]), make(kNames[7])};
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Tokenizer& tokenizer = *tokenizers[data[0] % tokenizers.size()];
  if (tokenizer.decode(tokenizer.encode(text, true)) != text) __builtin_trap();
  return 0;
}
