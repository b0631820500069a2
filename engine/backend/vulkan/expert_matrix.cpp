#include "engine/backend/vulkan/expert_matrix.h"

#include <cstddef>

#include "engine/backend/vulkan/matmul_op.h"

namespace deepwell::vulkan {

bool sameForm(const DeviceWeight& a, const DeviceWeight& b) {
  return a.rows == b.rows && a.cols == b.cols && a.row_bytes == b.row_bytes && alike(a, b);
}

Result<ExpertMatrix> placeExperts(Builder& builder, const std::vector<Weight>& experts) {
  ExpertMatrix matrix;
  std::vector<std::vector<uint32_t>> words;
  for (const Weight& expert : experts) {
    DEEPWELL_ASSIGN(const DeviceWeight placed, builder.weight(expert));
    if (words.empty()) {
      matrix.form = placed;
      words.resize(placed.pieces.size());
    }
    if (!sameForm(placed, matrix.form)) {
      return fail(ErrorCode::kUnsupported, "{}: its type or shape differs from the other experts'", expert.name);
    }
    for (size_t piece = 0; piece < words.size(); ++piece) {
      const Address weight = placed.pieces[piece].address;
      const Address scales = placed.pieces[piece].scales;
      words[piece].insert(words[piece].end(), {weight.low, weight.high, scales.low, scales.high});
    }
  }
  for (size_t piece = 0; piece < words.size(); ++piece) {
    // The key: a byte of the experts' own description for each piece.
    const auto* key = reinterpret_cast<const std::byte*>(experts.data()) + piece;
    DEEPWELL_ASSIGN(const Address table, builder.constants(key, words[piece]));
    matrix.tables.push_back(table);
  }
  return matrix;
}

}  // namespace deepwell::vulkan
