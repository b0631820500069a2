#include "engine/base/result.h"

#include <gtest/gtest.h>

#include <memory>

namespace deepwell {
namespace {

Result<int> half(int value) {
  if (value % 2 != 0) return fail(ErrorCode::kInvalidArgument, "{} is odd", value);
  return value / 2;
}

Result<int> quarter(int value) {
  DEEPWELL_ASSIGN(const int once, half(value));
  DEEPWELL_ASSIGN(const int twice, half(once));
  return twice;
}

Status check(int value) {
  DEEPWELL_TRY(quarter(value));
  return {};
}

TEST(Result, PassesValuesAndErrors) {
  EXPECT_EQ(*quarter(12), 3);
  const Result<int> failed = quarter(6);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(failed.error().message, "3 is odd");
  EXPECT_TRUE(check(4));
  EXPECT_EQ(check(5).error().message, "5 is odd");
}

TEST(Result, ContextComesFirst) {
  const Status failed = failWith(Error{ErrorCode::kCorruptFile, "too short"}, "a.gguf");
  EXPECT_EQ(failed.error().message, "a.gguf: too short");
  EXPECT_EQ(failed.error().code, ErrorCode::kCorruptFile);
}

// A shard's name in an index may hold a line feed.
TEST(Result, MessagesAreOneLine) {
  const Status failed = fail(ErrorCode::kNotFound, "{}: missing", "a\nb\x7f.safetensors");
  EXPECT_EQ(failed.error().message, "a b .safetensors: missing");
  const Status wrapped = failWith(failed.error(), "c\rd");
  EXPECT_EQ(wrapped.error().message, "c d: a b .safetensors: missing");
}

Result<std::unique_ptr<int>> movable() { return std::make_unique<int>(7); }

Result<int> unwrap() {
  DEEPWELL_ASSIGN(const std::unique_ptr<int> value, movable());
  return *value;
}

TEST(Result, MovesWhatCannotBeCopied) { EXPECT_EQ(*unwrap(), 7); }

}  // namespace
}  // namespace deepwell
