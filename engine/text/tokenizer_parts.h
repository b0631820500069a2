// What a tokenizer is made of; the readers fill it in, tokenizer.cpp runs it. Internal to engine/text.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/added_tokens.h"
#include "engine/text/bpe.h"
#include "engine/text/pre_tokenizer.h"
#include "engine/text/tokenizer.h"
#include "engine/text/unicode.h"

namespace deepwell {

struct TokenizerParts {
  std::vector<unicode::Form> normalizers;  // in this order
  std::vector<AddedToken> added;           // with their ids
  PreTokenizer pre_tokenizer;
  BpeVocab vocab;
  BpeOptions bpe;

  TokenId bos = -1;
  bool adds_bos = false;
  std::vector<TokenId> end_tokens;  // may repeat
};

std::shared_ptr<const Tokenizer> makeTokenizer(TokenizerParts parts);

// An error if the added tokens are longer than the limits of AddedTokenMatcher.
Status checkAdded(const TokenizerParts& parts, std::string_view where);

// Reads tokenizer.json's text. `generation_config` (generation_config.json's text) may be empty, as may `config`.
Result<std::shared_ptr<const Tokenizer>> readTokenizerJson(std::string_view json, std::string_view config,
                                                           std::string_view generation_config, std::string_view where);

// Which token begins a prompt, and which end an answer, by the files beside tokenizer.json.
struct SpecialRoles {
  std::string bos;  // texts; empty: not given
  std::string eos;
  std::optional<bool> adds_bos;
  std::vector<int64_t> end_ids;
};
Result<SpecialRoles> readRoles(std::string_view config, std::string_view generation_config, std::string_view where);

// Adds the added tokens that end a turn by convention ("<|im_end|>", "<|eot_id|>", ...).
void addKnownEndTokens(TokenizerParts& parts);

// The id of an added token by its text; -1: none.
TokenId findAdded(const TokenizerParts& parts, std::string_view text);

}  // namespace deepwell
