// A hostile vocabulary in GGUF metadata is refused with a message, or it loads and then encodes and decodes. The input
// is lines: the name of the pre-tokenizer, then "t TYPE TEXT" for a token, "m MERGE" for a merge, "k KEY NUMBER" for an
// id; the rest is a text to encode.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/text/tokenizer.h"
#include "tests/text/fake_checkpoint.h"

namespace {

std::string_view takeLine(std::string_view& input) {
  const size_t end = input.find('\n');
  const std::string_view line = input.substr(0, end);
  input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace deepwell;
  std::string_view input(reinterpret_cast<const char*>(data), size);
  FakeCheckpoint checkpoint(Checkpoint::Kind::kGguf);
  checkpoint.values["tokenizer.ggml.model"] = std::string("gpt2");
  checkpoint.values["tokenizer.ggml.pre"] = std::string(takeLine(input));
  std::vector<std::string> tokens;
  std::vector<int64_t> types;
  std::vector<std::string> merges;
  while (input.size() > 2 && input[1] == ' ' && (input[0] == 't' || input[0] == 'm' || input[0] == 'k')) {
    const char kind = input[0];
    const std::string line(takeLine(input).substr(2));
    const size_t space = line.find(' ');
    if (kind == 'm') {
      merges.push_back(line);
    } else if (space != std::string::npos && kind == 't') {
      types.push_back(std::strtoll(line.c_str(), nullptr, 10));
      tokens.push_back(line.substr(space + 1));
    } else if (space != std::string::npos) {
      checkpoint.values["tokenizer.ggml." + line.substr(0, space)] =
          static_cast<uint64_t>(std::strtoull(line.c_str() + space, nullptr, 10));
    }
  }
  checkpoint.values["tokenizer.ggml.tokens"] = std::move(tokens);
  checkpoint.values["tokenizer.ggml.token_type"] = std::move(types);
  checkpoint.values["tokenizer.ggml.merges"] = std::move(merges);
  const auto tokenizer = Tokenizer::fromGguf(checkpoint);
  if (!tokenizer) {
    if (tokenizer.error().message.empty()) __builtin_trap();
    return 0;
  }
  for (const bool special : {true, false}) (void)(*tokenizer)->decode((*tokenizer)->encode(input, special));
  return 0;
}
