// tokenizer.* of GGUF from Hugging Face's tokenizer files, as llama.cpp's own converter chooses them.
#include <algorithm>
#include <array>
#include <optional>

#include "engine/convert/metadata.h"
#include "engine/text/chat_template.h"
#include "engine/text/json_read.h"
#include "engine/text/pre_tokenizer.h"
#include "engine/text/template_config.h"
#include "engine/text/tokenizer_parts.h"

namespace deepwell {
namespace {

using json::Element;

// tokenizer.ggml.token_type
enum TokenType : int32_t { kNormal = 1, kControl = 3, kUserDefined = 4, kUnused = 5 };

// Text in which the known pre-tokenizers differ: words, contractions, runs of digits, spaces, signs, newlines, scripts.
constexpr std::string_view kProbe =
    "Hello WORLD's don't I'LL we've 1 12 123 1234567 3.14 x=y+2; a_b __init__(self) -> \"q\" 'w' #!?\n\n\n  \t two\r\n"
    "   three    four \n end  caf\u00E9 na\u00EFve \u00DCber \u0394\u03C9 \u0416\u0443\u043A \u4F60\u597D\uFF0C\u4E16\u754C\u3002123\u4E2D\u6587abc "
    "\u3053\u3093\u306B\u3061\u306F \uD55C\uAD6D\uC5B4 \u0E44\u0E17\u0E22 \u0627\u0644 \U0001F600\U0001F680 \u2018q\u2019 \u201Cz\u201D \u20AC5 "
    "\u00BD \u2167 \u0661\u0662\u0663\u0664 a\u0301 $x^2$ http://a.b/c?d=1&e=%20 CamelCase snake_case ''' 're'S'D ~~~ ... !!\n";

std::vector<std::string> splitProbe(const PreTokenizer& splitter) {
  PreTokenizer::Words words;
  if (!splitter.split(kProbe, words)) return {};
  return {words.words.begin(), words.words.end()};
}

// The name whose splitter does what tokenizer.json describes, one with the same ignore_merges if there is one.
std::optional<std::string_view> preTokenizerName(const PreTokenizer& splitter, bool* ignore_merges,
                                                 const std::string& where) {
  constexpr std::array kNames = {std::string_view("deepseek-v3"), std::string_view("llama-bpe"),
                                 std::string_view("qwen2"),       std::string_view("deepseek-llm"),
                                 std::string_view("deepseek-coder"), std::string_view("smaug-bpe"),
                                 std::string_view("gpt-2"),       std::string_view("starcoder")};
  const std::vector<std::string> wanted = splitProbe(splitter);
  std::optional<std::string_view> splits_alike;
  for (const std::string_view name : kNames) {
    const auto named = PreTokenizer::fromName(name, where);
    if (!named || !named->known || splitProbe(named->pre_tokenizer) != wanted) continue;
    if (named->ignore_merges == *ignore_merges) {
      *ignore_merges = false;
      return name;
    }
    if (!splits_alike) splits_alike = name;
  }
  return splits_alike;
}

struct Vocabulary {
  std::vector<std::string> tokens;
  std::vector<int32_t> types;
  std::vector<std::string> merges;
};

class Reader {
 public:
  Reader(std::string where, int32_t vocab) : where_(std::move(where)), vocab_(vocab) {}

  Status read(const Element& root);
  Vocabulary out;
  std::string pre;
  bool said_ignore_merges = false;  // that no name says
  std::vector<std::string> notes;

 private:
  Status put(std::string_view text, const std::optional<Element>& id, TokenType type);
  Status readVocab(const Element& model);
  Status readAdded(const Element& root);
  Status readMerges(const Element& model);

