#include "engine/backend/vulkan/spirv_info.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace deepwell::vulkan {
namespace {

// Numbers of the SPIR-V specification.
constexpr uint32_t kOpTypeInt = 21;
constexpr uint32_t kOpTypeFloat = 22;
constexpr uint32_t kOpTypeVector = 23;
constexpr uint32_t kOpTypeStruct = 30;
constexpr uint32_t kOpTypePointer = 32;
constexpr uint32_t kOpVariable = 59;
constexpr uint32_t kOpDecorate = 71;
constexpr uint32_t kOpMemberDecorate = 72;
constexpr uint32_t kDecorationSpecId = 1;
constexpr uint32_t kDecorationOffset = 35;
constexpr uint32_t kStoragePushConstant = 9;
constexpr size_t kHeaderWords = 5;

struct Module {
  std::unordered_map<uint32_t, std::span<const uint32_t>> types;    // by id: the instruction's operands behind the id
  std::unordered_map<uint32_t, uint32_t> type_op;
  std::unordered_map<uint64_t, uint32_t> offsets;                   // struct id << 32 | member

  uint32_t bytes(uint32_t type) const {
    const auto found = types.find(type);
    if (found == types.end()) return 0;
    const std::span<const uint32_t> operands = found->second;
    switch (type_op.at(type)) {
      case kOpTypeInt:
      case kOpTypeFloat: return operands[0] / 8;
      case kOpTypeVector: return bytes(operands[0]) * operands[1];
      case kOpTypeStruct: return structBytes(type, operands);
      default: return 0;
    }
  }

  uint32_t structBytes(uint32_t type, std::span<const uint32_t> members) const {
    uint32_t end = 0;
    for (uint32_t i = 0; i < members.size(); ++i) {
      const auto offset = offsets.find(uint64_t{type} << 32 | i);
      if (offset != offsets.end()) end = std::max(end, offset->second + bytes(members[i]));
    }
    return end;
  }
};

}  // namespace

SpirvInfo readSpirv(std::span<const uint32_t> words) {
  Module module;
  SpirvInfo info;
  std::vector<uint32_t> push_pointers;
  for (size_t at = kHeaderWords; at < words.size();) {
    const uint32_t op = words[at] & 0xFFFF;
    const uint32_t count = words[at] >> 16;
    if (count == 0 || at + count > words.size()) break;
    const std::span<const uint32_t> operands = words.subspan(at + 1, count - 1);
    if (op == kOpTypeInt || op == kOpTypeFloat || op == kOpTypeVector || op == kOpTypeStruct || op == kOpTypePointer) {
      module.types[operands[0]] = operands.subspan(1);
      module.type_op[operands[0]] = op;
    } else if (op == kOpMemberDecorate && operands.size() == 4 && operands[2] == kDecorationOffset) {
      module.offsets[uint64_t{operands[0]} << 32 | operands[1]] = operands[3];
    } else if (op == kOpDecorate && operands.size() == 3 && operands[1] == kDecorationSpecId) {
      info.constants = std::max(info.constants, operands[2] + 1);
    } else if (op == kOpVariable && operands.size() >= 3 && operands[2] == kStoragePushConstant) {
      push_pointers.push_back(operands[0]);
    }
    at += count;
  }
  for (const uint32_t pointer : push_pointers) {
    const auto type = module.types.find(pointer);
    if (type != module.types.end() && type->second.size() == 2) info.push_bytes = module.bytes(type->second[1]);
  }
  return info;
}

}  // namespace deepwell::vulkan
