#include "engine/text/tokenizer.h"

#include <algorithm>
#include <functional>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "engine/base/log.h"
#include "engine/text/tokenizer_parts.h"

namespace deepwell {
namespace {

class BpeTokenizer final : public Tokenizer {
 public:
  explicit BpeTokenizer(TokenizerParts parts);

  std::vector<TokenId> encode(std::string_view text, bool special) const override;
  Result<std::vector<TokenId>> tryEncode(std::string_view text, bool special) const override;
  std::string decode(std::span<const TokenId> ids) const override;
  std::string_view tokenBytes(TokenId id) const override { return bpe_.vocab().text(id); }

  int32_t vocabSize() const override { return bpe_.vocab().size(); }
  bool isSpecial(TokenId id) const override { return std::binary_search(special_ids_.begin(), special_ids_.end(), id); }
  TokenId find(std::string_view token_text) const override {
    const auto at = added_ids_.find(std::string(token_text));
    return at != added_ids_.end() ? at->second : -1;
  }

  TokenId bos() const override { return bos_; }
  bool addsBos() const override { return adds_bos_ && bos_ >= 0; }
  std::span<const TokenId> endTokens() const override { return end_tokens_; }

 private:
  class Encoding;
  std::unique_ptr<Bpe::Scratch> takeScratch() const;
  void giveScratch(std::unique_ptr<Bpe::Scratch> scratch) const;
  std::string normalize(std::string_view text) const;

  std::vector<unicode::Form> normalizers_;
  AddedTokenMatcher first_;   // looks at the text as it is
  AddedTokenMatcher second_;  // looks at what the normalisers made of the rest
  PreTokenizer pre_tokenizer_;
  Bpe bpe_;
  std::unordered_map<std::string, TokenId> added_ids_;
  std::vector<TokenId> special_ids_;  // sorted
  TokenId bos_;
  bool adds_bos_;
  std::vector<TokenId> end_tokens_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Bpe::Scratch>> spare_;  // as many as have encoded at the same time
};

BpeVocab withAddedTexts(BpeVocab vocab, const std::vector<AddedToken>& added) {
  for (const AddedToken& token : added) vocab.setText(token.id, token.content);
  return vocab;
}

BpeTokenizer::BpeTokenizer(TokenizerParts parts)
    : normalizers_(std::move(parts.normalizers)),
      pre_tokenizer_(std::move(parts.pre_tokenizer)),
      bpe_(withAddedTexts(std::move(parts.vocab), parts.added), parts.bpe),
      bos_(parts.bos),
      adds_bos_(parts.adds_bos),
      end_tokens_(std::move(parts.end_tokens)) {
  for (AddedToken& token : parts.added) {
    added_ids_[token.content] = token.id;
    if (token.special) special_ids_.push_back(token.id);
    if (token.normalized) {
      token.content = normalize(token.content);
      second_.add(std::move(token));
    } else {
      first_.add(std::move(token));
    }
  }
  std::sort(special_ids_.begin(), special_ids_.end());
  std::sort(end_tokens_.begin(), end_tokens_.end());
  end_tokens_.erase(std::unique(end_tokens_.begin(), end_tokens_.end()), end_tokens_.end());
}

std::unique_ptr<Bpe::Scratch> BpeTokenizer::takeScratch() const {
  const std::scoped_lock lock(mutex_);
  if (spare_.empty()) return std::make_unique<Bpe::Scratch>();
  std::unique_ptr<Bpe::Scratch> scratch = std::move(spare_.back());
  spare_.pop_back();
  return scratch;
}

void BpeTokenizer::giveScratch(std::unique_ptr<Bpe::Scratch> scratch) const {
  const std::scoped_lock lock(mutex_);
  spare_.push_back(std::move(scratch));
}

std::string BpeTokenizer::normalize(std::string_view text) const {
  std::string result(text);
  for (const unicode::Form form : normalizers_) result = unicode::normalize(result, form);
  return result;
}

// One call of encode(): added tokens, normalisation, added tokens again, words, tokens.
class BpeTokenizer::Encoding final : private PieceSink, private WordSink {
 public:
  Encoding(const BpeTokenizer& owner, std::vector<TokenId>& out)
      : owner_(owner), out_(out), scratch_(owner.takeScratch()) {}
  ~Encoding() { owner_.giveScratch(std::move(scratch_)); }

  Status run(std::string_view text, bool special) {
    special_ = special;
    text_ = text;
    normalized_ = false;
    owner_.first_.split(text, special, *this);
    return std::move(status_);
  }

 private:
  void piece(size_t begin, size_t end, int32_t id) override {
    const std::string_view part = text_.substr(begin, end - begin);
    if (id >= 0) {
      out_.push_back(id);
    } else if (normalized_) {
      encodePlain(part);
    } else {
      normalizeAndEncode(part);
    }
  }

  void normalizeAndEncode(std::string_view part) {
    const auto& forms = owner_.normalizers_;
    const bool unchanged =
        forms.empty() || (forms.size() == 1 && forms[0] == unicode::Form::kNfc && unicode::isNfcQuick(part));
    if (unchanged && owner_.second_.empty()) return encodePlain(part);
    const std::string_view outer = text_;
    std::string changed;
    if (!unchanged) changed = owner_.normalize(part);
    text_ = unchanged ? part : changed;
    normalized_ = true;
    owner_.second_.split(text_, special_, *this);
    normalized_ = false;
    text_ = outer;
  }

