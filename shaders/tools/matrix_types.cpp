// Run at build time on what glslc made of a shader with include/cooperative_matrix.glsl: glslang before version 14 can name
// OpTypeCooperativeMatrixKHR by GL_EXT_spirv_intrinsics, but writes its operands as literal words, where the instruction wants ids.
// This puts the ids there, and in front of them the types and constants that they name. Where the words are ids of constants already it
// does the same with what these hold; other types stay as they are.
//   matrix_types IN.spv OUT.spv OUT.inc     the last: the words as numbers, with commas between
// (SPV_KHR_cooperative_matrix; SPIR-V specification 2.3 for the words of a module)
#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace {

constexpr uint32_t kOpTypeInt = 21;
constexpr uint32_t kOpTypeFloat = 22;
constexpr uint32_t kOpConstant = 43;
constexpr uint32_t kOpSpecConstant = 50;
constexpr uint32_t kOpDecorate = 71;
constexpr uint32_t kOpTypeCooperativeMatrix = 4456;
constexpr uint32_t kDecorationSpecId = 1;
constexpr uint32_t kSpecMark = 0x5350;  // high half of an operand that stands for the specialisation constant of its low half

using Instruction = std::vector<uint32_t>;

uint32_t opOf(const Instruction& instruction) { return instruction[0] & 0xFFFFU; }
bool isType(uint32_t op) { return (op >= 19 && op <= 39) || op == kOpTypeCooperativeMatrix; }

struct Module {
  std::vector<uint32_t> header;
  std::vector<Instruction> instructions;
};

bool parse(const std::vector<uint32_t>& words, Module* module) {
  if (words.size() < 5 || words[0] != 0x07230203U) return false;
  module->header.assign(words.begin(), words.begin() + 5);
  for (size_t at = 5; at < words.size();) {
    const size_t count = words[at] >> 16U;
    if (count == 0 || at + count > words.size()) return false;
    module->instructions.emplace_back(words.begin() + static_cast<std::ptrdiff_t>(at), words.begin() + static_cast<std::ptrdiff_t>(at + count));
    at += count;
  }
  return true;
}

// Declarations that go in front of all others: found in the module and taken out of it, or new.
class Front {
 public:
  explicit Front(Module* module) : module_(module) {}

  uint32_t floatType(uint32_t bits) { return declare(kOpTypeFloat, 1, {bits}); }
  uint32_t wordType() { return declare(kOpTypeInt, 1, {32, 0}); }
  uint32_t word(uint32_t value) {
    const uint32_t type = wordType();
    return declare(kOpConstant, 2, {value}, type);
  }

  // Of a constant of one word; else 0.
  uint32_t valueOf(uint32_t id) const {
    const auto is = [&](const Instruction& i) { return opOf(i) == kOpConstant && i.size() == 4 && i[2] == id; };
    const std::vector<Instruction>& all = module_->instructions;
    if (const auto found = std::find_if(all.begin(), all.end(), is); found != all.end()) return (*found)[3];
    const auto found = std::find_if(front_.begin(), front_.end(), is);  // taken out of the module
    return found == front_.end() ? 0 : (*found)[3];
  }

  // 0: the shader has no such constant.
  uint32_t specialised(uint32_t spec_id) {
    for (const Instruction& i : module_->instructions) {
      if (opOf(i) == kOpDecorate && i.size() == 4 && i[2] == kDecorationSpecId && i[3] == spec_id) return specialisedAs(i[1]);
    }
    return 0;
  }

  std::vector<Instruction> take() { return std::move(front_); }

 private:
  // An instruction of a result (behind its type, if it has one) and `rest`.
  uint32_t declare(uint32_t op, size_t result_at, const Instruction& rest, uint32_t type = 0) {
    const auto same = [&](const Instruction& i) {
      return opOf(i) == op && i.size() == result_at + 1 + rest.size() && (result_at == 1 || i[1] == type) &&
             std::equal(rest.begin(), rest.end(), i.begin() + static_cast<std::ptrdiff_t>(result_at) + 1);
    };
    for (const Instruction& i : front_) {
      if (same(i)) return i[result_at];
    }
    auto& all = module_->instructions;
    if (const auto found = std::find_if(all.begin(), all.end(), same); found != all.end()) {
      front_.push_back(*found);
      all.erase(found);
      return front_.back()[result_at];
    }
    Instruction made = {static_cast<uint32_t>(result_at + 1 + rest.size()) << 16U | op};
    if (result_at == 2) made.push_back(type);
    made.push_back(module_->header[3]++);
    made.insert(made.end(), rest.begin(), rest.end());
    front_.push_back(made);
    return made[result_at];
  }

