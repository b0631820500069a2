// The AMX unit that stands in for a processor's, and its trap: against plain sums. Where a processor has AMX, the same
// instructions run on it. (The kernels themselves are in matmul_test.cpp, like those of every instruction set.)
#include <gtest/gtest.h>

#if defined(__x86_64__)
#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <random>
#include <vector>

#include "kernels/cpu/isa.h"
#include "kernels/cpu/matmul/amx_tiles.h"
#include "tests/kernels/amx_unit.h"

namespace deepwell::test {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes randomBytes(size_t n, uint32_t seed) {
  std::mt19937 random(seed);
  Bytes out(n);
  for (uint8_t& byte : out) byte = static_cast<uint8_t>(random());
  return out;
}

// a[rows][4 k], b[k][4 * 16]: 16 sums a row, from `sums` on.
void multiplyPlainly(const Bytes& a, const Bytes& b, bool b_signed, int rows, int k, std::vector<int32_t>* sums) {
  for (int m = 0; m < rows; ++m) {
    for (int n = 0; n < 16; ++n) {
      for (int i = 0; i < 4 * k; ++i) {
        const uint8_t right = b[static_cast<size_t>(i / 4 * 64 + 4 * n + i % 4)];
        const int32_t value = b_signed ? static_cast<int8_t>(right) : right;
        (*sums)[static_cast<size_t>(16 * m + n)] += static_cast<int8_t>(a[static_cast<size_t>(4 * k * m + i)]) * value;
      }
    }
  }
}

TEST(Amx, InstructionsMultiplyTiles) {
  const auto available = cpu::availableIsas();
  std::optional<AmxTrap> trap;
  if (std::ranges::count(available, cpu::Isa::kAmx) == 0) {
    if (!AmxTrap::supported()) GTEST_SKIP() << "not on this system";
    trap.emplace();
  }
  for (const auto& [rows, k] : {std::array{16, 16}, std::array{16, 8}, std::array{5, 16}, std::array{1, 3}}) {
    for (const bool b_signed : {false, true}) {
      const Bytes a = randomBytes(static_cast<size_t>(rows * k * 4), 1);
      const Bytes b = randomBytes(static_cast<size_t>(k * 64), 2);
      std::vector<int32_t> want(static_cast<size_t>(rows * 16), 0);
      std::vector<int32_t> got(want.size(), -1);
      cpu::amx::TileShapes shapes;
      shapes.set(1, rows, 64);
      shapes.set(4, rows, 4 * k);
      shapes.set(7, k, 64);
      cpu::amx::configureTiles(shapes);
      cpu::amx::loadTile<4>(a.data(), 4 * k);
      cpu::amx::loadTile<7>(b.data(), 64);
      cpu::amx::zeroTile<1>();
      for (int times = 0; times < 2; ++times) {  // the second adds
        if (b_signed) {
          cpu::amx::multiplySigned<1, 4, 7>();
        } else {
          cpu::amx::multiplyUnsigned<1, 4, 7>();
        }
        multiplyPlainly(a, b, b_signed, rows, k, &want);
      }
      cpu::amx::storeTile<1>(got.data(), 64);
      cpu::amx::releaseTiles();
      EXPECT_EQ(got, want) << rows << " rows, " << 4 * k << " columns" << (b_signed ? ", signed" : ", unsigned");
    }
  }
  if (trap) {
    EXPECT_EQ(trap->unit.products(), 16);
  }
}

TEST(Amx, UnitFindsFaults) {
  AmxUnit unit;
  cpu::amx::TileShapes shapes;
  shapes.set(0, 16, 64);
  shapes.set(1, 16, 32);
  shapes.set(2, 8, 64);
  const auto configure = [&] { return unit.configure(reinterpret_cast<const std::byte*>(&shapes)); };
  std::array<std::byte, 1024> memory{};
  EXPECT_NE(unit.load(0, memory.data(), 64), nullptr) << "nothing is configured";
  ASSERT_EQ(configure(), nullptr);
  EXPECT_EQ(unit.load(0, memory.data(), 64), nullptr);
  EXPECT_EQ(unit.multiply(0, 1, 2, true, true), nullptr);
  EXPECT_NE(unit.multiply(0, 2, 1, true, true), nullptr) << "shapes do not fit";
  EXPECT_NE(unit.multiply(0, 0, 2, true, true), nullptr) << "one tile twice";
  EXPECT_NE(unit.zero(3), nullptr) << "a tile without rows";
  ASSERT_EQ(unit.release(), nullptr);
  EXPECT_NE(unit.store(0, memory.data(), 64), nullptr) << "released";
  shapes.rows[3] = 1;
  EXPECT_NE(configure(), nullptr) << "rows without columns";
  shapes.set(3, 17, 64);
  EXPECT_NE(configure(), nullptr) << "too many rows";
  shapes.set(3, 0, 0);
  shapes.palette = 2;
  EXPECT_NE(configure(), nullptr) << "no such palette";
}

}  // namespace
}  // namespace deepwell::test
#endif