  void encodePlain(std::string_view part) {
    readable_ = part.data() + part.size();
    part_size_ = static_cast<ptrdiff_t>(part.size());
    if (Status done = owner_.pre_tokenizer_.split(part, *this); !done && status_) status_ = std::move(done);
  }

  void word(std::string_view word) override {
    // A word may also lie in memory of its own, with a space in front.
    const std::less_equal<> before;
    const char* end = word.data() + word.size();
    const bool inside = before(end, readable_) && before(readable_ - part_size_, word.data());
    owner_.bpe_.encodeWord(word, inside ? readable_ : end, *scratch_, out_);
  }

  const BpeTokenizer& owner_;
  std::vector<TokenId>& out_;
  std::unique_ptr<Bpe::Scratch> scratch_;
  std::string_view text_;  // what the positions of piece() are about
  bool special_ = false;
  bool normalized_ = false;
  const char* readable_ = nullptr;  // end of the part that is being encoded, of part_size_ bytes
  ptrdiff_t part_size_ = 0;
  Status status_;
};

Result<std::vector<TokenId>> BpeTokenizer::tryEncode(std::string_view text, bool special) const {
  std::vector<TokenId> out;
  out.reserve(text.size() / 4 + 8);
  DEEPWELL_TRY(Encoding(*this, out).run(text, special));
  return out;
}

std::vector<TokenId> BpeTokenizer::encode(std::string_view text, bool special) const {
  std::vector<TokenId> out;
  out.reserve(text.size() / 4 + 8);
  if (const Status done = Encoding(*this, out).run(text, special); !done)
    logLine(LogLevel::kWarning, done.error().message + "; the rest of the text is not split");
  return out;
}

std::string BpeTokenizer::decode(std::span<const TokenId> ids) const {
  std::string out;
  out.reserve(ids.size() * 4);
  for (const TokenId id : ids) out += bpe_.vocab().text(id);
  return out;
}

}  // namespace

std::shared_ptr<const Tokenizer> makeTokenizer(TokenizerParts parts) {
  return std::make_shared<const BpeTokenizer>(std::move(parts));
}

namespace {

// Nodes of the tree that the added tokens make: bytes that no other of them begins with.
size_t treeSize(const std::vector<AddedToken>& added) {
  std::vector<std::string_view> texts;
  texts.reserve(added.size());
  for (const AddedToken& token : added) texts.emplace_back(token.content);
  std::sort(texts.begin(), texts.end());
  size_t nodes = 0;
  std::string_view before;
  for (const std::string_view text : texts) {
    const auto differ = std::mismatch(before.begin(), before.end(), text.begin(), text.end());
    nodes += static_cast<size_t>(text.end() - differ.second);
    before = text;
  }
  return nodes;
}

}  // namespace

Status checkAdded(const TokenizerParts& parts, std::string_view where) {
  size_t total = 0;
  for (const AddedToken& token : parts.added) {
    total += token.content.size();
    if (token.content.size() > AddedTokenMatcher::kMaxContent)
      return fail(ErrorCode::kCorruptFile, "{}: added token {} has {} bytes; expected at most {}", where, token.id,
                  token.content.size(), AddedTokenMatcher::kMaxContent);
  }
  if (total > AddedTokenMatcher::kMaxNodes && treeSize(parts.added) > AddedTokenMatcher::kMaxNodes)
    return fail(ErrorCode::kCorruptFile,
                "{}: its {} added tokens have {} bytes, and more than the limit of {} of them begin no other token",
                where, parts.added.size(), total, AddedTokenMatcher::kMaxNodes);
  return {};
}

TokenId findAdded(const TokenizerParts& parts, std::string_view text) {
  TokenId found = -1;
  for (const AddedToken& token : parts.added)
    if (token.content == text) found = token.id;
  return found;
}

Result<std::shared_ptr<const Tokenizer>> Tokenizer::fromJson(std::string_view json, std::string_view config_json,
                                                             std::string_view where) {
  return readTokenizerJson(json, config_json, {}, where);
}

Result<std::shared_ptr<const Tokenizer>> Tokenizer::fromCheckpoint(const Checkpoint& checkpoint) {
  if (checkpoint.kind() == Checkpoint::Kind::kGguf) return fromGguf(checkpoint);
  const std::string where = (checkpoint.path() / "tokenizer.json").string();
  DEEPWELL_ASSIGN(const std::string json, checkpoint.readSideFile("tokenizer.json"));
  const auto optional_file = [&](std::string_view name) -> Result<std::string> {
    auto text = checkpoint.readSideFile(name);
    if (!text && text.error().code == ErrorCode::kNotFound) return std::string();
    return text;
  };
  DEEPWELL_ASSIGN(const std::string config, optional_file("tokenizer_config.json"));
  DEEPWELL_ASSIGN(const std::string generation_config, optional_file("generation_config.json"));
  return readTokenizerJson(json, config, generation_config, where);
}

}  // namespace deepwell