  uint32_t specialisedAs(uint32_t id) {
    const uint32_t type = wordType();
    auto& all = module_->instructions;
    const auto is = [&](const Instruction& i) { return opOf(i) == kOpSpecConstant && i[1] == type && i[2] == id; };
    if (const auto found = std::find_if(all.begin(), all.end(), is); found != all.end()) {
      front_.push_back(*found);
      all.erase(found);
      return id;
    }
    return std::any_of(front_.begin(), front_.end(), is) ? id : 0;
  }

  Module* module_;
  std::vector<Instruction> front_;
};

// The bits of a component that is a float32, 16 or 32; else 0.
uint32_t componentBits(uint32_t word) {
  const auto bits = std::bit_cast<float>(word);
  return bits == 16.0F ? 16 : bits == 32.0F ? 32 : 0;
}

// The operands of one type: component, scope, rows, columns, use.
bool namedOperands(Front* front, Instruction* type) {
  const bool ids = componentBits((*type)[2]) == 0;
  const uint32_t bits = componentBits(ids ? front->valueOf((*type)[2]) : (*type)[2]);
  if (bits == 0) return true;  // ids of what the instruction wants
  (*type)[2] = front->floatType(bits);
  for (size_t i = 3; i < type->size(); ++i) {
    uint32_t& operand = (*type)[i];
    if (ids) operand = front->valueOf(operand);
    operand = operand >> 16U == kSpecMark ? front->specialised(operand & 0xFFFFU) : front->word(operand);
    if (operand == 0) return false;
  }
  return true;
}

bool rewrite(Module* module) {
  const auto needs = [](const Instruction& i) { return opOf(i) == kOpTypeCooperativeMatrix; };
  Front front(module);
  std::map<uint32_t, Instruction> types;  // by result; rewritten apart, since declarations leave the list meanwhile
  for (const Instruction& i : module->instructions) {
    if (needs(i)) types[i[1]] = i;
  }
  for (auto& [id, type] : types) {
    if (type.size() != 7 || !namedOperands(&front, &type)) return false;
  }
  for (Instruction& i : module->instructions) {
    if (needs(i)) i = types[i[1]];
  }
  const auto first = std::find_if(module->instructions.begin(), module->instructions.end(), [](const Instruction& i) { return isType(opOf(i)); });
  const std::vector<Instruction> declarations = front.take();
  module->instructions.insert(first, declarations.begin(), declarations.end());
  return true;
}

bool write(const std::vector<uint32_t>& words, const char* binary, const char* text) {
  std::ofstream out(binary, std::ios::binary);
  out.write(reinterpret_cast<const char*>(words.data()), static_cast<std::streamsize>(words.size() * 4));
  std::ofstream numbers(text);
  for (size_t i = 0; i < words.size(); ++i) numbers << words[i] << (i % 16 == 15 ? ",\n" : ",");
  return out.good() && numbers.good();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  std::ifstream in(argv[1], std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  std::vector<uint32_t> words(bytes.size() / 4);
  std::copy_n(bytes.data(), words.size() * 4, reinterpret_cast<char*>(words.data()));
  Module module;
  if (!parse(words, &module) || !rewrite(&module)) {
    std::fprintf(stderr, "matrix_types: %s is no SPIR-V with types of cooperative_matrix.glsl\n", argv[1]);
    return 1;
  }
  std::vector<uint32_t> result = module.header;
  for (const auto& instruction : module.instructions) result.insert(result.end(), instruction.begin(), instruction.end());
  return write(result, argv[2], argv[3]) ? 0 : 1;
}
