// The promises of backend.h: within a program the same bits whatever the chunking and the neighbours; on the CPU also from
// any program and for any number of threads.
#include "tests/backends/harness.h"

namespace deepwell::test {
namespace {

class Invariance : public testing::TestWithParam<DType> {};

constexpr int32_t kVocabularyOut = 131;

// Two small layers, one with plain attention and one MLA-like mixture of experts, all weights of one type.
struct Model {
  explicit Model(DType type) : h(21, KvLayout{1, 64, 64, KvType::kF16}) {
    const int32_t hidden = widthFor(type, 120);
    const int32_t ffn = widthFor(type, 90);
    Rope angles;
    for (int i = 0; i < 16; ++i) angles.inv_freq.push_back(std::pow(100.0F, -static_cast<float>(i) / 16.0F));
    const Rope& rope = h.rope(angles);
    Recorder& r = h.record();
    const BufferId x = h.input(hidden);
    const BufferId normed = r.buffer(hidden);
    const BufferId q = r.buffer(192);
    const BufferId k = r.buffer(64);
    const BufferId v = r.buffer(64);
    const BufferId mixed = r.buffer(192);
    const BufferId delta = r.buffer(hidden);
    r.rmsNorm({x, h.vector(hidden, 1.0F), 1e-6F, normed});
    r.matmul({normed, {{h.weight(type, 192, hidden), h.vector(192), q, false},
                       {h.weight(type, 64, hidden), nullptr, k, false},
                       {h.weight(type, 64, hidden), nullptr, v, false}}});
    r.ropeStore({q, k, v, 0, 6, 2, 32, &rope});
    r.attention({q, mixed, 0, 6, 2, 32, 0.2F});
    r.matmul({mixed, {{h.weight(dtypeInfo(type).block_elements == 256 ? DType::kQ8_0 : type, hidden, 192), nullptr, delta, false}}});
    r.addRmsNorm({x, delta, h.vector(hidden, 1.0F), 1e-6F, normed});
    const BufferId wide = r.buffer(ffn);
    r.matmulGlu({normed, h.weight(type, ffn, hidden), h.weight(type, ffn, hidden), wide});
    r.matmul({wide, {{h.weight(type, hidden, ffn), nullptr, x, true}}});
    addExperts(type, hidden, ffn, x, normed);
    const BufferId last = r.buffer(hidden, RowSet::kLogits);
    r.selectRows({x, last});
    r.logits({last, h.weight(type, kVocabularyOut, hidden)});
    h.finish(kVocabularyOut);
  }

  void addExperts(DType type, int32_t hidden, int32_t ffn, BufferId x, BufferId normed) {
    Recorder& r = h.record();
    ExpertWeights& experts = h.experts();
    for (int e = 0; e < 4; ++e) {
      experts.gate.push_back(h.makeWeight(type, ffn, hidden));
      experts.up.push_back(h.makeWeight(type, ffn, hidden));
      experts.down.push_back(h.makeWeight(type, hidden, ffn));
    }
    const BufferId scores = r.buffer(4);
    const BufferId routing = r.buffer(4);
    const BufferId out = r.buffer(hidden);
    r.matmul({normed, {{h.weight(DType::kF32, 4, hidden), nullptr, scores, false}}});
    r.route({.logits = scores, .out = routing, .experts = 4, .top_k = 2, .scoring = op::Scoring::kSigmoid, .normalise = true});
    r.moe({normed, routing, out, &experts, 2});
    r.add({x, out});
  }

  Harness h;
};

std::vector<float> lastRow(const std::vector<float>& logits) {
  return {logits.end() - kVocabularyOut, logits.end()};
}

std::vector<std::vector<Rows>> chunks(int32_t rows, int32_t last) {
  std::vector<std::vector<Rows>> steps;
  for (int32_t at = 0; at <= last; at += rows) steps.push_back({{std::min(rows, last + 1 - at), at}});
  return steps;
}

TEST_P(Invariance, ChunksNeighboursAndThreads) {
  const Model model(GetParam());
  const Harness& h = model.h;
  constexpr int32_t kLast = 69;  // position whose logits are compared
  const int32_t program_rows = onCpu() ? 1 : kLast + 1;
  const std::vector<float> all = h.run({{{kLast + 1, 0}}}, 1);
  ASSERT_FALSE(all.empty());
  const std::vector<float> whole = lastRow(all);
  double squares = 0;
  for (const float x : whole) squares += static_cast<double>(x) * x;
  ASSERT_GT(squares, 0);
  ASSERT_TRUE(std::isfinite(squares));
  for (const int threads : onCpu() ? std::vector<int>{2, 5} : std::vector<int>{}) EXPECT_TRUE(sameBits(lastRow(h.run({{{kLast + 1, 0}}}, threads)), whole)) << threads;
  for (const int32_t chunk : {1, 3, 33, 64}) {
    if (!onCpu() && chunk < 10) continue;
    EXPECT_TRUE(sameBits(lastRow(h.run(chunks(chunk, kLast), 2, program_rows)), whole)) << "chunks of " << chunk;
  }
  // Decode behind a prefill, as chats do.
  std::vector<std::vector<Rows>> steps = {{{kLast - 4, 0}}};
  for (int32_t at = kLast - 4; at <= kLast; ++at) steps.push_back({{1, at}});
  EXPECT_TRUE(sameBits(lastRow(h.run(steps, 2, program_rows)), whole)) << "decoded";
  // With a neighbour before it: sequence 0 of `whole` needs its own rows, so the neighbour comes after.
  const std::vector<float> beside = h.run({{{40, 0}, {7, 0}}, {{30, 40}, {20, 7}}}, 2, program_rows);
  ASSERT_FALSE(beside.empty());
  const std::vector<float> own(beside.begin() + 29 * kVocabularyOut, beside.begin() + 30 * kVocabularyOut);
  EXPECT_TRUE(sameBits(own, whole)) << "beside another sequence";
}

TEST_P(Invariance, SameAsTheReference) {
  const Model model(GetParam());
  const bool rounds = toleranceOf(GetParam()) > 1e-3;
  if (onCpu() || !rounds) {
    model.h.expectAgrees({{{30, 0}}, {{9, 30}}}, rounds ? 0.2 : 5e-3);
  } else {
    // Few rows: a GPU rounds no activations then, and every expert is the reference's.
    model.h.expectAgrees({{{8, 0}}, {{8, 8}}, {{8, 16}}, {{6, 24}}, {{8, 30}}}, 0.02);
  }
}

INSTANTIATE_TEST_SUITE_P(Types, Invariance, testing::ValuesIn(weightTypes()),
                         [](const auto& info) { return std::string(dtypeInfo(info.param).name); });

}  // namespace
}  // namespace deepwell::test
