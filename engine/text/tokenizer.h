// Byte-level BPE tokenizers (DeepSeek V3/R1, DeepSeek-LLM, Qwen 2/3, Llama 3) read from Hugging Face tokenizer.json or
// from GGUF metadata. Immutable after loading; every member may be called from any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/format/checkpoint.h"

namespace deepwell {

using TokenId = int32_t;

class Tokenizer {
 public:
  // `json` is the text of tokenizer.json; `config_json` that of tokenizer_config.json, or empty. `where` names the file
  // in errors.
  static Result<std::shared_ptr<const Tokenizer>> fromJson(std::string_view json, std::string_view config_json,
                                                           std::string_view where);
  static Result<std::shared_ptr<const Tokenizer>> fromGguf(const Checkpoint& checkpoint);
  // Whichever the checkpoint has.
  static Result<std::shared_ptr<const Tokenizer>> fromCheckpoint(const Checkpoint& checkpoint);

  virtual ~Tokenizer() = default;

  // Any bytes are accepted; invalid UTF-8 goes through byte by byte. Adds no BOS. Added tokens that are not special
  // ("<think>" of DeepSeek) are always recognised; special ones ("<|im_end|>") only if `special`.
  // A text on which the checkpoint's own pre-tokenizer pattern takes too long is split less from there on (and logged).
  virtual std::vector<TokenId> encode(std::string_view text, bool special) const = 0;
  // The same, but such a text is an error.
  virtual Result<std::vector<TokenId>> tryEncode(std::string_view text, bool special) const {
    return encode(text, special);
  }

  // The exact bytes of the tokens, special ones included as their text. Ids outside the vocabulary give nothing.
  virtual std::string decode(std::span<const TokenId> ids) const = 0;
  virtual std::string_view tokenBytes(TokenId id) const = 0;

  virtual int32_t vocabSize() const = 0;  // 1 + the highest id
  virtual bool isSpecial(TokenId id) const = 0;
  virtual TokenId find(std::string_view token_text) const = 0;  // an added or special token by its text, -1: none

  virtual TokenId bos() const = 0;                         // -1: none
  virtual bool addsBos() const = 0;                        // whether encoding a plain prompt puts BOS in front
  virtual std::span<const TokenId> endTokens() const = 0;  // eos, eot: any of them ends a generation
};

}  // namespace deepwell
