// The block searches: round-trip error, equal bytes on every instruction set, and values that are not like weights.
#include "kernels/cpu/quantise/quantise.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/format/dtype.h"
#include "kernels/common/float_formats.h"
#include "tests/convert/sample_weights.h"

namespace deepwell::test {
namespace {

using cpu::Isa;
using cpu::Quantiser;

const DTypeInfo& typeOf(std::string_view name) {
  const auto found = std::find_if(allDTypes().begin(), allDTypes().end(), [&](const DTypeInfo& info) { return info.name == name; });
  EXPECT_NE(found, allDTypes().end()) << name;
  return *found;
}

std::vector<std::byte> quantised(const Quantiser& quantiser, const std::vector<float>& values) {
  std::vector<std::byte> bytes(values.size() / quantiser.block_elements * quantiser.block_bytes);
  quantiser.run(values.data(), static_cast<int64_t>(values.size()), bytes.data());
  return bytes;
}

std::vector<float> roundTrip(const Quantiser& quantiser, const std::vector<float>& values) {
  const std::vector<std::byte> bytes = quantised(quantiser, values);
  std::vector<float> back(values.size());
  typeOf(quantiser.weight).to_float(bytes.data(), static_cast<int64_t>(values.size()), back.data());
  return back;
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const Quantiser& quantiser : cpu::quantisers()) {
    if (quantiser.isa == Isa::kScalar) all.emplace_back(quantiser.weight);
  }
  return all;
}

class QuantiserTest : public testing::TestWithParam<std::string> {
 protected:
  const Quantiser& best() const { return *cpu::findQuantiser(GetParam(), cpu::chosenIsa()); }
};

// Root mean square of the error over that of the weights: what the search reached when it was written; 1 % more is
// let pass.
double allowed(const std::string& type) {
  const std::vector<std::pair<std::string, double>> table = {
      {"F32", 0.0},      {"F16", 0.000205}, {"BF16", 0.00163}, {"Q8_0", 0.0070},  {"Q4_0", 0.1078},
      {"Q4_1", 0.0765},  {"Q5_0", 0.0540},  {"Q5_1", 0.0372},  {"MXFP4", 0.1271}, {"IQ4_NL", 0.0880},
      {"IQ4_XS", 0.0895}, {"Q2_K", 0.266},  {"Q3_K", 0.1627},  {"Q4_K", 0.0773},  {"Q5_K", 0.0383},
      {"Q6_K", 0.0210},  {"IQ2_S", 0.2821}, {"IQ3_XXS", 0.1942}, {"IQ3_S", 0.1476}};
  for (const auto& [name, error] : table) {
    if (name == type) return error * 1.01;
  }
  ADD_FAILURE() << "no bound for " << type;
  return 0;
}

TEST_P(QuantiserTest, RoundTripIsClose) {
  const std::vector<float> values = sampleWeights(64, 1024, 5);
  const double error = rootMeanSquare(roundTrip(best(), values), values);
  const double size = rootMeanSquare(std::vector<float>(values.size()), values);
  RecordProperty("relative_error", std::to_string(error / size));
  EXPECT_LE(error / size, allowed(GetParam()));
}

TEST_P(QuantiserTest, EveryInstructionSetGivesTheSameBytes) {
  std::vector<float> values = sampleWeights(7, 768, 6);
  values[10] = 3e-8F;
  std::fill_n(values.begin() + 768, 256, 1e-9F);
  std::fill_n(values.begin() + 1536, 300, -0.25F);
  std::fill_n(values.begin() + 2304, 40, 7e4F);
  const std::vector<std::byte> scalar = quantised(*cpu::findQuantiser(GetParam(), Isa::kScalar), values);
  for (const Isa isa : cpu::availableIsas()) {
    EXPECT_EQ(quantised(*cpu::findQuantiser(GetParam(), isa), values), scalar) << cpu::isaName(isa);
  }
}

// A block does not depend on its neighbours: any split of the work gives the same bytes.
TEST_P(QuantiserTest, BlocksAreIndependent) {
  const std::vector<float> values = sampleWeights(1, 256 * 11, 7);
  const std::vector<std::byte> together = quantised(best(), values);
  std::vector<std::byte> apart;
  for (size_t at = 0; at < values.size(); at += 256) {
    const std::vector<float> part(values.begin() + static_cast<std::ptrdiff_t>(at), values.begin() + static_cast<std::ptrdiff_t>(at) + 256);
    const std::vector<std::byte> bytes = quantised(best(), part);
    apart.insert(apart.end(), bytes.begin(), bytes.end());
  }
  EXPECT_EQ(apart, together);
}

TEST_P(QuantiserTest, ZerosStayZeros) {
  const std::vector<float> zeros(512);
  EXPECT_EQ(roundTrip(best(), zeros), zeros);
}

TEST_P(QuantiserTest, OddValuesComeBackFinite) {
  for (const float size : {1e-40F, 1e-30F, 1e-12F, 6e-8F, 1.0F, 3e4F}) {
    std::vector<float> values = sampleWeights(2, 256, 8);
    for (float& value : values) value *= size / 0.02F;
    values[3] = 0.0F;
    values[4] = size * 20;
    const std::vector<float> back = roundTrip(best(), values);
    const double own = rootMeanSquare(std::vector<float>(values.size()), values);
    EXPECT_TRUE(std::all_of(back.begin(), back.end(), [](float v) { return std::isfinite(v); })) << size;
    EXPECT_LE(rootMeanSquare(back, values), own * 1.001 + 1e-6) << size;
  }
}

TEST_P(QuantiserTest, SameValueInAWholeBlock) {
  for (const float value : {1.0F, -1.0F, 0.37F, -0.0123F}) {
    const std::vector<float> values(256, value);
    const double error = rootMeanSquare(roundTrip(best(), values), values);
    // e2m1 has no finer steps; the others reach one value up to the scale's own rounding.
    EXPECT_LE(error, std::abs(value) * (GetParam() == "MXFP4" ? 0.17 : 5e-3)) << value;
  }
}

INSTANTIATE_TEST_SUITE_P(Types, QuantiserTest, testing::ValuesIn(names()), [](const auto& test) { return test.param; });

TEST(Quantiser, Q8KeepsWhatItHolds) {
  Draw draw(9);
  std::vector<float> values(32 * 19);
  for (size_t i = 0; i < values.size(); ++i) {
    const double q = i % 32 == 5 ? 127 : std::floor(draw.uniform() * 255) - 127;
    values[i] = static_cast<float>(q * 0x1p-9);
  }
  EXPECT_EQ(roundTrip(*cpu::findQuantiser("Q8_0", cpu::chosenIsa()), values), values);
}

TEST(Quantiser, HalvesRoundAsTheFormatSays) {
  const Quantiser& half = *cpu::findQuantiser("F16", cpu::chosenIsa());
  std::vector<float> values;
  for (uint32_t bits = 0; bits < 0x7C00; bits += 3) {  // every third half, and what lies between it and the next
    const float low = fp16ToFloat(static_cast<uint16_t>(bits));
    const float high = bits + 1 < 0x7C00 ? fp16ToFloat(static_cast<uint16_t>(bits + 1)) : 65504.0F;
    for (const float share : {0.0F, 0.25F, 0.5F, 0.75F}) values.push_back(low + (high - low) * share);
    values.push_back(-values.back());
  }
  std::vector<uint16_t> out(values.size());
  half.run(values.data(), static_cast<int64_t>(values.size()), reinterpret_cast<std::byte*>(out.data()));
  for (size_t i = 0; i < values.size(); ++i) ASSERT_EQ(out[i], floatToFp16(values[i])) << values[i];
}

}  // namespace
}  // namespace deepwell::test
