// What the tests of the readers share.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/format/checkpoint.h"
#include "tests/support/safetensors_writer.h"
#include "tests/support/temp_folder.h"

namespace deepwell::test {

inline const std::filesystem::path kFormatGoldens = DEEPWELL_GOLDEN;

// A safetensors file of one tensor of one value.
inline std::string oneTensor(const std::string& name, float value) {
  SafetensorsWriter writer;
  writer.addFloats(name, {1}, {value});
  return writer.bytes();
}

// The one line with which a checkpoint is refused.
inline std::string refusal(const std::filesystem::path& path) {
  const auto opened = Checkpoint::open(path);
  if (opened) {
    ADD_FAILURE() << path << " opened";
    return "";
  }
  EXPECT_EQ(opened.error().message.find('\n'), std::string::npos);
  return opened.error().message;
}

inline void expectContains(const std::string& message, std::string_view part) {
  EXPECT_NE(message.find(part), std::string::npos) << message;
}

// A file called `name` of these bytes must be refused, with all of `parts` in the message, and its name.
inline void expectRefused(const std::string& name, const std::string& bytes, const std::vector<std::string>& parts) {
  const TempFolder folder;
  const std::string message = refusal(folder.write(name, bytes));
  for (const std::string& part : parts) expectContains(message, part);
  expectContains(message, name);
}

}  // namespace deepwell::test
