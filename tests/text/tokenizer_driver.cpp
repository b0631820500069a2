// Serves tokenizer_throughput.py and the checks of tests/tools: loads a tokenizer and obeys commands on stdin, an
// answer each on stdout.
//   tokenizer_driver TOKENIZER.JSON|MODEL.GGUF
//     time lines|documents|whole FILE
//                                   encodes the file in chunks: "bytes seconds cpu-seconds tokens sum"
//     try lines|documents|whole FILE
//                                   the same, but a text that a pattern takes too long on ends it, with -1 tokens
//     encode N                      then N texts, each a 32-bit little-endian size and its bytes; the answer is binary:
//     N
//                                   times a count and as many ids (32-bit). Upper-case ENCODE: special tokens are text.
//     encode lasts until the next command line.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/format/checkpoint.h"
#include "engine/text/tokenizer.h"

namespace {

using namespace deepwell;

std::string readFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Result<std::shared_ptr<const Tokenizer>> open(const std::filesystem::path& path) {
  if (path.extension() == ".json") return Tokenizer::fromJson(readFile(path), {}, path.string());
  DEEPWELL_ASSIGN(const auto checkpoint, Checkpoint::open(path));
  return Tokenizer::fromCheckpoint(*checkpoint);
}

// Lines with their line feed; documents of a million bytes, ended before a character; or all at once.
std::vector<std::string_view> chunksOf(std::string_view text, std::string_view kind) {
  std::vector<std::string_view> chunks;
  for (size_t at = 0; at < text.size();) {
    size_t end = text.size();
    if (kind == "lines") end = std::min(text.find('\n', at), text.size() - 1) + 1;
    if (kind == "documents") end = std::min(at + 1'000'000, text.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    chunks.push_back(text.substr(at, end - at));
    at = end;
  }
  return chunks;
}

std::string timeFile(const Tokenizer& tokenizer, std::string_view text, std::string_view kind, bool trying) {
  const auto chunks = chunksOf(text, kind);
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t cpu_start = std::clock();
  int64_t tokens = 0;
  uint64_t sum = 0;
  for (const std::string_view chunk : chunks) {
    const auto ids = trying ? tokenizer.tryEncode(chunk, true) : tokenizer.encode(chunk, true);
    if (!ids) {
      tokens = -1;
      break;
    }
    tokens += static_cast<int64_t>(ids->size());
    for (const TokenId id : *ids) sum = sum * 31 + static_cast<uint64_t>(id);
  }
  const double cpu = static_cast<double>(std::clock() - cpu_start) / CLOCKS_PER_SEC;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return fmt::format("{} {} {} {} {}", text.size(), seconds, cpu, tokens, sum);
}

bool encodeTexts(const Tokenizer& tokenizer, size_t count, bool special) {
  for (size_t i = 0; i < count; ++i) {
    uint32_t size = 0;
    if (!std::cin.read(reinterpret_cast<char*>(&size), sizeof size)) return false;
    std::string text(size, 0);
    if (!std::cin.read(text.data(), size)) return false;
    const auto result = tokenizer.tryEncode(text, special);
    if (!result) std::cerr << result.error().message << '\n';
    const std::vector<TokenId> ids = result.value_or(std::vector<TokenId>{});
    const auto tokens = result ? static_cast<uint32_t>(ids.size()) : 0xFFFFFFFFU;
    std::cout.write(reinterpret_cast<const char*>(&tokens), sizeof tokens);
    std::cout.write(reinterpret_cast<const char*>(ids.data()),
                    static_cast<std::streamsize>(ids.size() * sizeof(TokenId)));
  }
  std::cout.flush();
  return true;
}

bool obey(const Tokenizer& tokenizer, const std::string& line) {
  const size_t space = line.find(' ');
  if (space == std::string::npos) return false;
  const std::string command = line.substr(0, space);
  const std::string rest = line.substr(space + 1);
  if (command == "encode" || command == "ENCODE") return encodeTexts(tokenizer, std::stoul(rest), command == "encode");
  const size_t file = rest.find(' ');
  if ((command != "time" && command != "try") || file == std::string::npos) return false;
  const std::string text = readFile(rest.substr(file + 1));
  std::cout << timeFile(tokenizer, text, rest.substr(0, file), command == "try") << std::endl;
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: tokenizer_driver TOKENIZER.JSON|MODEL.GGUF\n";
    return 2;
  }
  std::ios::sync_with_stdio(false);
  const auto tokenizer = open(argv[1]);
  if (!tokenizer) {
    std::cerr << tokenizer.error().message << '\n';
    return 1;
  }
  for (std::string line; std::getline(std::cin, line);)
    if (!obey(**tokenizer, line)) return 2;
  return 0;
}
