// Reads a tokenizer from GGUF metadata (tokenizer.ggml.*), as llama.cpp's converter writes it.
#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/log.h"
#include "engine/text/tokenizer_parts.h"

namespace deepwell {
namespace {

// tokenizer.ggml.token_type
enum class TokenType : int64_t { kNormal = 1, kUnknown = 2, kControl = 3, kUserDefined = 4, kUnused = 5, kByte = 6 };

template <class T>
const T* arrayOf(const Checkpoint& checkpoint, std::string_view key) {
  const auto at = checkpoint.metadata().find(key);
  return at != checkpoint.metadata().end() ? std::get_if<T>(&at->second) : nullptr;
}

class GgufReader {
 public:
  explicit GgufReader(const Checkpoint& checkpoint) : checkpoint_(checkpoint), where_(checkpoint.path().string()) {}

  Status read();
  TokenizerParts take() { return std::move(parts_); }

 private:
  Status readTokens();
  Status readMerges();
  void readRoles(bool adds_bos_by_default);
  void readPreTokenizer(PreTokenizer::Named named, std::string_view name);
  std::vector<TokenType> typesOfTokens() const;
  TokenId idOf(std::string_view key) const;

  const Checkpoint& checkpoint_;
  std::string where_;
  TokenizerParts parts_;
  const GgufStrings* tokens_ = nullptr;
};

std::vector<TokenType> GgufReader::typesOfTokens() const {
  constexpr std::string_view kKey = "tokenizer.ggml.token_type";
  std::vector<TokenType> types(tokens_->size(), TokenType::kNormal);
  const auto copy = [&](const auto* numbers) {
    for (size_t i = 0; numbers && i < std::min(types.size(), numbers->size()); ++i)
      types[i] = static_cast<TokenType>((*numbers)[i]);
  };
  copy(arrayOf<std::vector<int64_t>>(checkpoint_, kKey));
  copy(arrayOf<std::vector<uint64_t>>(checkpoint_, kKey));
  return types;
}

TokenId GgufReader::idOf(std::string_view key) const {
  const auto id = checkpoint_.metadataInt(key);
  if (!id || *id < 0 || static_cast<uint64_t>(*id) >= tokens_->size()) return -1;
  return static_cast<TokenId>(*id);
}

Status GgufReader::readTokens() {
  tokens_ = arrayOf<GgufStrings>(checkpoint_, "tokenizer.ggml.tokens");
  if (tokens_ == nullptr || tokens_->empty())
    return fail(ErrorCode::kNotFound, "{}: has no tokenizer (tokenizer.ggml.tokens is missing)", where_);
  if (tokens_->size() > static_cast<size_t>(BpeVocab::kMaxId))
    return fail(ErrorCode::kCorruptFile, "{}: {} tokens are more than the limit of {}", where_, tokens_->size(),
                BpeVocab::kMaxId);
  const std::vector<TokenType> types = typesOfTokens();
  std::vector<BpeVocab::Entry> entries;
  entries.reserve(tokens_->size());
  for (const std::string_view text : *tokens_) {
    const auto id = static_cast<TokenId>(entries.size());
    const TokenType type = types[entries.size()];
    const bool added = type == TokenType::kControl || type == TokenType::kUserDefined || type == TokenType::kUnknown;
    if (added && !text.empty()) {
      AddedToken token;
      token.content = text;
      token.id = id;
      token.special = type != TokenType::kUserDefined;
      parts_.added.push_back(std::move(token));
    }
    // Unused ones only pad the vocabulary to the size of the embedding.
    entries.push_back({added || type == TokenType::kUnused ? std::string_view() : text, id});
  }
  DEEPWELL_TRY(checkAdded(parts_, where_));
  DEEPWELL_ASSIGN(parts_.vocab, BpeVocab::build(entries, where_));
  return {};
}

Status GgufReader::readMerges() {
  const auto* merges = arrayOf<GgufStrings>(checkpoint_, "tokenizer.ggml.merges");
  if (merges == nullptr)
    return fail(ErrorCode::kCorruptFile, "{}: has no tokenizer.ggml.merges, which a BPE tokenizer needs", where_);
  parts_.vocab.reserveMerges(merges->size());
  uint32_t rank = 0;
  for (const std::string_view merge : *merges) {
    const size_t space = merge.find(' ', 1);
    if (merge.empty() || space == std::string_view::npos)
      return fail(ErrorCode::kCorruptFile, "{}: merge {} of tokenizer.ggml.merges is not a pair of tokens", where_,
                  rank);
    DEEPWELL_TRY(parts_.vocab.addMerge(merge.substr(0, space), merge.substr(space + 1), rank++, false, where_));
  }
  return {};
}

void GgufReader::readPreTokenizer(PreTokenizer::Named named, std::string_view name) {
  if (!named.known)
    logLine(LogLevel::kWarning, fmt::format("{}: pre-tokenizer \"{}\" is not known; splitting as GPT-2 does, which may "
                                            "give other tokens than the model was trained with",
                                            where_, name));
  parts_.pre_tokenizer = std::move(named.pre_tokenizer);
  // The key is Deepwell's own: its converter writes it where no name says so.
  parts_.bpe.ignore_merges = checkpoint_.metadataBool("tokenizer.ggml.ignore_merges").value_or(named.ignore_merges);
  if (named.nfc) parts_.normalizers.push_back(unicode::Form::kNfc);
}

void GgufReader::readRoles(bool adds_bos_by_default) {
  parts_.bos = idOf("tokenizer.ggml.bos_token_id");
  parts_.adds_bos = checkpoint_.metadataBool("tokenizer.ggml.add_bos_token").value_or(adds_bos_by_default);
  for (const std::string_view key :
       {"tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id", "tokenizer.ggml.eom_token_id"})
    if (const TokenId id = idOf(key); id >= 0) parts_.end_tokens.push_back(id);
  addKnownEndTokens(parts_);
}

Status GgufReader::read() {
  const std::string_view model = checkpoint_.metadataString("tokenizer.ggml.model").value_or("");
  if (model != "gpt2")
    return fail(
        ErrorCode::kUnsupported,
        "{}: tokenizer model \"{}\"{} is not supported; byte-level BPE (\"gpt2\", as DeepSeek, Qwen and Llama 3 "
        "have it) is",
        where_, model, model == "llama" ? " (SentencePiece)" : "");
  DEEPWELL_TRY(readTokens());
  DEEPWELL_TRY(readMerges());
  const auto given = checkpoint_.metadataString("tokenizer.ggml.pre");
  if (!given)
    logLine(LogLevel::kWarning, where_ +
                                    ": does not name its pre-tokenizer (tokenizer.ggml.pre); splitting as llama.cpp "
                                    "does by default, which may give other tokens than the model was trained with");
  const std::string_view name = given.value_or("default");
  DEEPWELL_ASSIGN(PreTokenizer::Named named, PreTokenizer::fromName(name, where_));
  const bool adds_bos = named.adds_bos;
  readPreTokenizer(std::move(named), name);
  readRoles(adds_bos);
  return {};
}

}  // namespace

Result<std::shared_ptr<const Tokenizer>> Tokenizer::fromGguf(const Checkpoint& checkpoint) {
  GgufReader reader(checkpoint);
  DEEPWELL_TRY(reader.read());
  return makeTokenizer(reader.take());
}

}  // namespace deepwell
