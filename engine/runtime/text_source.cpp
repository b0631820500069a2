#include "engine/runtime/text_source.h"

#include <fstream>
#include <iterator>

#include "engine/runtime/prompt.h"
#include "engine/text/template_config.h"

namespace deepwell {
namespace {

// What a model without a template is given: enough for a base model to see turns.
constexpr std::string_view kPlainTemplate =
    "{% for message in messages %}{{ message['role'] | capitalize }}: {{ message['content'] }}\n\n{% endfor %}"
    "{% if add_generation_prompt %}Assistant:{% endif %}";

Result<std::shared_ptr<const ChatTemplate>> openTemplate(const Checkpoint& checkpoint) {
  const auto source = findChatTemplate(checkpoint);
  const std::string where = checkpoint.path().string() + ": chat template";
  if (source) return ChatTemplate::parse(*source, where);
  if (source.error().code != ErrorCode::kNotFound) return tl::make_unexpected(source.error());
  return ChatTemplate::parse(kPlainTemplate, "built-in plain template");
}

class SideFiles final : public Checkpoint {
 public:
  explicit SideFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

  Kind kind() const override { return Kind::kSafetensors; }
  const std::filesystem::path& path() const override { return folder_; }
  std::span<const std::filesystem::path> files() const override { return {}; }
  uint64_t fileBytes() const override { return 0; }
  std::span<const TensorView> tensors() const override { return {}; }
  const std::map<std::string, GgufValue, std::less<>>& metadata() const override { return metadata_; }
  void prefetch(std::span<const std::byte>) const override {}

  Result<std::string> readSideFile(std::string_view name) const override {
    const std::filesystem::path file = folder_ / name;
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error) return fail(ErrorCode::kNotFound, "{}: no such file", file.string());
    constexpr uintmax_t kMaxBytes = 256U << 20;
    if (size > kMaxBytes) {
      return fail(ErrorCode::kUnsupported, "{}: {} bytes, expected at most {}", file.string(), size, kMaxBytes);
    }
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (stream.bad()) return fail(ErrorCode::kIo, "{}: cannot be read", file.string());
    return text;
  }

 private:
  std::filesystem::path folder_;
  std::map<std::string, GgufValue, std::less<>> metadata_;
};

}  // namespace

TemplateInputs templateInputs(const PromptRequest& request, const std::map<std::string, std::string>& special) {
  TemplateInputs inputs{request.messages_json, request.tools_json,            request.strings,
                        request.flags,         request.add_generation_prompt, request.variables_json};
  inputs.strings.insert(special.begin(), special.end());
  return inputs;
}

std::shared_ptr<const Checkpoint> openSideFiles(const std::filesystem::path& folder) {
  return std::make_shared<SideFiles>(folder);
}

Result<std::shared_ptr<const TextSource>> TextSource::open(const Checkpoint& checkpoint) {
  auto source = std::shared_ptr<TextSource>(new TextSource);
  DEEPWELL_ASSIGN(source->tokenizer_, Tokenizer::fromCheckpoint(checkpoint));
  source->template_ = openTemplate(checkpoint);
  const Tokenizer& tokenizer = *source->tokenizer_;
  source->special_ = templateTokens(checkpoint.readSideFile("tokenizer_config.json").value_or(""));
  const auto text = [&](TokenId id) { return id < 0 ? "" : std::string(tokenizer.tokenBytes(id)); };
  const auto ends = tokenizer.endTokens();
  source->special_.try_emplace("bos_token", text(tokenizer.bos()));
  source->special_.try_emplace("eos_token", text(ends.empty() ? -1 : ends.front()));
  const bool in_template = source->template_ && (*source->template_)->source().find("think>") != std::string::npos;
  source->thinks_ = in_template || tokenizer.find("<think>") >= 0;
  return std::shared_ptr<const TextSource>(std::move(source));
}

Result<std::vector<TokenId>> TextSource::tokenize(std::string_view text, bool special) const {
  return tokenizer_->tryEncode(text, special);
}

Result<std::string> TextSource::detokenize(std::span<const TokenId> ids) const {
  for (const TokenId id : ids) {
    if (id < 0 || id >= tokenizer_->vocabSize()) {
      return fail(ErrorCode::kInvalidArgument, "token id {} is outside the vocabulary of {}", id,
                  tokenizer_->vocabSize());
    }
  }
  return tokenizer_->decode(ids);
}

Result<std::string> TextSource::render(const PromptRequest& request) const {
  if (!template_) return tl::make_unexpected(template_.error());
  return (*template_)->render(templateInputs(request, special_));
}

Result<std::string> TextSource::prompt(const GenerateRequest& request) const {
  DEEPWELL_ASSIGN(Prompt prompt, makePrompt(*this, request));
  if (!tokenizer_->addsBos() || tokenizer_->bos() < 0) return std::move(prompt.text);
  const std::string_view bos = tokenizer_->tokenBytes(tokenizer_->bos());
  if (!prompt.text.starts_with(bos)) prompt.text.insert(0, bos);
  return std::move(prompt.text);
}

}  // namespace deepwell
