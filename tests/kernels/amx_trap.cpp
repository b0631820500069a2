// The handler of AmxTrap: decodes AMX instructions (VEX, three bytes, map 0F38) and their memory operands.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tests/kernels/amx_unit.h"

#if defined(__x86_64__) && defined(__linux__)
#include <ucontext.h>
#endif

namespace deepwell::test {

#if defined(__x86_64__) && defined(__linux__)
namespace {

thread_local AmxUnit* t_unit = nullptr;
struct sigaction g_before;

// An instruction: C4, two bytes of VEX, opcode, ModRM, and maybe an address.
struct Instruction {
  int opcode = 0;
  int prefix = 0;  // 0 none, 1: 66, 2: F3, 3: F2
  int vvvv = 0;
  int reg = 0;
  int rm = 0;
  bool memory = false;
  bool known = false;
  int64_t address = 0;  // without the index
  int64_t index = 0;    // stride, as it is in the register
  int length = 0;
};

// Registers in the order of their numbers.
int64_t registerOf(const ucontext_t& context, int number) {
  static constexpr int kPlaces[16] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
                                      REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15};
  return context.uc_mcontext.gregs[kPlaces[number]];
}

// ModRM with mod != 3, from `at` on. VEX has the fourth bits of registers inverted.
void decodeAddress(const ucontext_t& context, const uint8_t* code, int at, Instruction* out) {
  const int extra_base = (code[1] & 0x20) != 0 ? 0 : 8;
  const int extra_index = (code[1] & 0x40) != 0 ? 0 : 8;
  const int mod = code[at] >> 6;
  int base = (code[at] & 7) + extra_base;
  ++at;
  bool has_base = true;
  bool from_next = false;
  if ((code[at - 1] & 7) == 4) {
    const uint8_t sib = code[at++];
    const int index = (sib >> 3 & 7) + extra_index;
    if (index != 4) out->index = registerOf(context, index) * (1 << (sib >> 6));
    base = (sib & 7) + extra_base;
    has_base = (sib & 7) != 5 || mod != 0;
  } else if (mod == 0 && (code[at - 1] & 7) == 5) {
    has_base = false;
    from_next = true;
  }
  int32_t displacement = 0;
  if (mod == 1) displacement = static_cast<int8_t>(code[at++]);
  if (mod == 2 || !has_base) {
    std::memcpy(&displacement, code + at, 4);
    at += 4;
  }
  out->address = displacement + (has_base ? registerOf(context, base) : 0);
  if (from_next) out->address += reinterpret_cast<int64_t>(code) + at;
  out->length = at;
}

Instruction decode(const ucontext_t& context, const uint8_t* code) {
  Instruction out;
  if (code[0] != 0xC4 || (code[1] & 0x1F) != 2 || (code[2] & 0x84) != 0) return out;  // map 0F38, W0, 128 bits
  out.opcode = code[3];
  out.prefix = code[2] & 3;
  out.vvvv = ~(code[2] >> 3) & 15;
  out.reg = code[4] >> 3 & 7;
  out.rm = code[4] & 7;
  out.memory = code[4] >> 6 != 3;
  out.length = 5;
  out.known = out.opcode == 0x49 || out.opcode == 0x4B || out.opcode == 0x5E;
  if (out.known && out.memory) decodeAddress(context, code, 4, &out);
  return out;
}

const char* run(AmxUnit& unit, const Instruction& in) {
  auto* address = reinterpret_cast<std::byte*>(in.address);
  if (in.opcode == 0x5E && !in.memory) {  // ModRM.reg sums, ModRM.rm the first factor, VEX.vvvv the second
    return unit.multiply(in.reg, in.rm, in.vvvv, in.prefix >= 2, in.prefix == 1 || in.prefix == 3);
  }
  if (in.opcode == 0x49 && in.memory && in.prefix == 0) return unit.configure(address + in.index);
  if (in.opcode == 0x49 && !in.memory && in.prefix == 0) return unit.release();
  if (in.opcode == 0x49 && !in.memory && in.prefix == 3) return unit.zero(in.reg);
  if (in.opcode == 0x4B && in.memory && in.prefix == 3) return unit.load(in.reg, address, in.index);
  if (in.opcode == 0x4B && in.memory && in.prefix == 2) return unit.store(in.reg, address, in.index);
  return "not an instruction that the tests know";
}

void onIllegal(int /*signal*/, siginfo_t* /*info*/, void* context) {
  auto& machine = *static_cast<ucontext_t*>(context);
  const auto* code = reinterpret_cast<const uint8_t*>(machine.uc_mcontext.gregs[REG_RIP]);
  const Instruction instruction = decode(machine, code);
  if (t_unit == nullptr || !instruction.known) {
    sigaction(SIGILL, &g_before, nullptr);  // the instruction comes again, for the handler before this one
    return;
  }
  if (const char* wrong = run(*t_unit, instruction)) {
    std::fprintf(stderr, "AMX instruction at %p: %s\n", static_cast<const void*>(code), wrong);
    std::abort();
  }
  machine.uc_mcontext.gregs[REG_RIP] += instruction.length;
}

}  // namespace

bool AmxTrap::supported() { return true; }

AmxTrap::AmxTrap() {
  t_unit = &unit;
  struct sigaction action = {};
  action.sa_sigaction = onIllegal;
  action.sa_flags = SA_SIGINFO;
  sigemptyset(&action.sa_mask);
  sigaction(SIGILL, &action, &g_before);
}

AmxTrap::~AmxTrap() {
  sigaction(SIGILL, &g_before, nullptr);
  t_unit = nullptr;
}
#else
bool AmxTrap::supported() { return false; }
AmxTrap::AmxTrap() = default;
AmxTrap::~AmxTrap() = default;
#endif

}  // namespace deepwell::test
