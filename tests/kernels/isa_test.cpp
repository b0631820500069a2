#include "kernels/cpu/isa.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "kernels/cpu/registry.h"

namespace deepwell::cpu {
namespace {

TEST(Isa, EnvironmentForcesASetThatIsThere) {
  // AMX is for who asks for it.
  Isa best = Isa::kScalar;
  for (const Isa isa : availableIsas()) {
    if (isa != Isa::kAmx) best = isa;
    ASSERT_EQ(setenv("DEEPWELL_CPU", std::string(isaName(isa)).c_str(), 1), 0);
    EXPECT_EQ(chosenIsa(), isa);
    EXPECT_EQ(missingIsa(), "");
  }
  ASSERT_EQ(setenv("DEEPWELL_CPU", "no such set", 1), 0);
  EXPECT_EQ(chosenIsa(), best);
  ASSERT_EQ(unsetenv("DEEPWELL_CPU"), 0);
  EXPECT_EQ(chosenIsa(), best);
  EXPECT_EQ(missingIsa(), "");
}

TEST(Isa, AmxThatIsNotThereIsSaid) {
  if (availableIsas().back() == Isa::kAmx) GTEST_SKIP() << "this processor has AMX";
  ASSERT_EQ(setenv("DEEPWELL_CPU", "amx", 1), 0);
  EXPECT_NE(missingIsa().find("DEEPWELL_CPU=amx: this processor"), std::string::npos) << missingIsa();
  EXPECT_EQ(chosenIsa(), availableIsas().back());
  ASSERT_EQ(unsetenv("DEEPWELL_CPU"), 0);
}

TEST(Registry, EveryTypeHasAScalarKernel) {
  for (const MatmulKernel& kernel : matmulKernels()) {
    const MatmulKernel* scalar = findMatmul(kernel.weight, Isa::kScalar);
    ASSERT_NE(scalar, nullptr) << kernel.weight;
    EXPECT_EQ(scalar->isa, Isa::kScalar);
    EXPECT_EQ(findMatmul(kernel.weight, kernel.isa), &kernel);
  }
  EXPECT_EQ(findMatmul("I64", Isa::kAvx512), nullptr);
}

}  // namespace
}  // namespace deepwell::cpu
