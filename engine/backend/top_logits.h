// The best logits of a row, on the CPU.
#pragma once

#include <span>

#include "engine/backend/backend.h"

namespace deepwell {

// What Backend::topLogits() is where there is no reason for another number: the nucleus of nearly every token of a
// reasoning model is smaller.
inline constexpr int32_t kMostTopLogits = 64;

// Fills best [count <= logits.size()] and returns the mass, both as TopLogits says.
float takeTopLogits(std::span<const float> logits, float inverse_temperature, std::span<TokenLogit> best);

// All rows: logits [rows, vocab].
void takeTopLogits(std::span<const float> logits, size_t rows, const TopLogits& top);

}  // namespace deepwell