  std::string where_;
  int32_t vocab_;
};

Status Reader::put(std::string_view text, const std::optional<Element>& id_value, TokenType type) {
  const int64_t id = id_value ? json::integer(*id_value).value_or(-1) : -1;
  if (id < 0 || id >= vocab_) {
    return fail(ErrorCode::kCorruptFile, "{}: token \"{}\" has the id {}, the model's vocabulary has {} tokens", where_,
                text, id, vocab_);
  }
  out.tokens[static_cast<size_t>(id)] = text;
  out.types[static_cast<size_t>(id)] = type;
  return {};
}

Status Reader::readVocab(const Element& model) {
  const auto vocab = json::member(model, "vocab");
  if (!vocab || !vocab->is_object()) return fail(ErrorCode::kCorruptFile, "{}: \"model\" has no object \"vocab\"", where_);
  for (const auto& [text, id] : simdjson::dom::object(*vocab)) DEEPWELL_TRY(put(text, id, kNormal));
  return {};
}

// Added tokens that are control tokens though the file does not say so.
bool looksControl(std::string_view text) {
  return (text.starts_with("<|") && text.ends_with("|>")) || (text.starts_with("<\uFF5C") && text.ends_with("\uFF5C>")) ||
         text == "<pad>";
}

Status Reader::readAdded(const Element& root) {
  const auto list = json::member(root, "added_tokens");
  if (!list || !list->is_array()) return {};
  for (const Element entry : simdjson::dom::array(*list)) {
    const std::string_view text = json::textMember(entry, "content").value_or("");
    const bool control = json::flagMember(entry, "special").value_or(false) || looksControl(text);
    DEEPWELL_TRY(put(text, json::member(entry, "id"), control ? kControl : kUserDefined));
  }
  return {};
}

Status Reader::readMerges(const Element& model) {
  const auto merges = json::member(model, "merges");
  if (!merges || !merges->is_array()) return fail(ErrorCode::kCorruptFile, "{}: \"model\" has no list \"merges\"", where_);
  for (const Element merge : simdjson::dom::array(*merges)) {
    std::string_view left;
    std::string_view right;
    if (const auto text = json::text(merge)) {
      if (!text->starts_with("#version")) out.merges.emplace_back(*text);
    } else if (merge.is_array() && simdjson::dom::array(merge).at(0).get(left) == simdjson::SUCCESS &&
               simdjson::dom::array(merge).at(1).get(right) == simdjson::SUCCESS) {
      out.merges.push_back(fmt::format("{} {}", left, right));
    } else {
      return fail(ErrorCode::kCorruptFile, "{}: merge {} is not a pair of tokens", where_, out.merges.size());
    }
  }
  return {};
}

Status Reader::read(const Element& root) {
  const auto model = json::member(root, "model");
  if (!model) return fail(ErrorCode::kCorruptFile, "{}: has no \"model\"", where_);
  out.tokens.resize(static_cast<size_t>(vocab_));
  out.types.resize(static_cast<size_t>(vocab_), kUnused);
  for (size_t i = 0; i < out.tokens.size(); ++i) out.tokens[i] = fmt::format("[PAD{}]", i);
  DEEPWELL_TRY(readVocab(*model));
  DEEPWELL_TRY(readAdded(root));
  DEEPWELL_TRY(readMerges(*model));
  const auto description = json::member(root, "pre_tokenizer");
  DEEPWELL_ASSIGN(const PreTokenizer splitter,
                  PreTokenizer::fromJson(description ? simdjson::minify(*description) : std::string(), where_));
  said_ignore_merges = json::flagMember(*model, "ignore_merges").value_or(false);
  const auto name = preTokenizerName(splitter, &said_ignore_merges, where_);
  if (!name || said_ignore_merges) {
    notes.push_back(fmt::format("{}: GGUF has no name for its pre-tokenizer; with \"{}\" other programs may split some "
                                "texts otherwise", where_, name.value_or("default")));
  }
  pre = name.value_or("default");
  return {};
}

// "eos_token_id" of config.json or generation_config.json: a number, or the first of a list.
std::optional<uint32_t> idFrom(const Checkpoint& checkpoint, const char* file, std::string_view key, int32_t vocab) {
  const auto text = checkpoint.readSideFile(file);
  simdjson::dom::parser parser;
  Element root;
  if (!text || parser.parse(*text).get(root) != simdjson::SUCCESS) return std::nullopt;
  auto value = json::member(root, key);
  Element first;
  if (value && value->is_array() && simdjson::dom::array(*value).at(0).get(first) == simdjson::SUCCESS) value = first;
  const int64_t id = value ? json::integer(*value).value_or(-1) : -1;
  return id >= 0 && id < vocab ? std::optional<uint32_t>(static_cast<uint32_t>(id)) : std::nullopt;
}

// The ids of the special tokens: by their text in tokenizer_config.json, else by number in config.json.
void addSpecialIds(const Checkpoint& checkpoint, const Vocabulary& vocabulary, const std::map<std::string, std::string>& tokens,
                   GgufWriter* writer) {
  const auto vocab = static_cast<int32_t>(vocabulary.tokens.size());
  const auto add = [&](const std::string& role, const std::string& key) {
    const auto named = tokens.find(role + "_token");
    std::optional<uint32_t> id;
    if (named != tokens.end()) {
      const auto at = std::find(vocabulary.tokens.begin(), vocabulary.tokens.end(), named->second);
      if (at != vocabulary.tokens.end()) id = static_cast<uint32_t>(at - vocabulary.tokens.begin());
    }
    for (const char* file : {"config.json", "generation_config.json"}) {
      if (!id) id = idFrom(checkpoint, file, role + "_token_id", vocab);
    }
    if (id) writer->addU32("tokenizer.ggml." + key + "_token_id", *id);
  };
  add("bos", "bos");
  add("eos", "eos");
  add("pad", "padding");
  add("unk", "unknown");
}

Status addVocabulary(const Checkpoint& checkpoint, const std::string& tokenizer, int32_t vocab, GgufWriter* writer,
                     std::vector<std::string>* notes) {
  const std::string where = (checkpoint.path() / "tokenizer.json").string();
  simdjson::dom::parser parser;
  Element root;
  if (const auto error = parser.parse(tokenizer).get(root); error != simdjson::SUCCESS) {
    return fail(ErrorCode::kCorruptFile, "{}: not valid JSON ({})", where, simdjson::error_message(error));
  }
  // Refuses what is no byte-level BPE, and says whether a prompt begins with BOS.
  DEEPWELL_ASSIGN(const auto loaded, Tokenizer::fromCheckpoint(checkpoint));
  Reader reader(where, vocab);
  DEEPWELL_TRY(reader.read(root));
  notes->insert(notes->end(), reader.notes.begin(), reader.notes.end());
  writer->addString("tokenizer.ggml.model", "gpt2");
  writer->addString("tokenizer.ggml.pre", reader.pre);
  // Our own key; elsewhere the name of the pre-tokenizer decides.
  if (reader.said_ignore_merges) writer->addBool("tokenizer.ggml.ignore_merges", true);
  writer->addStrings("tokenizer.ggml.tokens", reader.out.tokens);
  writer->addI32s("tokenizer.ggml.token_type", reader.out.types);
  writer->addStrings("tokenizer.ggml.merges", reader.out.merges);
  const std::string config = checkpoint.readSideFile("tokenizer_config.json").value_or("");
  addSpecialIds(checkpoint, reader.out, templateTokens(config), writer);
  writer->addBool("tokenizer.ggml.add_bos_token", loaded->addsBos());
  return {};
}

}  // namespace

Status addTokenizerMetadata(const Checkpoint& checkpoint, const ModelConfig& config, GgufWriter* writer,
                            std::vector<std::string>* notes) {
  const Result<std::string> tokenizer = checkpoint.readSideFile("tokenizer.json");
  if (!tokenizer && tokenizer.error().code != ErrorCode::kNotFound) return tl::make_unexpected(tokenizer.error());
  if (tokenizer) {
    DEEPWELL_TRY(addVocabulary(checkpoint, *tokenizer, config.vocab, writer, notes));
  } else {
    notes->push_back(fmt::format("{}: has no tokenizer.json; the file is written without a vocabulary",
                                 checkpoint.path().string()));
    writer->addString("tokenizer.ggml.model", "no_vocab");
  }
  if (const auto text = findChatTemplate(checkpoint)) writer->addString("tokenizer.chat_template", *text);
  return {};
}

}  // namespace deepwell
