// Reads the tokenizer.json of Hugging Face's `tokenizers` package.
#include <algorithm>
#include <string>
#include <utility>

#include "engine/text/json_read.h"
#include "engine/text/tokenizer_parts.h"

namespace deepwell {
namespace {

using json::Element;

class Reader {
 public:
  explicit Reader(std::string_view where) : where_(where) {}

  Status read(const Element& root, const SpecialRoles& roles);
  TokenizerParts take() { return std::move(parts_); }

 private:
  Status checkModel(const Element& model) const;
  Status readVocab(const Element& model);
  Status readMerges(const Element& model);
  Status readMerge(const Element& merge, uint32_t rank);
  Status readAdded(const Element& root);
  Status readNormalizer(const Element& description, int depth);
  void readPostProcessor(const Element& description, int depth);
  void applyRoles(const SpecialRoles& roles);

  std::string where_;
  TokenizerParts parts_;
  TokenId template_bos_ = -1;  // what TemplateProcessing puts in front
};

Status Reader::read(const Element& root, const SpecialRoles& roles) {
  const auto model = json::member(root, "model");
  if (!model)
    return fail(ErrorCode::kCorruptFile, "{}: has no \"model\"; expected a tokenizer.json of the tokenizers package",
                where_);
  DEEPWELL_TRY(checkModel(*model));
  const auto pre_tokenizer = json::member(root, "pre_tokenizer");
  DEEPWELL_ASSIGN(parts_.pre_tokenizer,
                  PreTokenizer::fromJson(pre_tokenizer ? simdjson::minify(*pre_tokenizer) : std::string(), where_));
  DEEPWELL_TRY(readVocab(*model));
  DEEPWELL_TRY(readMerges(*model));
  DEEPWELL_TRY(readAdded(root));
  if (const auto normalizer = json::member(root, "normalizer")) DEEPWELL_TRY(readNormalizer(*normalizer, 0));
  if (const auto unknown = json::textMember(*model, "unk_token")) {
    parts_.bpe.unknown = parts_.vocab.find(*unknown);
    if (parts_.bpe.unknown < 0) parts_.bpe.unknown = findAdded(parts_, *unknown);
    parts_.bpe.fuse_unknown = json::flagMember(*model, "fuse_unk").value_or(false);
  }
  if (const auto post_processor = json::member(root, "post_processor")) readPostProcessor(*post_processor, 0);
  applyRoles(roles);
  return {};
}

Status Reader::checkModel(const Element& model) const {
  const std::string_view type = json::textMember(model, "type").value_or(json::member(model, "merges") ? "BPE" : "");
  if (type != "BPE")
    return fail(ErrorCode::kUnsupported, "{}: tokenizer model \"{}\" is not supported; byte-level BPE is", where_,
                type);
  for (const std::string_view key : {"continuing_subword_prefix", "end_of_word_suffix"})
    if (!json::textMember(model, key).value_or("").empty())
      return fail(ErrorCode::kUnsupported, "{}: a BPE model with \"{}\" is not supported", where_, key);
  return {};
}

Status Reader::readVocab(const Element& model) {
  const auto vocab = json::member(model, "vocab");
  if (!vocab || !vocab->is_object())
    return fail(ErrorCode::kCorruptFile, "{}: \"model\" has no object \"vocab\"", where_);
  std::vector<BpeVocab::Entry> entries;
  for (const auto& [text, value] : simdjson::dom::object(*vocab)) {
    const auto id = json::integer(value);
    if (!id || *id < 0 || *id > BpeVocab::kMaxId)
      return fail(ErrorCode::kCorruptFile, "{}: the id of token \"{}\" is not a number in 0..{}", where_, text,
                  BpeVocab::kMaxId);
    entries.push_back({text, static_cast<int32_t>(*id)});
  }
  DEEPWELL_ASSIGN(parts_.vocab, BpeVocab::build(entries, where_));
  parts_.bpe.ignore_merges = json::flagMember(model, "ignore_merges").value_or(false);
  return {};
}

Status Reader::readMerges(const Element& model) {
  const auto merges = json::member(model, "merges");
  if (!merges || !merges->is_array())
    return fail(ErrorCode::kCorruptFile, "{}: \"model\" has no list \"merges\"", where_);
  const simdjson::dom::array list = *merges;
  // array::size() saturates at 2^24 - 1, so the length is counted.
  size_t count = 0;
  for (auto at = list.begin(); at != list.end(); ++at) ++count;
  parts_.vocab.reserveMerges(count);
  uint32_t rank = 0;
  for (const Element merge : list) DEEPWELL_TRY(readMerge(merge, rank++));
  return {};
}

// "left right" or ["left", "right"].
Status Reader::readMerge(const Element& merge, uint32_t rank) {
  std::string_view left;
  std::string_view right;
  bool good = false;
  if (const auto text = json::text(merge)) {
    if (text->starts_with("#version")) return {};
    const size_t space = text->find(' ');
    good = space != std::string_view::npos && text->find(' ', space + 1) == std::string_view::npos;
    if (good) {
      left = text->substr(0, space);
      right = text->substr(space + 1);
    }
  } else if (merge.is_array() && simdjson::dom::array(merge).size() == 2) {
    const simdjson::dom::array pair = merge;
    good = pair.at(0).get(left) == simdjson::SUCCESS && pair.at(1).get(right) == simdjson::SUCCESS;
  }
  if (!good) return fail(ErrorCode::kCorruptFile, "{}: merge {} is not a pair of tokens", where_, rank);
  return parts_.vocab.addMerge(left, right, rank, true, where_);
}

Status Reader::readAdded(const Element& root) {
  const auto list = json::member(root, "added_tokens");
  if (!list) return {};
  if (!list->is_array()) return fail(ErrorCode::kCorruptFile, "{}: \"added_tokens\" is not a list", where_);
  for (const Element entry : simdjson::dom::array(*list)) {
    const auto content = json::textMember(entry, "content");
    const auto id_value = json::member(entry, "id");
    const int64_t id = id_value ? json::integer(*id_value).value_or(-1) : -1;
    if (!content || id < 0 || id > BpeVocab::kMaxId)
      return fail(ErrorCode::kCorruptFile, "{}: an added token has no \"content\" or no \"id\" in 0..{}", where_,
                  BpeVocab::kMaxId);
    if (content->empty()) continue;
    AddedToken token;
    token.content = *content;
    token.id = static_cast<TokenId>(id);
    token.special = json::flagMember(entry, "special").value_or(false);
    token.single_word = json::flagMember(entry, "single_word").value_or(false);
    token.lstrip = json::flagMember(entry, "lstrip").value_or(false);
    token.rstrip = json::flagMember(entry, "rstrip").value_or(false);
    token.normalized = json::flagMember(entry, "normalized").value_or(!token.special);
    parts_.added.push_back(std::move(token));
  }
  return checkAdded(parts_, where_);
}

Status Reader::readNormalizer(const Element& description, int depth) {
  const std::string_view type = json::textMember(description, "type").value_or("");
  if (type == "Sequence") {
    const auto list = json::member(description, "normalizers");
    if (depth > 8 || !list || !list->is_array())
      return fail(ErrorCode::kCorruptFile, "{}: normalizer Sequence has no list \"normalizers\", or is nested too deep",
                  where_);
    for (const Element entry : simdjson::dom::array(*list)) DEEPWELL_TRY(readNormalizer(entry, depth + 1));
    return {};
  }
  constexpr std::pair<std::string_view, unicode::Form> kForms[] = {{"NFC", unicode::Form::kNfc},
                                                                   {"NFD", unicode::Form::kNfd},
                                                                   {"NFKC", unicode::Form::kNfkc},
                                                                   {"NFKD", unicode::Form::kNfkd}};
  for (const auto& [name, form] : kForms) {
    if (type != name) continue;
    if (parts_.normalizers.size() >= 8) return fail(ErrorCode::kCorruptFile, "{}: more than 8 normalizers", where_);
    parts_.normalizers.push_back(form);
    return {};
  }
  return fail(ErrorCode::kUnsupported, "{}: normalizer \"{}\" is not supported; NFC, NFD, NFKC and NFKD are", where_,
              type);
}

void Reader::readPostProcessor(const Element& description, int depth) {
  const std::string_view type = json::textMember(description, "type").value_or("");
  if (type == "Sequence" && depth < 8) {
    const auto list = json::member(description, "processors");
    if (!list || !list->is_array()) return;
    for (const Element entry : simdjson::dom::array(*list)) readPostProcessor(entry, depth + 1);
    return;
  }
  const auto single = json::member(description, "single");
  if (type != "TemplateProcessing" || !single || !single->is_array()) return;
  const simdjson::dom::array parts = *single;
  if (parts.begin() == parts.end()) return;
  const auto special = json::member(*parts.begin(), "SpecialToken");
  const auto id = special ? json::textMember(*special, "id") : std::nullopt;
  if (id) template_bos_ = findAdded(parts_, *id);
}

void Reader::applyRoles(const SpecialRoles& roles) {
  const auto token_of = [&](std::string_view text) -> TokenId {
    if (text.empty()) return -1;
    const TokenId added = findAdded(parts_, text);
    return added >= 0 ? added : parts_.vocab.find(text);
  };
  parts_.bos = token_of(roles.bos);
  if (parts_.bos < 0) parts_.bos = template_bos_;
  parts_.adds_bos = roles.adds_bos.value_or(template_bos_ >= 0);
  if (const TokenId eos = token_of(roles.eos); eos >= 0) parts_.end_tokens.push_back(eos);
  for (const int64_t id : roles.end_ids)
    if (id >= 0 && id <= BpeVocab::kMaxId) parts_.end_tokens.push_back(static_cast<TokenId>(id));
  addKnownEndTokens(parts_);
}

}  // namespace

Result<std::shared_ptr<const Tokenizer>> readTokenizerJson(std::string_view json, std::string_view config,
                                                           std::string_view generation_config, std::string_view where) {
  DEEPWELL_ASSIGN(const SpecialRoles roles, readRoles(config, generation_config, where));
  simdjson::dom::parser parser;
  Element root;
  if (const auto error = parser.parse(json.data(), json.size()).get(root); error != simdjson::SUCCESS)
    return fail(ErrorCode::kCorruptFile, "{}: not valid JSON ({})", where, simdjson::error_message(error));
  Reader reader{where};
  DEEPWELL_TRY(reader.read(root, roles));
  return makeTokenizer(reader.take());
}

}  // namespace deepwell
